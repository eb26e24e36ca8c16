"""Dates, numbers and names as people write them, in English whatever the machine's language is."""

from __future__ import annotations

from datetime import date

# `strftime` would follow the machine's language.
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def day(value: date) -> str:
    """A date: `1 Dec 2026`."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def weekday(value: date) -> str:
    """A date with its day of the week: `Tuesday 1 Dec 2026`."""
    return f"{_WEEKDAYS[value.weekday()]} {day(value)}"


def some(number: int, noun: str) -> str:
    """A number with its noun: `1 item`, `2 items`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
