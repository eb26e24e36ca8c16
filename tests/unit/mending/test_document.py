"""Mending changes what can be said in one better way, says the same afterwards, and touches no other byte."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.documents import read
from followthrough.documents.rules import DateOrder, ReadingRules
from followthrough.mending.document import diff, mended
from followthrough.model import ActionItem

RULES = ReadingRules()


def mend(text: str, path: str = "a.md", rules: ReadingRules = RULES) -> str | None:
    """The mended text; None where nothing is mended."""
    new = mended(path, text.encode(), rules)
    return None if new is None else new.decode()


def listed(*lines: str) -> str:
    """A postmortem of the 3rd of November 2026 with these lines in its action section."""
    return "\n".join(["# Outage", "", "**Date:** 2026-11-03", "", "## Action items", "", *lines, ""])


def row(due: str) -> str:
    return listed("| Action | Owner | Due |", "|---|---|---|", f"| Alert on queue depth | Bo | {due} |")


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        pytest.param("1 Dec 2026", "2026-12-01", id="day-month-year"),
        pytest.param("December 1st, 2026", "2026-12-01", id="month-day-year"),
        pytest.param("04.03.2027", "2027-03-04", id="dotted"),
        pytest.param("25/12/2026", "2026-12-25", id="one-way-only"),
        pytest.param("1 Dec 2026 (moved)", "2026-12-01 (moved)", id="with-a-remark"),
    ],
)
def test_deadlines(due: str, expected: str) -> None:
    """A day that is written out becomes ISO 8601, and what stands around it stays."""
    assert mend(row(due)) == row(expected)


@pytest.mark.parametrize(
    "due",
    [
        pytest.param("2026-12-01", id="iso"),
        pytest.param("2 weeks", id="counts-from-the-incident"),
        pytest.param("1 Dec", id="no-year"),
        pytest.param("Q1 2027", id="a-quarter"),
        pytest.param("1-5 Dec 2026", id="a-range"),
        pytest.param("03/04/2027", id="ambiguous"),
        pytest.param("31 Feb 2027", id="no-such-day"),
        pytest.param("TBD", id="no-date"),
        pytest.param("1 Dec 2026, was 1 Nov 2026", id="two-dates"),
    ],
)
def test_deadlines_that_stay(due: str) -> None:
    """What says more than one day, or not surely one, is for a person to write."""
    assert mend(row(due)) is None


def test_the_order_of_the_team() -> None:
    """Where the configuration says which number is the day, the deadline is sure."""
    assert mend(row("03/04/2027"), rules=ReadingRules(date_order=DateOrder.DMY)) == row("2027-04-03")


def test_check_boxes() -> None:
    """A bullet among check boxes gets its own, ticked where it is said to be done; another list is left alone."""
    before = listed(
        "- [ ] Alert on queue depth", "- Cap retries (done)", "* Rehearse the failover", "", "Later:", "- Rest"
    )
    after = listed(
        "- [ ] Alert on queue depth", "- [x] Cap retries (done)", "* Rehearse the failover", "", "Later:", "- Rest"
    )
    assert mend(before) == after


def test_ids_in_a_table() -> None:
    """An empty cell in a column of ids gets the next one, as wide as the others."""
    before = listed("| ID | Action |", "|---|---|", "| AI-09 | Cap retries |", "|  | Expire carts |", "| | Shard it |")
    assert mend(before) == listed(
        "| ID | Action |", "|---|---|", "| AI-09 | Cap retries |", "| AI-10 | Expire carts |", "| AI-11 | Shard it |"
    )


@pytest.mark.parametrize("known", [pytest.param("cap-retries", id="words"), pytest.param("B-1 | x |\n| C-7", id="two")])
def test_ids_that_are_not_counted(known: str) -> None:
    """Where nobody can say which id is next, none is given."""
    assert mend(listed("| ID | Action |", "|---|---|", f"| {known} | Cap retries |", "|  | Expire carts |")) is None


def test_ids_in_yaml() -> None:
    """An item of a YAML postmortem gets its id as its first key."""
    before = (
        "title: Outage\naction_items:\n  - id: X-1\n    title: Cap retries\n  - title: Expire carts\n    owner: bo\n"
    )
    after = before.replace("  - title: Expire", "  - id: X-2\n    title: Expire")
    assert mend(before, "a.yaml") == after


def test_yaml_in_one_line_is_left_alone() -> None:
    """A mapping in braces has no line of its own for a key."""
    text = "title: Outage\naction_items:\n  - {id: X-1, title: Cap retries}\n  - {title: Expire carts}\n"
    assert mend(text, "a.yaml") is None


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_bytes_around_stay(end: str) -> None:
    """A byte order mark, line ends of any kind and trailing spaces are as they were."""
    text = row("1 Dec 2026").replace("# Outage", "# Outage  ").replace("\n", end)
    new = mended("a.md", b"\xef\xbb\xbf" + text.encode(), RULES)
    assert new == b"\xef\xbb\xbf" + text.replace("1 Dec 2026", "2026-12-01").encode()


def test_repaired_lines_are_left_alone() -> None:
    """In a line whose garbled characters were repaired while reading, places are not those of the file."""
    garbled = row("1 Dec 2026").replace("Alert on", "Donâ€™t alert on")
    assert read("a.md", garbled.encode(), RULES).action_items[0].due == date(2026, 12, 1)
    assert mend(garbled) is None


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00a", b"# Outage\n", b"x" * (1 << 21)])
def test_unreadable(data: bytes) -> None:
    """What cannot be read cannot be mended."""
    assert mended("a.md", data, RULES) is None


def test_diff() -> None:
    """The diff shows the old line and the new one."""
    text = row("1 Dec 2026").encode()
    new = mended("a.md", text, RULES)
    assert new is not None
    shown = diff("a.md", text, new)
    assert "-| Alert on queue depth | Bo | 1 Dec 2026 |\n+| Alert on queue depth | Bo | 2026-12-01 |\n" in shown


TITLES = st.sampled_from(
    ["Cap retries", "Expire carts | now", "Alert `on` 5 Dec 2026 dumps", "Ünïcode 🚒", "Done?", "x"]
)
DUES = st.sampled_from(["", "1 Dec 2026", "Dec 2, 2026", "2 weeks", "TBD", "2026-12-03", "03/04/2027", "31.12.2026"])
ITEMS = st.builds(
    lambda bullet, title, due: f"{bullet}{title}{f' (due {due})' if due else ''}",
    st.sampled_from(["- ", "- [ ] ", "- [x] ", "* ", "1. ", "2. [ ] ", "  - ", "\t- [ ] "]),
    TITLES,
    DUES,
)
ROWS = st.builds(
    lambda identifier, title, due: f"| {identifier} | {title} | {due} |",
    st.sampled_from(["", "AI-1", "AI-22", "x"]),
    TITLES.map(lambda title: title.replace("|", "\\|")),
    DUES,
)


def _said(items: tuple[ActionItem, ...]) -> list[tuple[object, ...]]:
    return [(one.title, one.owners, one.due, one.done, one.priority, one.tickets, one.category) for one in items]


@given(st.lists(ITEMS, max_size=6), st.lists(ROWS, max_size=5), st.sampled_from(["\n", "\r\n"]))
def test_says_the_same_and_is_done_once(items: list[str], rows: list[str], end: str) -> None:
    """Whatever is mended says the same, needs no more mending, and keeps every line that has nothing to mend."""
    table = ["", "| ID | Action | Due |", "|---|---|---|", *rows] if rows else []
    data = listed(*items, *table).replace("\n", end).encode()
    new = mended("a.md", data, RULES)
    if new is not None:
        assert _said(read("a.md", new, RULES).action_items) == _said(read("a.md", data, RULES).action_items)
        assert mended("a.md", new, RULES) is None
        old_lines, new_lines = (one.split(end.encode()) for one in (data, new))
        assert len(old_lines) == len(new_lines)
