"""`followthrough check --fix` and `--diff`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Followthrough

PATH = "postmortems/2026-11-03-checkout.md"


@pytest.fixture
def written(shop: Path) -> Path:
    """A postmortem whose deadline is a day with its month in words."""
    file = shop / PATH
    file.write_text(file.read_text(encoding="utf-8").replace("2026-12-01", "1 Dec 2026"), encoding="utf-8")
    file.chmod(0o640)
    return file


def test_diff_writes_nothing(written: Path, followthrough: Followthrough) -> None:
    """What would be mended is shown, and the exit code says that it is something."""
    before = written.read_bytes()
    ended = followthrough("check", "--diff")
    assert ended.code == 1
    assert "+| Alert on queue depth before carts fail | Alice Smith | 2026-12-01 | Open |" in ended.out
    assert written.read_bytes() == before


def test_fix(written: Path, followthrough: Followthrough) -> None:
    """What is mended is shown on stderr, keeps its mode, and is checked afterwards; a second time there is nothing."""
    ended = followthrough("check", "--fix", "--format", "json")
    assert ended.code == 0
    assert json.loads(ended.out)["documents"] == 1
    assert "-| Alert on queue depth before carts fail | Alice Smith | 1 Dec 2026 | Open |" in ended.err
    assert "| 2026-12-01 |" in written.read_text(encoding="utf-8")
    assert written.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in written.parent.iterdir()] == [written.name]
    again = followthrough("check", "--diff")
    assert (again.code, again.out) == (0, "")
    assert followthrough("check", "--fix", "-q").err == ""


def test_nothing_that_a_runner_obeys(written: Path, followthrough: Followthrough) -> None:
    """No line of the diff is a command for the runner of a CI."""
    text = written.read_text(encoding="utf-8").replace("| Cap retries", "::add-mask::x\n| Cap retries")
    written.write_text(text, encoding="utf-8")
    ended = followthrough("check", "--diff")
    assert "add-mask" in ended.out
    assert not [line for line in ended.out.splitlines() if line.lstrip().startswith("::")]
