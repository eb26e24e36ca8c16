"""Days that want more than they say: `1 Dec`, `12/25`, `25.12.26`, `Friday`, `tomorrow`.

A day without a year is the next such day, from the anchor on.
"""

from __future__ import annotations

import re
from datetime import date

from followthrough.documents.dates.readings import UNPLACED, DayReading
from followthrough.documents.dates.spans import add
from followthrough.documents.dates.words import months, weekdays, words
from followthrough.documents.dates.written import in_order, possible_days
from followthrough.documents.rules import DateOrder
from followthrough.model import Span

_DAY = r"(?P<d>[0-9]{1,2})(?:st|nd|rd|th|er|ter|[.º°])?"
_MONTH = r"(?P<month>[^\W\d_]{3,12})\.?"
_OF = r"(?: ?(?:of|de|do|del) |[ /-]|)"
_SHORT = r"(?P<y>[0-9]{2})"
_NAMED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_DAY} ?{_OF}{_MONTH}(?:,?[ /-]'?{_SHORT})?",
        rf"(?:the )?{_MONTH}[ -]?{_DAY}(?:(?:, ?'?| '){_SHORT})?",
    )
)
_NUMBERED = (
    re.compile(r"(?P<d>[0-9]{1,2})\. ?(?P<m>[0-9]{1,2})\.(?: ?(?P<y>[0-9]{2}))?"),
    re.compile(r"(?P<m>[0-9]{1,2}) ?[月월] ?(?P<d>[0-9]{1,2}) ?[日号일](?P<y>(?!))?"),
)
_OPEN = re.compile(r"(?P<a>[0-9]{1,2})(?P<s>[/-])(?P<b>[0-9]{1,2})(?:(?P=s)(?P<c>[0-9]{2}))?")
_CENTURY = 2000
_WEEK = 7


def read_yearless(text: str, anchor: date | None, order: DateOrder | None) -> DayReading | None:
    """The day that a whole folded text names without a full year; None where it names none.

    Two digits are a year of this century, where nothing else can be meant.
    """
    named = _named(text)
    if named is not None:
        return _placed(*named, anchor)
    numbers = _OPEN.fullmatch(text)
    if numbers is not None:
        return _numbers(numbers, anchor, order)
    return _counted(text, anchor)


def _named(text: str) -> tuple[int | None, int, int] | None:
    """Year, if any, month and day."""
    for pattern in (*_NUMBERED, *_NAMED):
        found = pattern.fullmatch(text)
        if found is None:
            continue
        parts = found.groupdict()
        month = months().get(parts["month"]) if "month" in parts else int(parts["m"])
        if month is not None:
            return (_CENTURY + int(parts["y"]) if parts["y"] else None), month, int(parts["d"])
    return None


def _placed(year: int | None, month: int, day: int, anchor: date | None) -> DayReading:
    if year is not None:
        return DayReading(days=possible_days((year, month, day)))
    # Leap days too: 29 February is a day of the calendar in some year.
    if not possible_days((_CENTURY, month, day)):
        return DayReading()
    if anchor is None:
        return UNPLACED
    near = possible_days((anchor.year, month, day), (anchor.year + 1, month, day))
    return DayReading(days=tuple(one for one in near if one >= anchor)[:1])


def _numbers(found: re.Match[str], anchor: date | None, order: DateOrder | None) -> DayReading:
    first, second = int(found["a"]), int(found["b"])
    if found["c"] is None:
        return _day_and_month(first, second, anchor, order)
    short = int(found["c"])
    days = in_order(first, second, _CENTURY + short, order)
    if found["s"] == "-" and (order is None or not days):
        days = tuple(sorted({*days, *possible_days((_CENTURY + first, second, short))}))
    return DayReading(days=days)


def _day_and_month(first: int, second: int, anchor: date | None, order: DateOrder | None) -> DayReading:
    """`12/25`: the day that comes next, in whichever orders are open."""
    readings = {_placed(None, one.month, one.day, anchor) for one in in_order(first, second, _CENTURY, order)}
    if any(not one.placed for one in readings):
        return UNPLACED
    return DayReading(days=tuple(sorted(day for one in readings for day in one.days)))


def _counted(text: str, anchor: date | None) -> DayReading | None:
    """`Friday`, `this Friday` (the next one from the anchor on), `today`, `tomorrow`."""
    head, _, tail = text.partition(" ")
    weekday = weekdays().get(tail if head in words("this") else text)
    if weekday is not None:
        return _ahead(anchor, (weekday - anchor.weekday()) % _WEEK if anchor else 0)
    if text in words("today"):
        return _ahead(anchor, 0)
    if text in words("tomorrow"):
        return _ahead(anchor, 1)
    return None


def _ahead(anchor: date | None, days: int) -> DayReading:
    return UNPLACED if anchor is None else DayReading.of(add(anchor, Span(days=days)))
