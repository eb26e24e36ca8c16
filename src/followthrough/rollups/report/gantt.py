"""What is open, each item as a bar from its opening to its deadline and beyond, in hundredths of the width."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from followthrough.rollups.item import ItemState, TrackedItem, in_order
from followthrough.rollups.report.scales import Days, Tick

_MOST = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One item."""

    item: TrackedItem
    dates: str
    """When it was opened and when it is due, in words."""
    start: float
    end: float
    """Of the time it was given; of an item without a deadline, today."""
    late_until: float | None
    """Where the time beyond its deadline ends."""
    has_deadline: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Gantt:
    """The bars, one below the other."""

    bars: tuple[Bar, ...]
    today: float
    days: tuple[Tick, ...]
    left_out: int
    """Open items for which there was no room; the most overdue are drawn first."""


def gantt(items: Iterable[TrackedItem], today: date) -> Gantt | None:
    """The drawing; None where nothing is open."""
    open_items = [item for item in in_order(items) if item.state is ItemState.OPEN and item.opened_on]
    shown = open_items[:_MOST]
    if not shown:
        return None
    days = _days(shown, today)
    return Gantt(
        bars=tuple(_bar(item, days, today) for item in shown),
        today=days.at(today),
        days=days.ticks(),
        left_out=len(open_items) - len(shown),
    )


def _days(items: Sequence[TrackedItem], today: date) -> Days:
    marks = [day for item in items for day in (item.opened_on, item.due) if day]
    return Days(first=min(*marks, today), last=max(*marks, today))


def _bar(item: TrackedItem, days: Days, today: date) -> Bar:
    opened, due = item.opened_on or today, item.due
    return Bar(
        item=item,
        dates=f"opened {opened.isoformat()}, " + (f"due {due.isoformat()}" if due else "no deadline"),
        start=days.at(min(opened, due or today)),
        end=days.at(due or today),
        late_until=days.at(today) if item.overdue else None,
        has_deadline=due is not None,
    )
