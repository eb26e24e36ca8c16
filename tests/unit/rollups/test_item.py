from __future__ import annotations

from followthrough.rollups.item import Totals, in_order, totals
from tests.unit.rollups.builders import (
    ALL,
    CANARY,
    CERTIFICATES,
    FAILOVER,
    LOST,
    PAGER,
    QUEUE,
    RETRIES,
    SEEN_DONE,
)


def test_every_item_counts_in_exactly_one_state() -> None:
    """Open, done, won't do, snoozed and untracked add up; overdue counts some of the open again."""
    expected = Totals(items=8, open=3, overdue=1, done=2, wont_do=1, snoozed=1, untracked=1, oldest_overdue_days=16)
    assert expected == totals(ALL)


def test_nothing_tracked_is_all_zero() -> None:
    """A repository without items has totals too."""
    assert Totals() == totals(())


def test_the_longest_overdue_comes_first_and_the_settled_last() -> None:
    """Whatever the forge's order, people read what is late first."""
    assert in_order(ALL) == (RETRIES, QUEUE, FAILOVER, LOST, CERTIFICATES, PAGER, SEEN_DONE, CANARY)
    assert in_order(ALL) == in_order(reversed(ALL))
