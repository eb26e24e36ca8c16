"""Days and numbers lie where they belong, and few of them are written."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.rollups.report.scales import Days, Numbers

FIRST = date(2026, 1, 15)
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


def test_days() -> None:
    """The first day lies at the left, the last at the right, and what is outside at the edge."""
    days = Days(first=FIRST, last=FIRST + timedelta(days=100))
    assert [days.at(FIRST + timedelta(days=number)) for number in (-5, 0, 50, 100, 200)] == [0, 0, 50, 100, 100]


@pytest.mark.parametrize(
    ("days", "labels"),
    [
        pytest.param(100, ["Feb 2026", "Mar", "Apr"], id="months"),
        pytest.param(400, ["Mar 2026", "May", "Jul", "Sep", "Nov", "Jan 2027"], id="every second month"),
        pytest.param(20, ["19 Jan", "26 Jan", "2 Feb"], id="Mondays"),
        pytest.param(0, [], id="one day"),
    ],
)
def test_written_days(days: int, labels: list[str]) -> None:
    """A date tells its year where that begins to matter; what would stick out at an edge is left away."""
    assert [tick.label for tick in Days(first=FIRST, last=FIRST + timedelta(days=days)).ticks()] == labels


@given(DAYS, DAYS)
def test_few_days_are_written(first: date, last: date) -> None:
    """However long the time, there are at most seven dates, in their order and inside the drawing."""
    days = Days(first=min(first, last), last=max(first, last))
    places = [tick.at for tick in days.ticks()]
    assert len(places) <= 7
    assert places == sorted(places)
    assert all(0 <= place <= 100 for place in places)


@given(st.integers(0, 10_000_000))
def test_few_numbers_are_written(most: int) -> None:
    """From nought to at least the greatest number, in at most six round ones."""
    numbers = Numbers(most=most)
    labels = [int(tick.label) for tick in numbers.ticks()]
    assert labels[0] == 0
    assert labels[-1] >= most
    assert 2 <= len(labels) <= 6
    assert 0 <= numbers.at(most) <= 100
