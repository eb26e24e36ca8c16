"""Days that are written out: `2026-12-01`, `1 Dec 2026`, `December 1st, 2026`, `01.12.2026`, `2026年12月1日`.

Each way of writing has one pattern; what is found is checked against the calendar, and where the order of day and month
is open, every day it may be is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from followthrough.documents.dates.words import fold, months
from followthrough.documents.rules import DateOrder

_NUMBER = r"[0-9]{1,2}(?:st|nd|rd|th|er|ter|[.º°])?"
_DAY = r"(?P<d>[0-9]{1,2})(?:st|nd|rd|th|er|ter|[.º°])?"
_MONTH = r"(?P<month>[^\W\d_]{3,12})\.?"
# `1-5 Dec 2026`, `30 Dec - 2 Jan 2027`: of a range the first day counts.
_LAST_MONTH = r"(?P<last>[^\W\d_]{3,12})\.?"
_TO = " ?(?:[-\u2013\u2014]|to|bis|and) ?"
_OF = r"(?: ?(?:of|de|do|del) |[ /-]|)"
_YEAR = r"(?P<y>[0-9]{4})(?![0-9])(?!\.[0-9])"
# A version (`v10.1.2026`), an address or a longer number is no date, nor is the path of a URL.
_ALONE = r"(?<![A-Za-z0-9])(?<![0-9][-/.])"
_ANY_YEAR = re.compile(r"[0-9]{4}")
_OPEN_DATE = rf"{_ALONE}(?P<a>[0-9]{{1,2}})(?P<s>[/-])(?P<b>[0-9]{{1,2}})(?P=s){_YEAR}(?!/)"
_OPEN = re.compile(_OPEN_DATE)
_SHORT_DATE = re.compile(r"(?<![0-9A-Za-z/.-])(?P<day>[0-9]{1,2}/[0-9]{1,2})/(?P<y>[0-9]{2})(?![0-9/])")
_CENTURY = 2000
_MONTHS = 12
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<![A-Za-z0-9])(?P<y>[0-9]{4})(?P<s>[-._])(?P<m>[0-9]{1,2})(?P=s)(?P<d>[0-9]{1,2})(?![0-9])(?!\.[0-9])",
        r"(?<![A-Za-z0-9/])(?P<y>[0-9]{4})/(?P<m>[0-9]{1,2})/(?P<d>[0-9]{1,2})(?![0-9/])",
        r"(?<![0-9])(?P<y>[0-9]{4}) ?[年년] ?(?P<m>[0-9]{1,2}) ?[月월] ?(?P<d>[0-9]{1,2}) ?[日号일]",
        rf"{_ALONE}(?P<d>[0-9]{{1,2}})\. ?(?P<m>[0-9]{{1,2}})\. ?{_YEAR}",
        rf"{_ALONE}{_DAY}(?:{_TO}{_NUMBER})? ?{_OF}{_MONTH}(?:{_TO}{_NUMBER} ?{_OF}{_LAST_MONTH})?,?{_OF}{_YEAR}",
        rf"(?<![^\W_]){_MONTH}[ -]?{_DAY}(?:{_TO}(?:{_LAST_MONTH} ?)?{_NUMBER})?,? ?{_OF}{_YEAR}",
        _OPEN_DATE,
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A date as it stands in a text."""

    text: str
    start: int
    end: int
    days: tuple[date, ...]
    """What it may be: none where the calendar has no such day, several where the order is open."""
    is_open: bool = False
    """Whether day and month are written as numbers in no order that is fixed: `03/04/2026`, `25/04/2026`."""


def find_written(text: str, order: DateOrder | None) -> Iterator[Written]:
    """Every written-out date with a year of four digits, by where it stands."""
    patterns = _PATTERNS if _ANY_YEAR.search(text) else ()
    found = (_written(match, order) for pattern in patterns for match in pattern.finditer(text))
    end = 0
    for one in sorted((one for one in found if one is not None), key=lambda one: (one.start, -one.end)):
        if one.start >= end:
            end = one.end
            yield one


def order_shown(text: str) -> DateOrder | None:
    """The order of day and month that the dates of a text show, where those that leave no doubt agree."""
    shown = set()
    for found in _OPEN.finditer(text):
        first, second = int(found["a"]), int(found["b"])
        if calendar_day(int(found["y"]), second, first) is None and first <= _MONTHS:
            shown.add(DateOrder.MDY)
        elif calendar_day(int(found["y"]), first, second) is None and second <= _MONTHS:
            shown.add(DateOrder.DMY)
    return shown.pop() if len(shown) == 1 else None


def with_full_years(text: str) -> str:
    """The text with every `4/21/26` in it as `4/21/2026`, where nothing else than a date can be meant."""
    return _SHORT_DATE.sub(lambda found: f"{found['day']}/{_CENTURY + int(found['y'])}", text)


def possible_days(*readings: tuple[int, int, int]) -> tuple[date, ...]:
    """Those of several (year, month, day) that are in the calendar, in order, each once."""
    days = (calendar_day(*one) for one in readings)
    return tuple(sorted({one for one in days if one is not None}))


def calendar_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def in_order(first: int, second: int, year: int, order: DateOrder | None) -> tuple[date, ...]:
    """What `first/second/year` may be: both ways where no order is stated, the only way there is where one fails."""
    by_day, by_month = calendar_day(year, second, first), calendar_day(year, first, second)
    if by_day is not None and by_month is not None and order is not None:
        return (by_day if order is DateOrder.DMY else by_month,)
    return possible_days((year, second, first), (year, first, second))


def _written(match: re.Match[str], order: DateOrder | None) -> Written | None:
    parts = match.groupdict()
    year = int(parts["y"])
    if "a" in parts:
        days = in_order(int(parts["a"]), int(parts["b"]), year, order)
    else:
        month = months().get(fold(parts["month"])) if "month" in parts else int(parts["m"])
        if month is None:
            return None
        last = months().get(fold(parts.get("last") or ""), month)
        days = possible_days((year if month <= last else year - 1, month, int(parts["d"])))
    return Written(text=match.group(), start=match.start(), end=match.end(), days=days, is_open="a" in parts)
