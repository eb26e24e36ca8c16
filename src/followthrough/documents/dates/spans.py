"""Lengths of calendar time: `2 weeks`, `within 30 days`, `next month`, `+14d`, and where they lead from a given day."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from followthrough.documents.dates.words import fold, longest_first, meanings, words
from followthrough.model import Span

_TOKEN = re.compile(r"[0-9]+|[^\W\d_]+|<=|[^\w\s]")
_MAX_COUNT = 9999
_LONGEST = 200
_HOURS_A_DAY = 24
_WORKDAYS = 5
_RANGE = re.compile(r"[0-9]{1,4} ?(?:-|to|bis|a) ?(?=[0-9]{1,4}\b)")
_BRACKETS = re.compile(r"[(\[]([^()\[\]]{1,60})[)\]]")
_PARTS = re.compile(r"[:,;/]| - ")

_LENGTHS = {
    "day": Span(days=1),
    "week": Span(days=7),
    "fortnight": Span(days=14),
    "month": Span(months=1),
    "quarter": Span(months=3),
    "year": Span(months=12),
}


def read_span(text: str) -> Span | None:
    """The span a whole text names, counted from the incident; None where it names none.

    Hours count as the days they fill. A bare unit needs a word that says it lies ahead: `next week`, never `week`.
    """
    counted = _counted(text)
    return _span(*counted) if counted else None


def read_workdays(text: str) -> int | None:
    """The number of working days a whole text names; None where it names none."""
    counted = _counted(text)
    return counted[0] if counted and counted[1] == "workday" else None


def find_horizon(text: str) -> Span | None:
    """The span within which a heading promises its actions: `Short-term Actions (Next week)`, `30-day actions`.

    Of a range (`1-2 weeks`) the longer end counts. Words alone (`Short-term`, `Immediate`) promise no time.
    """
    folded = _RANGE.sub("", fold(text[:_LONGEST]))
    tokens = folded.split()
    if any(token.strip("():,") in words("past") for token in tokens):
        return None
    parts = [*_BRACKETS.findall(folded), *_PARTS.split(_BRACKETS.sub(" ", folded))]
    for part in parts:
        span = read_span(part.strip(" .*_")) or _promised(part)
        if span is not None:
            return span
    return None


def add(day: date, span: Span) -> date | None:
    """The day a span after another: months first (31 January + 1 month is the last of February), then days.

    None where the calendar ends before it.
    """
    month = day.month - 1 + span.months
    year = day.year + month // 12
    if year > date.max.year:
        return None
    month = month % 12 + 1
    start = date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
    try:
        return start + timedelta(days=span.days)
    except OverflowError:
        return None


def add_workdays(day: date, count: int) -> date | None:
    """The day so many working days (Monday to Friday) after another; None where the calendar ends before it."""
    weeks, rest = divmod(count, _WORKDAYS)
    weekday = min(day.weekday(), _WORKDAYS - 1)
    # A weekend counts as the Friday before it.
    days = weekday - day.weekday() + weeks * 7 + rest
    if weekday + rest >= _WORKDAYS:
        days += 7 - _WORKDAYS
    return add(day, Span(days=days))


def _promised(part: str) -> Span | None:
    """`30-day actions`, `actions within 2 weeks`, `immediate actions next 24 hours`."""
    tokens = part.replace("-", " ").split()
    for start, token in enumerate(tokens):
        opens = token in words("ahead.next") | words("horizon_opens")
        for length in (2, 3, 4) if opens else (2, 3):
            piece = " ".join(tokens[start : start + length])
            span = read_span(piece)
            follows = tokens[start + length : start + length + 1]
            if span is not None and (opens or (follows and follows[0].strip(".,:") in words("promises"))):
                return span
    return None


def _counted(text: str) -> tuple[int, str] | None:
    """The number and the unit of a span."""
    rest, is_ahead = _without_lead(fold(text))
    for phrase in longest_first("ahead.after"):
        rest = rest.removesuffix(f" {phrase}")
    tokens = _TOKEN.findall(rest.replace("-", " "))
    if tokens and tokens[-1] in words("ahead.next"):
        is_ahead, tokens = True, tokens[:-1]
    count = 1 if is_ahead else None
    if len(tokens) > 1:
        count = _count(tokens[0])
        tokens = tokens[1:]
    unit = meanings("units").get(" ".join(tokens))
    return (count, unit) if count is not None and unit is not None else None


def _without_lead(text: str) -> tuple[str, bool]:
    """The text without the words that say it lies ahead, and whether one of them stands for the number one."""
    is_ahead = False
    rest = text
    while True:
        head, _, tail = rest.partition(" ")
        if head in words("ahead.symbols"):
            rest = tail
        elif rest[:1] in words("ahead.symbols"):
            rest = rest[1:].lstrip()
        elif tail and head in words("ahead.next"):
            is_ahead, rest = True, tail
        elif tail and head in words("ahead.plain"):
            rest = tail
        else:
            return rest, is_ahead


def _count(token: str) -> int | None:
    number = int(token) if token.isascii() and token.isdigit() and len(token) <= len(str(_MAX_COUNT)) else None
    if number is None and token in meanings("numbers"):
        return int(meanings("numbers")[token])
    return number


def _span(count: int, unit: str) -> Span | None:
    if unit == "hour":
        return Span(days=-(-count // _HOURS_A_DAY))
    length = _LENGTHS.get(unit)
    return Span(months=length.months * count, days=length.days * count) if length else None
