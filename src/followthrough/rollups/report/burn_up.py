"""How many promises were made and how many were kept, week by week, as lines to draw."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from followthrough.rollups.figures import Week, weeks
from followthrough.rollups.item import TrackedItem
from followthrough.rollups.phrases import some
from followthrough.rollups.report.scales import Days, Numbers, Tick


@dataclass(frozen=True, slots=True, kw_only=True)
class BurnUp:
    """Two lines and what is written at their edges, in a drawing of a hundred by a hundred."""

    opened: str
    """Points of a polyline."""
    settled: str
    area: str
    """Points of the polygon between the two: what is open."""
    days: tuple[Tick, ...]
    numbers: tuple[Tick, ...]
    summary: str
    """The same in a sentence, for whoever does not see it."""


def burn_up(items: Iterable[TrackedItem], today: date) -> BurnUp | None:
    """The drawing; None where fewer than two weeks have passed, since one point is no line."""
    told = weeks(items, today)
    if len(told) < 2:  # noqa: PLR2004 - two points make a line
        return None
    days = Days(first=_end(told[0], today), last=_end(told[-1], today))
    numbers = Numbers(most=told[-1].opened)
    opened = [f"{days.at(_end(one, today))},{numbers.at(one.opened)}" for one in told]
    settled = [f"{days.at(_end(one, today))},{numbers.at(one.settled)}" for one in told]
    return BurnUp(
        opened=" ".join(opened),
        settled=" ".join(settled),
        area=" ".join((*opened, *reversed(settled))),
        days=days.ticks(),
        numbers=numbers.ticks(),
        summary=f"{some(told[-1].opened, 'issue')} opened and {told[-1].settled} closed in {len(told)} weeks.",
    )


def _end(week: Week, today: date) -> date:
    """The last day that a week tells of."""
    return min(week.monday + timedelta(days=6), max(today, week.monday))
