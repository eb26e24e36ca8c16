"""Where days and numbers lie in a drawing, and which of them are written at its edges."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import ceil, log10

from followthrough.tracking.days import MONTHS

_STEPS = (1, 2, 5, 10)
_MAX_MONTHS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A mark at the edge of a drawing."""

    at: float
    """In units of the drawing."""
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """A row of days from `first` at `left` to `last` at `right`, in units of the drawing."""

    first: date
    last: date
    left: float
    right: float

    def at(self, day: date) -> float:
        """Where a day lies; one outside lies at the edge."""
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return round(self.left + (self.right - self.left) * min(max(share, 0.0), 1.0), 1)

    def ticks(self) -> tuple[Tick, ...]:
        """The first day of each month; of every second, third … one where there are many."""
        firsts = _first_days(self.first, self.last)
        every = ceil(len(firsts) / _MAX_MONTHS) or 1
        return tuple(Tick(at=self.at(day), label=_month(day)) for day in firsts[::every])


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """Whole numbers from 0 at `bottom` to at least `most` at `top`, in units of the drawing."""

    most: int
    bottom: float
    top: float

    @property
    def step(self) -> int:
        """Between two written numbers: 1, 2 or 5 times a power of ten, so that there are at most five."""
        rough = max(self.most, 1) / 4
        power = 10 ** max(ceil(log10(rough)) - 1, 0) if rough > 1 else 1
        return next(step * power for step in _STEPS if step * power >= rough)

    def at(self, number: float) -> float:
        """Where a number lies."""
        highest = ceil(max(self.most, 1) / self.step) * self.step
        return round(self.bottom - (self.bottom - self.top) * number / highest, 1)

    def ticks(self) -> tuple[Tick, ...]:
        """The numbers that are written."""
        highest = ceil(max(self.most, 1) / self.step) * self.step
        return tuple(Tick(at=self.at(one), label=str(one)) for one in range(0, highest + 1, self.step))


def _first_days(first: date, last: date) -> list[date]:
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    days = (date(month // 12, month % 12 + 1, 1) for month in months)
    return [day for day in days if first <= day <= last]


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"
