"""Dates and numbers in sentences, in English whatever the machine's language is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from followthrough.tracking.days import long_day

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def weekday(day: date) -> str:
    """A date with its day of the week: `Tuesday 1 Dec 2026`."""
    return f"{_WEEKDAYS[day.weekday()]} {long_day(day)}"


def some(number: int, noun: str) -> str:
    """A number with its noun: `1 item`, `2 items`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def enumerated(parts: Iterable[tuple[int, str]]) -> str:
    """Those parts that there are any of, separated by commas."""
    return ", ".join(f"{number} {words}" for number, words in parts if number)
