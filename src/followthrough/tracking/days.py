"""Days as people read them, and the arithmetic of deadlines."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from followthrough.model import Span

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG = re.compile(rf"([0-9]{{1,2}}) ({'|'.join(MONTHS)})[a-z]* ([0-9]{{4}})", re.IGNORECASE)
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_SATURDAY = 5


def long_day(day: date) -> str:
    """The day with its year: `1 Dec 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year:04}"


def short_day(day: date, today: date) -> str:
    """The day without its year where that is today's: `1 Dec`."""
    return long_day(day) if day.year != today.year else f"{day.day} {MONTHS[day.month - 1]}"


def read_day(text: str) -> date | None:
    """The day that a text is, as `long_day` or ISO 8601 writes it; None where it is anything else."""
    long, iso = _LONG.fullmatch(text), _ISO.fullmatch(text)
    try:
        if long:
            return date(int(long[3]), MONTHS.index(long[2].title()) + 1, int(long[1]))
        return date.fromisoformat(iso[0]) if iso else None
    except ValueError:
        return None


def after(day: date, span: Span) -> date:
    """The day that lies a span later, the last day of a month where that has fewer; `date.max` where time ends."""
    years, month = divmod(day.month - 1 + span.months, 12)
    if day.year + years > date.max.year:
        return date.max
    last = calendar.monthrange(day.year + years, month + 1)[1]
    start = date(day.year + years, month + 1, min(day.day, last))
    return start + timedelta(days=span.days) if (date.max - start).days >= span.days else date.max


def working_day(day: date) -> date:
    """The day itself, or the Monday that follows where it lies on a weekend."""
    rest = 7 - day.weekday() if day.weekday() >= _SATURDAY else 0
    return day + timedelta(days=rest) if (date.max - day).days >= rest else day
