"""What is open, each item as a bar from its opening to its deadline and beyond."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from followthrough.rollups.item import ItemState, TrackedItem, in_order
from followthrough.rollups.report.scales import Days, Tick

WIDTH = 720
ROW = 24
_HEAD, _LEFT, _RIGHT = 26, 250, 708
_MOST = 40
_LABEL = 34


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One item."""

    label: str
    """Number and title, cut to the room there is."""
    whole: str
    """The same, uncut, with its dates."""
    y: int
    start: float
    end: float
    """Of the time it was given; of an item without a deadline, today."""
    late_until: float | None
    """Where the time beyond its deadline ends."""
    has_deadline: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Gantt:
    """The bars, in a drawing of WIDTH by `height`."""

    bars: tuple[Bar, ...]
    today: float
    days: tuple[Tick, ...]
    height: int
    left_out: int
    """Open items for which there was no room; the most overdue are drawn first."""


def gantt(items: Iterable[TrackedItem], today: date) -> Gantt | None:
    """The drawing; None where nothing is open."""
    open_items = [item for item in in_order(items) if item.state is ItemState.OPEN and item.opened_on]
    shown = open_items[:_MOST]
    if not shown:
        return None
    days = _days(shown, today)
    bars = tuple(_bar(item, row, days, today) for row, item in enumerate(shown))
    return Gantt(
        bars=bars,
        today=days.at(today),
        days=days.ticks(),
        height=_HEAD + ROW * len(bars) + 6,
        left_out=len(open_items) - len(shown),
    )


def _days(items: Sequence[TrackedItem], today: date) -> Days:
    marks = [day for item in items for day in (item.opened_on, item.due) if day]
    return Days(first=min(*marks, today), last=max(*marks, today), left=_LEFT, right=_RIGHT)


def _bar(item: TrackedItem, row: int, days: Days, today: date) -> Bar:
    opened, due = item.opened_on or today, item.due
    label = f"#{item.number} {item.title}"
    return Bar(
        label=label if len(label) <= _LABEL else f"{label[: _LABEL - 1].rstrip()}…",
        whole=f"{label}: opened {opened.isoformat()}, " + (f"due {due.isoformat()}" if due else "no deadline"),
        y=_HEAD + ROW * row,
        start=days.at(min(opened, due or today)),
        end=days.at(due or today),
        late_until=days.at(today) if item.overdue else None,
        has_deadline=due is not None,
    )
