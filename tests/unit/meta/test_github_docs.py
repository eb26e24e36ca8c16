"""The page about GitHub can be copied from, and tells of everything there is."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "github.md").read_text(encoding="utf-8")
WORKFLOWS = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
BIN = Path(sys.executable).parent
CHECKOUT = re.compile(r"actions/checkout@\S+ # \S+")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with every workflow of the page."""
    root = tmp_path_factory.mktemp("copied")
    folder = root / ".github" / "workflows"
    folder.mkdir(parents=True)
    for number, workflow in enumerate(WORKFLOWS):
        text = workflow.replace("OWNER/", "acme/").replace("@COMMIT", "@" + "0123456789" * 4)
        (folder / f"{number}.yml").write_text(text, encoding="utf-8")
    return root


def test_they_are_there() -> None:
    """One file, and the same in three parts."""
    assert len(WORKFLOWS) == 4


def test_they_are_workflows(written: Path) -> None:
    """GitHub's schema finds nothing wrong with any."""
    files = sorted((written / ".github" / "workflows").iterdir())
    command: list[str | Path] = [BIN / "check-jsonschema", "--builtin-schema", "vendor.github-workflows", *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_they_are_safe(written: Path) -> None:
    """The strictest reading of zizmor finds nothing wrong with any."""
    command: list[str | Path] = [
        BIN / "zizmor",
        "--offline",
        "--no-progress",
        "--persona",
        "pedantic",
        "--format",
        "plain",
        written,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_they_check_out_as_we_do() -> None:
    """The page names the commit of the checkout that our own workflow uses."""
    ours = set(CHECKOUT.findall((ROOT / ".github" / "workflows" / "track.yml").read_text(encoding="utf-8")))
    assert set(CHECKOUT.findall(PAGE)) == ours


def test_permissions_are_those_of_the_workflow() -> None:
    """Whoever calls the workflow grants what its jobs ask for together, and nothing more."""
    jobs = _yaml((ROOT / ".github" / "workflows" / "track.yml").read_text(encoding="utf-8"))["jobs"]
    asked = {scope: level for job in (jobs["check"], jobs["sync"]) for scope, level in job["permissions"].items()}
    assert _yaml(WORKFLOWS[0])["jobs"]["track"]["permissions"] == asked
    assert [_yaml(one)["jobs"].popitem()[1]["permissions"] for one in WORKFLOWS[1:]] == [
        jobs["sync"]["permissions"],
        jobs["sync"]["permissions"],
        jobs["check"]["permissions"],
    ]


@pytest.mark.parametrize("kind", ["inputs", "outputs"])
def test_every_name_is_told(kind: str) -> None:
    """Each input and each output of the Action has its line."""
    action = _yaml((ROOT / "action.yml").read_text(encoding="utf-8"))
    lines = [line.partition(" | ")[0] for line in PAGE.splitlines() if line.startswith("| `")]
    told = {name for line in lines for name in re.findall(r"`([a-z-]+)`", line)}
    assert set(action[kind]) <= told


def _yaml(text: str) -> dict[Any, Any]:
    value: dict[Any, Any] = yaml.safe_load(text)
    return value
