"""What has been overdue for so long that the team wants somebody else to hear of it; who that is says `mentions`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from followthrough.rollups.item import TrackedItem
from followthrough.rollups.memory import sign
from followthrough.rollups.rollup import Rollup
from followthrough.rollups.rules import RollupRules
from followthrough.tracking.days import after


def long_overdue(rollups: Sequence[Rollup], rules: RollupRules) -> list[TrackedItem]:
    """The overdue items whose deadline lies as long ago as the team allows."""
    days = ((item, _day(item, rules), rollup.today) for rollup in rollups for item in rollup.overdue)
    return [item for item, day, today in days if day is not None and day <= today]


def escalation_sign(item: TrackedItem) -> str:
    """Stands for an item that was escalated; a later deadline makes it another."""
    return sign(item, item.due.isoformat() if item.due else "")


def came_due(rollups: Sequence[Rollup], rules: RollupRules, since: date, waiting: Collection[str] = ()) -> int:
    """How many of them were not yet that long overdue on an earlier day, or have waited for their turn since."""
    days = ((escalation_sign(item), _day(item, rules)) for item in long_overdue(rollups, rules))
    return sum(one in waiting or (day is not None and day > since) for one, day in days)


def _day(item: TrackedItem, rules: RollupRules) -> date | None:
    """The day from which the item is to be escalated."""
    return after(item.due, rules.escalate.after) if item.due and rules.escalate else None
