"""What the README shows is what happens."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

README = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
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
