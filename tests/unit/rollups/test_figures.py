"""The figures add up, and nobody is named for what nobody owns."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from followthrough.rollups.figures import (
    NOBODY,
    Share,
    Week,
    by_owner,
    by_service,
    by_severity,
    closure_rate,
    median_days_to_close,
    weeks,
)
from followthrough.rollups.item import ItemState, TrackedItem, totals
from followthrough.tracking.ledger import Ledger
from tests.unit.rollups.builders import ALL, CERTIFICATES, FAILOVER, PAGER, QUEUE, RETRIES, TODAY

LEDGERS = (
    Ledger(postmortem=QUEUE.postmortem, path=QUEUE.path, severity="P1", services=("checkout", "cart")),
    Ledger(postmortem=CERTIFICATES.postmortem, path=CERTIFICATES.path),
)
DAYS = st.dates(date(2026, 1, 1), TODAY)


@st.composite
def dated(draw: st.DrawFn) -> TrackedItem:
    """An item whose issue was opened, and perhaps closed, this year."""
    opened_on = draw(DAYS)
    closed_on = draw(st.none() | st.dates(opened_on, TODAY))
    state = ItemState.DONE if closed_on else ItemState.OPEN
    return replace(QUEUE, state=state, opened_on=opened_on, closed_on=closed_on)


def test_closure_rate() -> None:
    """What was decided against counts as settled; without any item there is no rate."""
    assert closure_rate(ALL) == 3 / 8
    assert closure_rate(()) is None


def test_median_days_to_close() -> None:
    """Only what is done, and was opened as an issue, counts."""
    quick = replace(PAGER, opened_on=date(2026, 11, 5))
    slow = replace(PAGER, opened_on=date(2026, 10, 30))
    declined = replace(quick, state=ItemState.WONT_DO, opened_on=date(2020, 1, 1))
    assert median_days_to_close((quick, slow, declined, PAGER, QUEUE)) == 7.0
    assert median_days_to_close((QUEUE,)) is None


def test_by_owner() -> None:
    """Whoever has most overdue comes first, nobody last among equals; two owners both count an item."""
    unowned = replace(FAILOVER, key="x", owners=())
    shares = by_owner((QUEUE, FAILOVER, unowned, RETRIES, PAGER))
    assert shares == (
        Share(name="alice", open=2, overdue=1, settled=1),
        Share(name="Carol Jones", open=1, overdue=0, settled=0),
        Share(name="SRE", open=1, overdue=0, settled=0),
        Share(name=NOBODY, open=1, overdue=0, settled=0),
    )


def test_by_service_and_severity() -> None:
    """Services and severities are those of the postmortem."""
    items = (RETRIES, CERTIFICATES)
    assert [one.name for one in by_service(items, LEDGERS)] == ["cart", "checkout", NOBODY]
    assert [(one.name, one.overdue) for one in by_severity(items, LEDGERS)] == [("P1", 1), (NOBODY, 0)]


def test_weeks() -> None:
    """Each week tells how things stood on its Sunday; weeks in which nothing happened are there too."""
    first = replace(QUEUE, opened_on=date(2026, 11, 1))  # a Sunday
    second = replace(PAGER, opened_on=date(2026, 11, 2), closed_on=date(2026, 11, 9))
    assert weeks((first, second), TODAY) == (
        Week(monday=date(2026, 10, 26), opened=1, settled=0),
        Week(monday=date(2026, 11, 2), opened=2, settled=0),
        Week(monday=date(2026, 11, 9), opened=2, settled=1),
        Week(monday=date(2026, 11, 16), opened=2, settled=1),
    )
    assert weeks((RETRIES,), TODAY) == ()


@given(st.lists(dated(), min_size=1, max_size=20))
def test_weeks_end_at_the_totals(items: list[TrackedItem]) -> None:
    """The lines only rise, and end where the totals are."""
    told = weeks(items, TODAY)
    sums = totals(items)
    assert (told[-1].opened, told[-1].settled) == (sums.items, sums.done)
    assert all(a.opened <= b.opened and a.settled <= b.settled for a, b in pairwise(told))
