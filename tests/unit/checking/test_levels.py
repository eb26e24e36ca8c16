"""What a team and a document decide about findings."""

from __future__ import annotations

from dataclasses import replace

import pytest

from followthrough.checking import check, check_together
from followthrough.checking.rules import CheckingRules
from followthrough.model import Severity, Suppression
from tests.unit.checking.builders import ANYTHING, CAP, GOOD, with_items

LAX = with_items(replace(CAP, owners=()), replace(CAP, due=None, due_text=None))
"""No owner on line 15, no deadline on line 16."""


def test_a_team_switches_findings_off_and_raises_others() -> None:
    rules = CheckingRules(schema={}, levels={"FT203": None, "FT201": Severity.ERROR})
    assert [(told.code, told.severity) for told in check(LAX, rules)] == [("FT201", Severity.ERROR)]


def test_levels_hold_for_findings_across_documents_by_the_path_of_each() -> None:
    first = replace(GOOD, path="a.md", incident_id="INC-1")
    second = replace(GOOD, path="b.md", incident_id="INC-1")
    off = CheckingRules(schema={}, levels={"FT105": None})
    found = check_together([first, second], lambda path: off if path == "a.md" else ANYTHING)
    assert [told.path for told in found] == ["b.md"]


@pytest.mark.parametrize(
    ("suppression", "left"),
    [
        pytest.param(Suppression(codes=frozenset({"FT201"}), line=15), ["FT203"], id="on its line"),
        pytest.param(Suppression(codes=frozenset({"FT201"}), line=16), ["FT201", "FT203"], id="not on another line"),
        pytest.param(Suppression(codes=frozenset({"FT203"}), line=15), ["FT201", "FT203"], id="not of another code"),
        pytest.param(Suppression(codes=frozenset({"FT201", "FT203"})), [], id="in the whole document"),
    ],
)
def test_a_comment_silences_what_it_names_where_it_holds(suppression: Suppression, left: list[str]) -> None:
    silenced = replace(LAX, suppressions=(suppression,))
    assert [told.code for told in check(silenced, ANYTHING)] == left


def test_a_comment_for_the_first_line_of_an_item_holds_for_all_lines_of_it() -> None:
    item = replace(CAP, title="Look into the retries", owners=("everyone",), line=15, end_line=18)
    below = replace(GOOD.positions["/action_items/0/title"], line=17)
    told = replace(GOOD, action_items=(item,), positions={"/action_items/0/owners": below})
    assert [one.code for one in check(told, ANYTHING)] == ["FT207", "FT202"]
    silenced = replace(told, suppressions=(Suppression(codes=frozenset({"FT202", "FT207"}), line=15),))
    assert check(silenced, ANYTHING) == ()


def test_findings_come_in_the_order_of_their_places() -> None:
    places = [(told.position.line, told.position.column) for told in check(replace(LAX, title=None), ANYTHING)]
    assert places == sorted(places)
    assert len(places) == 3
