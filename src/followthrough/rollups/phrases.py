"""Dates and numbers in sentences, in English whatever the machine's language is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from followthrough.tracking.days import long_day, short_day

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def day_name(number: int) -> str:
    """A day of the week; 0 is Monday."""
    return _WEEKDAYS[number]


def weekday(day: date) -> str:
    """A date with its day of the week: `Tuesday 1 Dec 2026`."""
    return f"{_WEEKDAYS[day.weekday()]} {long_day(day)}"


def short_weekday(day: date, today: date) -> str:
    """The same, short, and without its year where that is today's: `Tue 1 Dec`."""
    return f"{_WEEKDAYS[day.weekday()][:3]} {short_day(day, today)}"


def times(number: int) -> str:
    """How often: `once`, `twice`, `3 times`."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def some(number: int, noun: str, nouns: str = "") -> str:
    """A number with its noun: `1 item`, `2 items`; `nouns` is its plural where that takes more than an s."""
    return f"{number} {noun}" if number == 1 else f"{number} {nouns or f'{noun}s'}"


def enumerated(parts: Iterable[tuple[int, str]]) -> str:
    """Those parts that there are any of, separated by commas."""
    return ", ".join(f"{number} {words}" for number, words in parts if number)
