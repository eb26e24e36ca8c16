from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from followthrough.rollups.fate import days_overdue
from followthrough.rollups.item import ItemState
from followthrough.rollups.weeks import monday_of, today_in, week_of, weeks_between

FIRST, LAST = date(2024, 1, 1), date(2028, 12, 31)
MINUTE = timedelta(minutes=1)


def nth_sunday(year: int, month: int, number: int) -> date:
    """The first, second … Sunday of a month, or with -1 its last, by counting."""
    days = (date(year, month, 1) + timedelta(days=n) for n in range(31))
    sundays = [day for day in days if day.month == month and day.isoweekday() == 7]
    return sundays[number - 1 if number > 0 else number]


def hours_in_los_angeles(at: datetime) -> float:
    """The law of 2005: from the second Sunday of March to the first of November, at two in the morning."""
    start = datetime.combine(nth_sunday(at.year, 3, 2), datetime.min.time(), UTC) + timedelta(hours=2 + 8)
    end = datetime.combine(nth_sunday(at.year, 11, 1), datetime.min.time(), UTC) + timedelta(hours=2 + 7)
    return -7 if start <= at < end else -8


def hours_in_london(at: datetime) -> float:
    """The directive of 2000: from the last Sunday of March to the last of October, at one o'clock UTC."""
    start = datetime.combine(nth_sunday(at.year, 3, -1), datetime.min.time(), UTC) + timedelta(hours=1)
    end = datetime.combine(nth_sunday(at.year, 10, -1), datetime.min.time(), UTC) + timedelta(hours=1)
    return 1 if start <= at < end else 0


OFFSETS: dict[str, Callable[[datetime], float]] = {
    "UTC": lambda _: 0,
    "Pacific/Kiritimati": lambda _: 14,
    "Pacific/Pago_Pago": lambda _: -11,
    "America/Los_Angeles": hours_in_los_angeles,
    "Europe/London": hours_in_london,
    "Asia/Kolkata": lambda _: 5.5,
}
"""Hours ahead of UTC, written down from law and atlas rather than read from the database of zones."""


def ordinal_there(at: datetime, ahead: Callable[[datetime], float]) -> int:
    """Days since the year 1 on a wall calendar of the zone, by counting seconds."""
    epoch = datetime(1, 1, 1, tzinfo=UTC)
    return int(((at - epoch).total_seconds() + ahead(at) * 3600) // 86_400) + 1


def instants(day: date, ahead: Callable[[datetime], float]) -> Iterator[datetime]:
    """The first and last minutes of a day there, one before and one after, and its noon."""
    noon = datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=12)
    midnight = noon - timedelta(hours=12) - timedelta(hours=ahead(noon - timedelta(hours=12)))
    yield from (noon, midnight - MINUTE, midnight, midnight + MINUTE)
    yield from (midnight + timedelta(hours=hours) for hours in (23, 24, 25))


@pytest.mark.parametrize("zone", OFFSETS)
def test_an_item_is_late_from_the_first_minute_of_the_next_day_there(zone: str) -> None:
    """Every day of five years, around midnight and around the hours that summer time takes and gives."""
    ahead, place = OFFSETS[zone], ZoneInfo(zone)
    wrong = []
    for number in range((LAST - FIRST).days + 1):
        due = FIRST + timedelta(days=number)
        for at in instants(due + timedelta(days=1), ahead):
            expected = max(ordinal_there(at, ahead) - due.toordinal(), 0)
            if days_overdue(ItemState.OPEN, due, today_in(place, at)) != expected:
                wrong.append((due, at))
    assert wrong == []


@pytest.mark.parametrize(
    ("day", "week"),
    [
        pytest.param(date(2026, 11, 20), "2026-W47", id="an ordinary Friday"),
        pytest.param(date(2027, 1, 3), "2026-W53", id="a Sunday that belongs to the year before"),
        pytest.param(date(2024, 12, 30), "2025-W01", id="a Monday that belongs to the next"),
    ],
)
def test_weeks_are_those_of_iso_8601(day: date, week: str) -> None:
    """From Monday to Sunday, in the year that has their Thursday."""
    assert week_of(day) == week
    assert monday_of(week) <= day <= monday_of(week) + timedelta(days=6)


def test_weeks_sort_and_count_as_time_does() -> None:
    """Over the turn of a year of 53 weeks too."""
    weeks = [week_of(date(2026, 11, 2) + timedelta(weeks=n)) for n in range(20)]
    assert sorted(weeks) == weeks
    assert [weeks_between(weeks[0], week) for week in weeks] == list(range(20))
