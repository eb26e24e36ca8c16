"""The page about rollups can be copied from."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from followthrough import __version__
from followthrough.cli.rollup import rollup

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "rollups.md").read_text(encoding="utf-8")
SNIPPETS = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
WORKFLOWS = [text for text in SNIPPETS if text.startswith("name:")]
PIPELINES = [text for text in SNIPPETS if text not in WORKFLOWS]
BIN = Path(sys.executable).parent
PINNED = re.compile(r"[\w.-]+/[\w./-]+@(?:[0-9a-f]{40}|COMMIT) # v\d+\.\d+\.\d+")


def run(*command: str | Path) -> None:
    done = subprocess.run([BIN / command[0], *command[1:]], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with every workflow and every pipeline of the page."""
    root = tmp_path_factory.mktemp("copied")
    for folder, texts in ((".github/workflows", WORKFLOWS), ("pipelines", PIPELINES)):
        (root / folder).mkdir(parents=True)
        for number, text in enumerate(texts):
            filled = text.replace("OWNER/", "acme/").replace("@COMMIT", "@" + "0123456789" * 4)
            (root / folder / f"{number}.yml").write_text(filled, encoding="utf-8")
    return root


def test_the_example_is_what_a_rollup_says() -> None:
    """Line by line, in the order in which they stand there, with some left out."""
    (example,) = re.findall(r"^```markdown\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    snapshot = iter((ROOT / "tests/unit/rollups/snapshots/rollup-weekly.md").read_text(encoding="utf-8").split("\n"))
    assert [line for line in example.split("\n") if line and line not in snapshot] == []


def test_they_are_there() -> None:
    """A rollup by itself and one over many repositories on GitHub, and the latter on GitLab."""
    assert (len(WORKFLOWS), len(PIPELINES)) == (2, 1)


def test_they_are_workflows(written: Path) -> None:
    """GitHub's schema finds nothing wrong with the workflows, nor the strictest reading of zizmor."""
    folder = written / ".github" / "workflows"
    run("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *sorted(folder.iterdir()))
    run("zizmor", "--offline", "--no-progress", "--persona", "pedantic", "--format", "plain", folder)


def test_they_are_pipelines(written: Path) -> None:
    """GitLab's schema finds nothing wrong with the pipeline."""
    run("check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", *sorted((written / "pipelines").iterdir()))


def test_actions_are_pinned() -> None:
    """Every action is a commit whose version a person can read."""
    used = re.findall(r"uses: (.+)$", PAGE, re.MULTILINE)
    assert used
    assert [one for one in used if not PINNED.fullmatch(one)] == []


def test_the_numbers_of_releases_agree() -> None:
    """Whatever release the page names is this one."""
    assert set(re.findall(r"followthrough==(\d+\.\d+\.\d+)", PAGE)) == {__version__}


@pytest.mark.parametrize(
    "line", sorted({line for text in SNIPPETS for line in re.findall(r"followthrough rollup.*", text)})
)
def test_commands_are_understood(line: str) -> None:
    """Every rollup of a snippet has options that the command line takes."""
    rollup.make_context("rollup", shlex.split(line)[2:])


def test_jobs_keep_what_the_last_one_joins() -> None:
    """What each job leaves is what the last one takes up."""
    kept = {re.sub(r"\$\{?\w+(?:[^}\s]*\})?", "*", one) for one in re.findall(r'--output "json=(rollup-[^"]+)"', PAGE)}
    assert kept == set(re.findall(r"--merge (\S+)", PAGE)) == {"rollup-*.json"}
    assert [job["needs"] for job in _jobs() if "needs" in job] == ["rollup", ["rollup"]]


def _jobs() -> Iterator[dict[str, Any]]:
    for text in SNIPPETS:
        loaded: dict[str, Any] = yaml.safe_load(text)
        yield from loaded.get("jobs", loaded).values()
