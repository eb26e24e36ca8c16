"""Periods that stand for their last day: `Q1 2027`, `H1`, `December`, `end of next week`, `EOM`.

The end of a week is its Friday. A period without a year is the next one that ends on or after the anchor.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date

from followthrough.documents.dates.readings import UNPLACED, DayReading
from followthrough.documents.dates.spans import add
from followthrough.documents.dates.words import longest_first, meanings, months, words
from followthrough.documents.dates.written import calendar_day
from followthrough.model import Span

_YEAR = r"(?P<{}>[12][0-9]{{3}}|'[0-9]{{2}})"
_PART = re.compile(
    rf"(?:{_YEAR.format('before')}[ /,-]*)?(?P<kind>[qh]) ?(?P<number>[1-4])(?:[ /,-]*{_YEAR.format('after')})?"
)
_YEAR_ALONE = re.compile(r"[12][0-9]{3}")
_NUMBERED_MONTH = re.compile(r"(?P<y>[12][0-9]{3})-(?P<m>[0-9]{2})|(?P<m2>[0-9]{1,2})/(?P<y2>[12][0-9]{3})")
_JAPANESE = re.compile(r"(?:(?P<y>[12][0-9]{3}) ?年 ?)?(?P<m>[0-9]{1,2}) ?月 ?末?")
_NAMED_MONTH = re.compile(r"(?P<month>[^\W\d_]{3,12})\.?(?:,? (?:de )?(?P<y>[12][0-9]{3}))?")
_FRIDAY = 4
_WEEK = 7
_MONTHS_OF = {"q": 3, "h": 6}
_LAST_OF = {"q": 4, "h": 2}


def read_period(text: str, anchor: date | None) -> DayReading | None:
    """The last day of the period that a whole folded text names; None where it names none."""
    bare, is_end = _without_end(text)
    for read in (_part_of_year, _numbered_month, _named_month):
        place = read(bare)
        if place is not None:
            return _placed(place, anchor)
    if is_end and _YEAR_ALONE.fullmatch(bare):
        return DayReading.of(date(int(bare), 12, 31))
    return _around(bare, is_end=is_end, anchor=anchor)


def _placed(place: tuple[int | None, int], anchor: date | None) -> DayReading:
    """The last day of a month, in its year or in the next that puts it on or after the anchor."""
    year, month = place
    if year is not None:
        return DayReading.of(_last_of_month(year, month))
    if anchor is None:
        return UNPLACED
    last = _last_of_month(anchor.year, month)
    is_past = last is not None and last < anchor
    return DayReading.of(_last_of_month(anchor.year + 1, month) if is_past else last)


def _part_of_year(text: str) -> tuple[int | None, int] | None:
    found = _PART.fullmatch(text)
    if not found or int(found["number"]) > _LAST_OF[found["kind"]]:
        return None
    written = found["before"] or found["after"]
    year = int(written.replace("'", "20")) if written else None
    return year, int(found["number"]) * _MONTHS_OF[found["kind"]]


def _numbered_month(text: str) -> tuple[int | None, int] | None:
    found = _NUMBERED_MONTH.fullmatch(text) or _JAPANESE.fullmatch(text)
    if not found:
        return None
    parts = found.groupdict()
    year, month = parts["y"] or parts.get("y2"), int(parts["m"] or parts["m2"])
    return (int(year) if year else None, month) if month in range(1, 13) else None


def _named_month(text: str) -> tuple[int | None, int] | None:
    found = _NAMED_MONTH.fullmatch(text)
    month = months().get(found["month"]) if found else None
    if found is None or month is None:
        return None
    return (int(found["y"]) if found["y"] else None), month


def _without_end(text: str) -> tuple[str, bool]:
    """The text without `end of`, and whether it said so; `eom` is `month`."""
    whole = meanings("abbreviations").get(text)
    if whole is not None:
        return whole, True
    for phrase in longest_first("end_of"):
        if text.startswith(f"{phrase} "):
            return text[len(phrase) + 1 :].removeprefix("the "), True
    return text, False


def _around(text: str, *, is_end: bool, anchor: date | None) -> DayReading | None:
    """The end of this or the next day, week, month, quarter or year."""
    step, unit = 0, text
    head, _, tail = text.partition(" ")
    if tail and head in words("this"):
        unit, is_end = tail, True
    elif tail and is_end and head in words("ahead.next"):
        step, unit = 1, tail
    end = _ENDS.get(meanings("units").get(unit, ""))
    if not is_end or end is None:
        return None
    return UNPLACED if anchor is None else DayReading.of(end(anchor, step))


def _end_of_day(anchor: date, step: int) -> date | None:
    return add(anchor, Span(days=step))


def _end_of_week(anchor: date, step: int) -> date | None:
    """The Friday of the week; from Saturday on, `this week` is the coming one."""
    ahead = _FRIDAY - anchor.weekday()
    if step == 0 and ahead < 0:
        ahead += _WEEK
    return add(anchor, Span(days=ahead + _WEEK * step))


def _end_of_months(length: int) -> Callable[[date, int], date | None]:
    """The end of the stretch of so many months that the anchor lies in, or of one later."""

    def end(anchor: date, step: int) -> date | None:
        last = ((anchor.month - 1) // length + 1 + step) * length
        return _last_of_month(anchor.year + (last - 1) // 12, (last - 1) % 12 + 1)

    return end


_ENDS: dict[str, Callable[[date, int], date | None]] = {
    "day": _end_of_day,
    "week": _end_of_week,
    "month": _end_of_months(1),
    "quarter": _end_of_months(3),
    "year": _end_of_months(12),
}


def _last_of_month(year: int, month: int) -> date | None:
    return calendar_day(year, month, calendar.monthrange(year, month)[1]) if year <= date.max.year else None
