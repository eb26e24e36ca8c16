"""A composite action, carried out as GitHub's runner does (ScriptHandlerHelpers.cs, FileCommandManager.cs).

Expressions are evaluated by GitHub's own engine, scripts run by the very command line of the runner, and outputs read
back by its rules. Not modelled: `uses:` steps, which are passed over, `if:`, masking of secrets, other contexts.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.thirdparty.expressions import Expressions
from tests.unit.ci.test_outputs import read_outputs

_BASH = ("bash", "--noprofile", "--norc", "-e", "-o", "pipefail")
_OURS = ("GITHUB_", "FOLLOWTHROUGH_", "GH_", "RUNNER_", "PYTHON")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What a run of an action left behind."""

    code: int
    outputs: Mapping[str, str]
    summary: str
    log: str
    passed_over: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class Runner:
    """A machine with a workspace that was checked out."""

    action: Path
    workspace: Path
    temp: Path
    engine: Expressions
    variables: Mapping[str, str]
    """What a workflow's job has in its environment."""
    _steps: dict[str, object] = field(default_factory=dict)
    _log: list[str] = field(default_factory=list)
    _passed_over: list[str] = field(default_factory=list)

    def run(self, given: Mapping[str, str], token: str) -> Ran:
        """Carry out every step, to the first that fails."""
        manifest: dict[str, Any] = yaml.safe_load((self.action / "action.yml").read_text(encoding="utf-8"))
        github = {"github": {"token": token}}
        inputs = {
            name: given.get(name, self.engine.filled(str(one.get("default", "")), github))
            for name, one in manifest["inputs"].items()
        }
        summary = self.temp / "summary.md"
        summary.touch()
        code = 0
        for number, step in enumerate(manifest["runs"]["steps"]):
            assert "if" not in step, "not modelled"
            contexts = {**github, "inputs": inputs, "steps": self._steps}
            code = code or self._step(number, step, contexts)
        contexts = {"steps": self._steps}
        outputs = {name: self.engine.filled(one["value"], contexts) for name, one in manifest["outputs"].items()}
        text = summary.read_text(encoding="utf-8")
        return Ran(
            code=code, outputs=outputs, summary=text, log="".join(self._log), passed_over=tuple(self._passed_over)
        )

    def _step(self, number: int, step: Mapping[str, Any], contexts: Mapping[str, object]) -> int:
        if "uses" in step:
            self._passed_over.append(step["uses"])
            return 0
        files = {name: self.temp / f"{name}_{number}" for name in ("GITHUB_OUTPUT", "GITHUB_ENV", "GITHUB_PATH")}
        for file in files.values():
            file.touch()
        script = self.temp / f"step_{number}.sh"
        script.write_text(self.engine.filled(step["run"], contexts), encoding="utf-8")
        own = {name: self.engine.filled(str(value), contexts) for name, value in step.get("env", {}).items()}
        folder = self.workspace / self.engine.filled(step.get("working-directory", "."), contexts)
        environment = {**self._environment(), **{name: str(file) for name, file in files.items()}, **own}
        done = subprocess.run(
            [*_BASH, script], cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
        )
        self._log.append(done.stdout.decode())
        assert files["GITHUB_ENV"].read_text() == files["GITHUB_PATH"].read_text() == ""
        if "id" in step:
            self._steps[step["id"]] = {"outputs": _outputs(files["GITHUB_OUTPUT"].read_text(encoding="utf-8"))}
        return done.returncode

    def _environment(self) -> dict[str, str]:
        machine = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
        return {
            **machine,
            **self.variables,
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(self.action),
            "GITHUB_STEP_SUMMARY": str(self.temp / "summary.md"),
            "RUNNER_TEMP": str(self.temp),
        }


def _outputs(text: str) -> dict[str, str]:
    """A line is `name=value` where the equals sign comes before any `<<`, else it opens a value of many lines."""
    found: dict[str, str] = {}
    long: list[str] = []
    for line in text.split("\n"):
        name, equals, value = line.partition("=")
        if equals and "<<" not in name and not long:
            found[name] = value
        elif line:
            long.append(line)
    return {**found, **read_outputs("".join(f"{line}\n" for line in long))}
