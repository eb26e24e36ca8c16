"""Where days and numbers lie in a drawing, in hundredths of its width or height, and which of them are written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, log10

from followthrough.tracking.days import MONTHS

_STEPS = (1, 2, 5, 10)
_MOST_DATES = 7
_MONTHS_FROM = timedelta(days=75)
"""A shorter time is told by its Mondays."""
_EDGE = 7
"""Hundredths at either side in which no date is written, since it would stick out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A mark at the edge of a drawing."""

    at: float
    """In hundredths."""
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """A row of days from `first` at the left to `last` at the right."""

    first: date
    last: date

    def at(self, day: date) -> float:
        """Where a day lies, in hundredths; one outside lies at the edge."""
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return round(100 * min(max(share, 0.0), 1.0), 2)

    def ticks(self) -> tuple[Tick, ...]:
        """The first day of each month, or each Monday; of every second, third … one where there are many."""
        by_month = self.last - self.first >= _MONTHS_FROM
        days = _first_days(self.first, self.last) if by_month else _mondays(self.first, self.last)
        shown = [day for day in days if _EDGE <= self.at(day) <= 100 - _EDGE]
        shown = shown[:: ceil(len(shown) / _MOST_DATES) or 1]
        years = {min(day for day in shown if day.year == year) for year in {day.year for day in shown}}
        return tuple(
            Tick(at=self.at(day), label=_month(day, in_full=day in years) if by_month else _day(day)) for day in shown
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """Whole numbers from 0 at the bottom to at least `most` at the top."""

    most: int

    @property
    def step(self) -> int:
        """Between two written numbers: 1, 2 or 5 times a power of ten, so that there are at most five."""
        rough = max(self.most, 1) / 4
        power = 10 ** max(ceil(log10(rough)) - 1, 0) if rough > 1 else 1
        return next(step * power for step in _STEPS if step * power >= rough)

    @property
    def highest(self) -> int:
        """The number at the top."""
        return ceil(max(self.most, 1) / self.step) * self.step

    def at(self, number: float) -> float:
        """Where a number lies, in hundredths from the top."""
        return round(100 - 100 * number / self.highest, 2)

    def ticks(self) -> tuple[Tick, ...]:
        """The numbers that are written."""
        return tuple(Tick(at=self.at(one), label=str(one)) for one in range(0, self.highest + 1, self.step))


def _first_days(first: date, last: date) -> list[date]:
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    days = (date(month // 12, month % 12 + 1, 1) for month in months)
    return [day for day in days if first <= day <= last]


def _mondays(first: date, last: date) -> list[date]:
    monday = first + timedelta(days=-first.weekday() % 7)
    return [monday + timedelta(weeks=number) for number in range((last - monday).days // 7 + 1)]


def _month(day: date, *, in_full: bool) -> str:
    """`Dec`, with its year where that is not told before it."""
    return f"{MONTHS[day.month - 1]} {day.year}" if in_full else MONTHS[day.month - 1]


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"
