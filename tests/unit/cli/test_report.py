"""`followthrough report` writes one page that agrees with status."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Followthrough

LOCAL = ("--forge", "local", "--today", "2026-12-11")


@pytest.fixture
def tracked(shop: Path, followthrough: Followthrough) -> Path:
    """A repository whose postmortem is tracked."""
    assert followthrough("sync", "--forge", "local", "--today", "2026-11-20").code == 0
    return shop


def test_agrees_with_status(tracked: Path, followthrough: Followthrough) -> None:
    """The page has the same numbers and the same items as status."""
    assert followthrough("report", "-o", "out/report.html", *LOCAL).code == 0
    page = (tracked / "out/report.html").read_text(encoding="utf-8")
    told = json.loads(followthrough("status", "--format", "json", *LOCAL).out)
    numbers = {words: number for number, words in re.findall(r"<strong>([^<]+)</strong> <span>([^<]+)</span>", page)}
    assert numbers["overdue"] == str(told["totals"]["overdue"]) == "1"
    assert numbers["open"] == str(told["totals"]["open"]) == "2"
    assert numbers["of 3 done"] == str(told["totals"]["done"]) == "1"
    assert all(item["title"] in page for item in told["items"])
    assert "<p>shop · as of 11 Dec 2026</p>" in page


def test_stdout(tracked: Path, followthrough: Followthrough) -> None:
    """A dash stands for stdout, and no file is left behind."""
    before = sorted(tracked.iterdir())
    ended = followthrough("report", "-o", "-", *LOCAL)
    assert ended.code == 0
    assert ended.out.endswith("</html>\n")
    assert sorted(tracked.iterdir()) == before


def test_writes_nothing_to_the_forge(tracked: Path, followthrough: Followthrough) -> None:
    """A report only looks."""
    tracker = tracked / ".followthrough/tracker.sqlite3"
    before = tracker.read_bytes()
    followthrough("report", "-o", "report.html", *LOCAL)
    assert tracker.read_bytes() == before


def test_file_that_cannot_be_written(tracked: Path, followthrough: Followthrough) -> None:
    """A file that cannot be written ends with the mend, and leaves what was there."""
    (tracked / "report.html").mkdir()
    (tracked / "notes").write_text("ours", encoding="utf-8")
    assert followthrough("report", "-o", "report.html", *LOCAL).code == 2
    ended = followthrough("report", "-o", "notes/report.html", *LOCAL)
    assert ended.code == 2
    assert "give another file to -o" in ended.err
    assert (tracked / "notes").read_text(encoding="utf-8") == "ours"
    assert followthrough("report").code == 2
