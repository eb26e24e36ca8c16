"""What a piece of text may say about a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from followthrough.model import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class DayReading:
    """Which day is named: one, several where that is open, none where the calendar has no such day."""

    days: tuple[date, ...] = ()
    span: Span | None = None
    """What was named, where it was a length of time."""
    is_period: bool = False
    """Whether the day is the last of a month or the like, which is right for a deadline alone."""
    placed: bool = True
    """False where only the day it counts from could tell."""

    @classmethod
    def of(cls, day: date | None, *, span: Span | None = None) -> DayReading:
        """The reading as one day, or as none that the calendar has."""
        return cls(days=() if day is None else (day,), span=span)


UNPLACED = DayReading(placed=False)
