"""Where the values of an item stand, and what reading finds amiss there."""

from __future__ import annotations

import pytest

from tests.unit.documents.reading import read_text

TABLE = (
    "# T\n\n**Date:** 2026-11-03\n\n## Action Items\n\n| Action | Owner | Due | Status |\n|---|---|---|---|\n"
    "| Cap **retries** | Alice | 03/04/2027 | Open |\n| Add a test | [Owner 2] | 2026-12-01 | |\n"
)


def test_each_value_of_a_row_has_its_place() -> None:
    postmortem = read_text(TABLE)

    places = {
        name: (place.line, place.column, place.end_column)
        for pointer, place in postmortem.positions.items()
        if (name := pointer.removeprefix("/action_items/0/")) != pointer
    }
    assert places["owners"] == (9, 21, 26)
    assert places["due"] == (9, 29, 39)
    assert places["status"] == (9, 42, 46)
    assert places["title"][:2] == (9, 3)


def test_an_ambiguous_deadline_is_a_finding_at_its_cell() -> None:
    (finding,) = [one for one in read_text(TABLE).findings if one.code == "FT204"]

    assert (finding.position.line, finding.position.column) == (9, 29)
    assert "2027-04-03" in finding.message
    assert "2027-03-04" in finding.message


def test_a_placeholder_beside_a_real_item_is_a_finding_and_no_value() -> None:
    postmortem = read_text(TABLE)

    assert postmortem.action_items[1].owners == ()
    assert [(one.position.line, one.message) for one in postmortem.findings if one.code == "FT103"] == [
        (10, 'Owner still holds a placeholder of the template: "[Owner 2]"')
    ]


@pytest.mark.parametrize("text", ["[Owner 1] Cap retries", "Cap retries - [Owner 1]", "Cap retries (owner 1)"])
def test_a_numbered_placeholder_without_a_label_is_one_too(text: str) -> None:
    """`[Owner 1]` of a template names nobody, wherever it stands beside an item; nor is its number a person."""
    read = read_text(f"# Outage\n\n## Action items\n\n- {text}\n")
    ((item,), (finding,)) = read.action_items, read.findings
    assert (item.title, item.owners) == ("Cap retries", ())
    assert finding.code == "FT103"


@pytest.mark.parametrize("text", ["Cap retries by YYYY-MM-DD", "Cap retries (due MM/DD/YYYY)"])
def test_a_date_that_nobody_filled_in_is_no_part_of_the_title(text: str) -> None:
    """Where a template leads to a date, its form is a placeholder."""
    read = read_text(f"# Outage\n\n## Action items\n\n- {text}\n")
    ((item,), (finding,)) = read.action_items, read.findings
    assert (item.title, item.due, item.due_text) == ("Cap retries", None, None)
    assert (finding.code, finding.position.line) == ("FT103", 5)


def test_a_form_of_dates_that_an_item_speaks_of_stays() -> None:
    """What an item says of dates in general is its own words."""
    read = read_text("# Outage\n\n## Action items\n\n- Name log files by day (YYYY-MM-DD)\n")
    assert (read.action_items[0].title, read.findings) == ("Name log files by day (YYYY-MM-DD)", ())


def test_a_placeholder_inside_a_remark_is_a_finding_and_no_part_of_the_title() -> None:
    postmortem = read_text("# T\n\n## Action Items\n\n- [ ] Cap retries (Owner: [NAME])\n")

    assert postmortem.action_items[0].title == "Cap retries"
    assert [(one.code, one.position.line) for one in postmortem.findings] == [("FT103", 5)]


def test_a_value_on_a_later_line_of_its_item_is_placed_there() -> None:
    postmortem = read_text("# T\n\n## Action Items\n\n- Cap retries in\n  checkout @alice\n")

    assert postmortem.positions["/action_items/0/owners"].line == 6
    assert (postmortem.action_items[0].line, postmortem.action_items[0].end_line) == (5, 6)
