"""What the project says about itself in several places, it says alike."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from followthrough import __version__

ROOT = Path(__file__).parents[3]
PROJECT: Mapping[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
TARGETS = set(re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
COMMANDS = (
    re.compile(r"^\s*(?:\$ )?make ([a-z]+(?: [a-z]+)*)", re.MULTILINE),
    re.compile(r"`make ([a-z]+)`"),
    re.compile(r"run: make ([a-z]+(?: [a-z]+)*)"),
)
SAYING_MAKE = [
    "README.md",
    "CONTRIBUTING.md",
    ".ci/run",
    ".pre-commit-config.yaml",
    ".github/workflows/ci.yml",
]


def workflow(path: Path) -> Mapping[str, Any]:
    """A workflow, as YAML says it."""
    loaded: Mapping[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


def jobs() -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each job of each workflow that runs on a runner of its own."""
    for path in WORKFLOWS:
        for name, job in workflow(path)["jobs"].items():
            yield f"{path.stem}: {name}", job


def test_the_package_and_the_project_have_one_version() -> None:
    """The version in the code is the one that is built."""
    assert PROJECT["version"] == __version__


@pytest.mark.parametrize("page", SAYING_MAKE)
def test_make_has_every_target_that_is_named(page: str) -> None:
    """A command that a page or a workflow names can be run."""
    text = (ROOT / page).read_text(encoding="utf-8")
    named = {target for command in COMMANDS for targets in command.findall(text) for target in targets.split()}

    assert named
    assert named <= TARGETS


def test_ci_tests_every_python_that_is_promised() -> None:
    """The classifiers, the least Python and the matrix agree."""
    promised = re.findall(r"Python :: (3\.\d+)", "\n".join(PROJECT["classifiers"]))
    tested = workflow(ROOT / ".github" / "workflows" / "ci.yml")["jobs"]["test"]["strategy"]["matrix"]["python"]

    assert PROJECT["requires-python"] == f">={promised[0]}"
    assert set(promised) <= set(tested)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned_and_their_versions_told(path: Path) -> None:
    """An action is a commit whose version a person can read, or our own, which comes with the workflow."""
    used = re.findall(r"uses: (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    pinned = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+|\./.+|\$/.*")

    assert [use for use in used if not pinned.fullmatch(use)] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_grants_nothing_but_by_job(path: Path) -> None:
    """Permissions are none at the top; each job names its own."""
    assert workflow(path)["permissions"] == {}


@pytest.mark.parametrize(("name", "job"), list(jobs()), ids=lambda value: value if isinstance(value, str) else "")
def test_every_job_ends(name: str, job: Mapping[str, Any]) -> None:
    """A job that hangs is cut off; one that calls another workflow leaves that to it."""
    assert "timeout-minutes" in job or "uses" in job, name


def test_the_hook_that_is_shown_is_there() -> None:
    """The hook for pre-commit that the page shows is one that we offer, in this version."""
    offered = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")

    assert set(re.findall(r"- id: (.+)", page)) == offered
    assert re.findall(r"rev: v(.+)", page) == [__version__]


def test_contributors_are_told_the_layers() -> None:
    """The list of packages has the order that imports are held to, and each package is on it."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = [set(re.findall(r"followthrough\.(\w+)", layer)) for layer in contracts[0]["layers"]]
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    told = [set(re.findall(r"`(\w+)`", cell)) for cell in re.findall(r"^\| (`.+?`) \|", page, re.MULTILINE)]
    source = ROOT / "src" / "followthrough"
    there = {path.stem for path in source.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}

    assert told == layers
    assert set().union(*told) == there - {"__init__", "__main__"}


def test_one_job_stands_for_all() -> None:
    """Whoever requires `required` requires every job of the CI."""
    ci = workflow(ROOT / ".github" / "workflows" / "ci.yml")["jobs"]

    assert set(ci["required"]["needs"]) == set(ci) - {"required"}


def test_a_release_bears_one_number() -> None:
    """What the wheel is called, what the command says and what the docs have people install."""
    assert PROJECT["version"] == __version__
    pages = [page.read_text(encoding="utf-8") for page in (ROOT / "docs").glob("*.md")]
    named = {number for page in pages for number in re.findall(r"followthrough(?:==|@)(\d+\.\d+\.\d+)", page)}
    assert named == {__version__}
