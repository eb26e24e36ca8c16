"""The calendar that rollups keep: which day it is in a zone, and the weeks of ISO 8601."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo

_WEEK = timedelta(days=7)


def today_in(zone: tzinfo | None, now: datetime) -> date:
    """The day on a calendar of the zone at an instant; `now` knows its own zone, and None is the machine's."""
    return now.astimezone(zone).date()


def week_of(day: date) -> str:
    """The ISO week of a day, which sorts as time does: `2026-W47`."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def monday_of(week: str) -> date:
    """The first day of an ISO week. Raises ValueError for what is none."""
    year, _, number = week.partition("-W")
    return date.fromisocalendar(int(year), int(number), 1)


def weeks_between(earlier: str, later: str) -> int:
    """How many ISO weeks lie from one to another; negative where the first is the later."""
    return (monday_of(later) - monday_of(earlier)) // _WEEK
