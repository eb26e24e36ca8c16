from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.rollups.fate import days_overdue
from followthrough.rollups.item import ItemState, TrackedItem, totals
from followthrough.rollups.memory import Snapshot
from followthrough.rollups.priority import rank
from followthrough.rollups.rollup import Trend, roll_up
from tests.unit.rollups.weeks_of_work import (
    CANARY,
    CARTS,
    CHECKOUT,
    ITEMS,
    LAST_WEEK,
    LIMITS,
    MONDAY,
    QUEUE,
    ROLLBACK,
    ROLLUP,
    item,
)


def test_every_open_item_stands_in_one_section() -> None:
    """Nothing is told twice and nothing is left out."""
    told = (*ROLLUP.overdue, *ROLLUP.due_soon, *ROLLUP.incomplete, *ROLLUP.open)
    assert sorted(one.key for one in told) == sorted(one.key for one in ITEMS if one.state is ItemState.OPEN)
    assert len({one.key for one in told}) == len(told)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(ItemState),
            st.none() | st.integers(-60, 60),
            st.booleans(),
            st.sampled_from([None, "High", "P2"]),
        ),
        max_size=12,
    )
)
def test_the_sections_add_up_to_the_totals(
    drawn: list[tuple[ItemState, int | None, bool, str | None]],
) -> None:
    """Whatever there is: each item once, and the same numbers as status."""
    items = [
        replace(item(number, "x", due, "a"), state=state, days_overdue=days_overdue(state, due, MONDAY), assigned=who)
        for number, (state, days, who, _) in enumerate(drawn, 1)
        for due in [None if days is None else MONDAY + timedelta(days=days)]
    ]
    found = roll_up(CHECKOUT, items, MONDAY)
    sums = totals(items)
    assert found.totals == sums
    assert len(found.overdue) == sums.overdue
    assert sum(map(len, (found.overdue, found.due_soon, found.incomplete, found.open))) == sums.open
    assert (len(found.done), len(found.wont_do), len(found.snoozed), len(found.untracked)) == (
        sums.done,
        sums.wont_do,
        sums.snoozed,
        sums.untracked,
    )


def test_the_worst_comes_first() -> None:
    """By days late, then priority, then owner."""

    def late(number: int, day: int, priority: str | None, owner: str) -> TrackedItem:
        return item(number, "x", date(2026, 11, day), owner, priority=priority)

    items = (
        late(1, 20, None, "alice"),
        late(2, 20, "low", "alice"),
        late(3, 20, "High (P1)", "bob"),
        late(4, 20, "P1", "alice"),
        late(5, 10, "low", "bob"),
    )
    assert [one.number for one in roll_up(CHECKOUT, items, MONDAY).overdue] == [5, 4, 3, 2, 1]


@pytest.mark.parametrize(
    ("due", "soon"),
    [
        pytest.param(MONDAY, True, id="today"),
        pytest.param(MONDAY + timedelta(days=7), True, id="in seven days"),
        pytest.param(MONDAY + timedelta(days=8), False, id="in eight days"),
        pytest.param(MONDAY - timedelta(days=1), False, id="yesterday"),
    ],
)
def test_due_soon_is_a_week(due: date, soon: bool) -> None:  # noqa: FBT001  # a table
    """Today counts, and the same day next week."""
    assert bool(roll_up(CHECKOUT, [replace(QUEUE, due=due, days_overdue=(MONDAY - due).days)], MONDAY).due_soon) is soon


def test_done_since_is_what_was_not_done_when_last_told() -> None:
    """Whenever it was closed; what was done when first seen never was a promise kept."""
    assert {one.number for one in ROLLUP.done_since} == {CARTS.number, LIMITS.number}
    first = roll_up(CHECKOUT, ITEMS, MONDAY)
    assert ROLLBACK not in first.done_since
    assert len(first.done_since) == 3


def test_the_trend_compares_one_postmortem_with_an_earlier_week() -> None:
    """Nothing where nothing was told of it."""
    assert ROLLUP.trend == Trend(since=LAST_WEEK.on, overdue=-2)
    assert roll_up(CHECKOUT, ITEMS, MONDAY, since=Snapshot(on=LAST_WEEK.on)).trend is None


def test_past_reviews_are_not_announced() -> None:
    """Only what is still to come."""
    assert [one.name for one in ROLLUP.reviews] == ["30-day review"]


def test_items_of_other_postmortems_are_not_its_own() -> None:
    """All items of a run may be given to every rollup."""
    assert roll_up(CHECKOUT, [CANARY, replace(QUEUE, postmortem="inc-43")], MONDAY).items == (CANARY,)


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ("P0", "P1"),
        ("critical", "high"),
        ("High (P1)", "medium"),
        ("low", None),
        ("Hoch", "niedrig"),
        ("low", "when idle"),
    ],
)
def test_words_for_priority_have_an_order(more: str, less: str | None) -> None:
    """What is unknown or not there comes last."""
    assert rank(more) < rank(less)
