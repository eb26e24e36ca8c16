from __future__ import annotations

from dataclasses import replace

import pytest

from followthrough.reporting.plan_comment import is_plan_comment, nothing_planned, plan_comment
from followthrough.tracking.changes import Plan
from followthrough.tracking.rollup_marker import parse_rollup
from tests.unit.reporting.plans import IN_STEP, OPEN_UNASSIGNED, PLAN
from tests.unit.tracking.live_text import live_in_body


def test_what_a_merge_brings() -> None:
    """What will open and who cannot be assigned, with the mend; what is confidential is only counted."""
    text = plan_comment(PLAN)
    assert text.startswith("**Once this is merged:** 3 to open, 2 to edit, ")
    assert "| + open |  | Rehearse the failover |" in text
    assert "\n**Cannot be assigned:** Carol Jones. " in text
    assert "Dave" not in text
    assert "Rotate the leaked key" not in text


def test_everybody_can_be_assigned() -> None:
    """Nothing is said where nothing is amiss."""
    assert "Cannot be assigned" not in plan_comment(IN_STEP)


@pytest.mark.parametrize("text", [plan_comment(PLAN), plan_comment(Plan()), nothing_planned()])
def test_it_is_recognised(text: str) -> None:
    """Each form of the comment bears the marker, and none is taken for a status comment."""
    assert is_plan_comment(text)
    assert parse_rollup(text) is None


@pytest.mark.parametrize("text", ["", "> <!-- followthrough:plan:v1 {} -->", "<!-- followthrough:rollup:v1 {} -->"])
def test_others_are_not(text: str) -> None:
    """A quotation and other comments are not it."""
    assert not is_plan_comment(text)


def test_it_fits() -> None:
    """A comment holds 65,536 characters; a longer one is cut, and keeps its marker."""
    (many,) = (replace(one, changes=(OPEN_UNASSIGNED,) * 5_000) for one in PLAN.postmortems[:1])
    text = plan_comment(Plan(postmortems=(many,)))
    assert len(text.encode()) <= 65_536
    assert is_plan_comment(text)


def test_foreign_names_are_text() -> None:
    """A name is never a mention, markup or a marker."""
    change = replace(OPEN_UNASSIGNED, unassignable=("@acme/all", "<img src=x>", "<!-- followthrough:plan:v1 {} -->"))
    text = plan_comment(Plan(postmortems=(replace(PLAN.postmortems[0], changes=(change,), conflicts=()),)))
    body = text.rsplit("\n", 1)[0]
    assert live_in_body(body.replace("`@login`", "").replace("#812", "")) == []
    assert is_plan_comment(text)
