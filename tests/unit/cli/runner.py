"""`followthrough ci` as GitHub's runner calls it: on an event, with files to tell the runner by."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.unit.ci.test_outputs import read_outputs
from tests.unit.cli.conftest import Ended, Followthrough

REPOSITORY = {"full_name": "acme/shop", "default_branch": "main", "fork": False}
NUMBERS = ("created", "updated", "closed", "open", "overdue", "conflicts", "findings", "failed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a run told the runner."""

    ended: Ended
    outputs: Mapping[str, str]
    summary: str

    @property
    def code(self) -> int:
        return self.ended.code

    @property
    def result(self) -> dict[str, object]:
        value: dict[str, object] = json.loads(Path(self.outputs["result-file"]).read_text(encoding="utf-8"))
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A runner; called with an event, it runs the command and reads what it was told."""

    followthrough: Followthrough
    monkeypatch: pytest.MonkeyPatch
    folder: Path
    usual: tuple[str, ...]
    """Arguments of every run."""

    def __call__(self, name: str, event: object = None, *arguments: str, **environ: str) -> Told:
        output, summary, told = (self.folder / one for one in ("output", "summary", "event"))
        temp = self.folder / "temp"
        temp.mkdir(exist_ok=True)
        told.write_text(json.dumps(event or {"repository": REPOSITORY}), encoding="utf-8")
        output.write_text("", encoding="utf-8")
        summary.write_text("", encoding="utf-8")
        set_to = {
            "GITHUB_ACTIONS": "true",
            "GITHUB_EVENT_NAME": name,
            "GITHUB_EVENT_PATH": str(told),
            "GITHUB_REPOSITORY": "acme/shop",
            "GITHUB_OUTPUT": str(output),
            "GITHUB_STEP_SUMMARY": str(summary),
            "RUNNER_TEMP": str(temp),
            **environ,
        }
        for variable, value in set_to.items():
            self.monkeypatch.setenv(variable, value)
        ended = self.followthrough("ci", *self.usual, *arguments)
        outputs = read_outputs(output.read_text(encoding="utf-8"))
        return Told(ended=ended, outputs=outputs, summary=summary.read_text(encoding="utf-8"))


def pull(number: int, base: str, **more: object) -> object:
    """The payload of an open pull request."""
    request = {
        "number": number,
        "state": "open",
        "merged": False,
        "base": {"ref": "main", "sha": base},
        "head": {"repo": {"full_name": "acme/shop"}},
    }
    return {"repository": REPOSITORY, "pull_request": {**request, **more}}


def merged(number: int) -> object:
    """The payload of a merged one."""
    return pull(number, "0" * 40, state="closed", merged=True)
