"""The Action and the workflows that come with it say what the command line understands, and nothing that is unsafe."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml

from followthrough.cli.ci import ci
from followthrough.cli.ci_report import Numbers

ROOT = Path(__file__).parents[3]
WORKFLOWS = ROOT / ".github" / "workflows"
INPUTS = {
    *("command", "paths", "config", "token", "dry-run", "max-creates"),
    *("strict", "rollup-mode", "working-directory"),
}
LEFT_OUT = {"python-gitlab", "requests-toolbelt"}


def _yaml(path: Path) -> dict[Any, Any]:
    value: dict[Any, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return value


ACTION = _yaml(ROOT / "action.yml")
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]


def _steps() -> Iterator[Mapping[str, Any]]:
    yield from STEPS
    for path in sorted(WORKFLOWS.glob("*.yml")):
        for job in _yaml(path)["jobs"].values():
            yield from job.get("steps", [job])


def test_interface() -> None:
    """Inputs and outputs are those that are agreed."""
    assert set(ACTION["inputs"]) == INPUTS
    assert set(ACTION["outputs"]) == {*(number.name for number in fields(Numbers)), "result-file"}
    assert all(one["description"] for one in [*ACTION["inputs"].values(), *ACTION["outputs"].values()])


def test_inputs_reach_the_command() -> None:
    """Every input is handed over by the variable of an option, save the folder that the step runs in."""
    environment = STEPS[-1]["env"]
    variables = {option.envvar for option in ci.params} | {"FOLLOWTHROUGH_JOB_STARTED"}
    handed = {name for name in environment if name.startswith("FOLLOWTHROUGH_")}
    assert handed <= variables
    inputs = {found for value in environment.values() for found in re.findall(r"inputs\.([\w-]+)", value)}
    assert inputs == INPUTS - {"working-directory"}


def test_no_expression_in_a_script() -> None:
    """What anybody wrote reaches a script through its environment alone, in the Action and in every workflow."""
    scripts = [step["run"] for step in _steps() if "run" in step]
    assert len(scripts) > 4
    assert not [script for script in scripts if "${{" in script]


def test_what_is_used_is_pinned() -> None:
    """What the Action uses of other people's is named by its commit."""
    used = [step["uses"] for step in STEPS if "uses" in step]
    assert used
    assert not [one for one in used if not re.fullmatch(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}", one)]


@pytest.mark.parametrize("script", ["prepare", "install", "run"])
def test_scripts(script: str) -> None:
    """A script stops at its first error, can be started, and leaves nothing behind for the steps of others."""
    path = ROOT / "action" / script
    text = path.read_text(encoding="utf-8")
    assert "set -euo pipefail" in text
    assert path.stat().st_mode & 0o111
    assert "GITHUB_ENV" not in text
    assert "GITHUB_PATH" not in text


def test_one_at_a_time() -> None:
    """Runs that write wait for each other and are never cut off; checks are not among them."""
    jobs = _yaml(WORKFLOWS / "track.yml")["jobs"]
    assert jobs["sync"]["concurrency"] == {"group": "followthrough-sync", "cancel-in-progress": False}
    assert jobs["check"]["concurrency"]["group"] != "followthrough-sync"
    assert "concurrency" not in _yaml(WORKFLOWS / "dogfood.yml")


def _required(name: str) -> dict[str, tuple[str, set[str]]]:
    """Package → its version and hashes."""
    text = (ROOT / "action" / name).read_text(encoding="utf-8").replace("\\\n", " ")
    found = re.finditer(r"^([\w.-]+)==(\S+)(.*)$", text, re.MULTILINE)
    return {one[1]: (one[2], set(re.findall(r"--hash=(\S+)", one[3]))) for one in found}


def test_requirements_are_the_lock() -> None:
    """What the Action installs is what the tests ran with, file by file; GitLab's client is left out."""
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
    locked = {
        one["name"]: (
            one["version"],
            {file["hash"] for file in (*one.get("wheels", ()), *filter(None, [one.get("sdist")]))},
        )
        for one in lock
        if "version" in one and one["name"] != "followthrough"
    }
    required = _required("requirements.txt")
    assert {"pygithub", "click", "pyyaml"} <= required.keys()
    assert not LEFT_OUT & required.keys()
    for name, (version, hashes) in required.items():
        assert hashes
        assert version == locked[name][0]
        assert hashes <= locked[name][1]


def test_the_installer_is_checked() -> None:
    """The installer itself is held to hashes, for every platform it is made for."""
    ((_, hashes),) = _required("uv.txt").values()
    assert len(hashes) > 5
    assert all(one.startswith("sha256:") for one in hashes)
