"""What the README shows is what happens."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = ROOT / "examples"
WIDTH = "72"


def block(language: str) -> str:
    """The first code block of a language."""
    found = re.search(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert found
    return found[1]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository into which the README's postmortem was merged."""
    document = tmp_path / "postmortems" / "2026-09-08-slow-checkout.md"
    document.parent.mkdir()
    document.write_text(block("markdown"), encoding="utf-8")
    for command in (
        ["git", "init", "--quiet", "--initial-branch", "main"],
        ["git", "add", "."],
        ["git", "-c", "user.name=Elif", "-c", "user.email=elif@shop.example", "commit", "--quiet", "--message", "Tell"],
    ):
        subprocess.run(command, cwd=tmp_path, env=environment(), check=True)
    return tmp_path


def environment() -> Mapping[str, str]:
    """A terminal of the README's width, and nothing else of ours."""
    return {
        "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])),
        "COLUMNS": WIDTH,
        "FOLLOWTHROUGH_FORGE": "local",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
    }


def answer(command: str, folder: Path) -> str:
    """What a command prints."""
    done = subprocess.run(
        shlex.split(command), cwd=folder, env=environment(), capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_the_readme_shows_what_comes_of_its_postmortem(repository: Path) -> None:
    """Each command of the README's example prints what stands below it."""
    shown = block("console")

    told = "".join(
        f"$ {command}\n{answer(command, repository)}" for command in re.findall(r"^\$ (.+)$", shown, re.MULTILINE)
    )

    assert [line.rstrip() for line in told.splitlines()] == shown.splitlines()


def test_the_readme_shows_the_rollup_of_its_postmortem(repository: Path) -> None:
    """The comment that the README quotes is the one that stands on the change request three weeks later."""
    quoted = re.search(r"(?:^>.*\n)+", README, re.MULTILINE)
    assert quoted
    answer("followthrough sync --today 2026-09-08", repository)
    answer("followthrough rollup --today 2026-09-28", repository)
    comment = answer("followthrough local show 1", repository).split("\n-- followthrough")[-1]

    shown = [line.removeprefix(">").strip() for line in quoted[0].splitlines()]

    assert shown == comment.split("\n", 1)[1].split("\n\n<!--")[0].splitlines()


def test_the_demo_tracks_the_examples_and_ends_well(tmp_path: Path) -> None:
    """`make demo` opens an issue for each open item, has nothing to do the second time, and leaves nothing behind."""
    done = subprocess.run(
        [str(EXAMPLES / "demo")],
        env={**environment(), "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert "18 opened, 3 unchanged" in done.stdout
    assert "Nothing to do: 21 items in step." in done.stdout
    assert "1 edited, 1 closed, 19 unchanged" in done.stdout
    assert "fresh comments" in done.stdout
    assert "moved once, first due 27 Nov" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_the_examples_are_worth_following() -> None:
    """Whoever starts from an example starts from one that has no finding."""
    command = ["followthrough", "check", "--strict", "--format", "json", str(EXAMPLES / "postmortems")]
    done = subprocess.run(command, cwd=EXAMPLES, env=environment(), capture_output=True, text=True, check=False)

    said = json.loads(done.stdout)

    assert (said["documents"], said["findings"]) == (6, [])
