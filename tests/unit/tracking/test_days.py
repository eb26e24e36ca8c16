from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.model import Span
from followthrough.tracking.days import after, long_day, read_day, short_day, working_day


@given(st.dates())
def test_every_day_is_read_back_as_it_was_written(day: date) -> None:
    assert read_day(long_day(day)) == day
    assert read_day(day.isoformat()) == day


@given(st.dates())
def test_a_weekend_rolls_to_the_monday_that_follows(day: date) -> None:
    rolled = working_day(day)
    assert rolled.weekday() < 5 or day.year == 9999
    assert 0 <= (rolled - day).days <= 2


@pytest.mark.parametrize(
    ("day", "span", "then"),
    [
        pytest.param(date(2026, 1, 31), Span(months=1), date(2026, 2, 28), id="a shorter month"),
        pytest.param(date(2026, 12, 31), Span(days=1), date(2027, 1, 1), id="a new year"),
        pytest.param(date(2026, 11, 30), Span(months=3, days=1), date(2027, 3, 1), id="months before days"),
        pytest.param(date(2026, 5, 5), Span(), date(2026, 5, 5), id="nothing"),
        pytest.param(date(9999, 12, 30), Span(days=14), date.max, id="the end of time"),
        pytest.param(date(9999, 6, 1), Span(months=12), date.max, id="beyond the end of time"),
    ],
)
def test_a_span_later(day: date, span: Span, then: date) -> None:
    assert after(day, span) == then


def test_the_year_is_left_out_where_it_is_this_one() -> None:
    assert short_day(date(2026, 12, 1), date(2026, 1, 1)) == "1 Dec"
    assert short_day(date(2027, 12, 1), date(2026, 1, 1)) == "1 Dec 2027"
