"""Moments as people write them."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.documents.dates.moments import first_moment, read_moment

DAY = date(2026, 11, 3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2026-11-03 09:12 UTC", "2026-11-03T09:12:00+00:00", id="date, time and zone"),
        pytest.param("2026-11-03T09:12Z", "2026-11-03T09:12:00+00:00", id="ISO 8601"),
        pytest.param("2026-11-03T09:12:33.25+02:00", "2026-11-03T09:12:33+02:00", id="ISO 8601 with an offset"),
        pytest.param("2026-11-03 09:12 -0800", "2026-11-03T09:12:00-08:00", id="offset without a colon"),
        pytest.param("2026-11-03 09:12:00 +0000 UTC", "2026-11-03T09:12:00+00:00", id="offset and zone"),
        pytest.param("3 Nov 2026, 09:12 CET", "2026-11-03T09:12:00+01:00", id="CET"),
        pytest.param("Tue 3 Nov 2026 at 09:12", "2026-11-03T09:12:00", id="weekday"),
        pytest.param("November 3, 2026 9:12 AM EST", "2026-11-03T09:12:00-05:00", id="AM"),
        pytest.param("2026年11月3日 09:12 JST", "2026-11-03T09:12:00+09:00", id="Japanese"),
        pytest.param("Nov 3, 9:12 UTC", "2026-11-03T09:12:00+00:00", id="day without a year"),
        pytest.param("11/03/2026 09:12", "2026-11-03T09:12:00", id="open order settled by the day"),
        pytest.param("09:12", "2026-11-03T09:12:00", id="time alone"),
        pytest.param("~09:12 (UTC)", "2026-11-03T09:12:00+00:00", id="zone in brackets"),
        pytest.param("09:12 UTC+5:30", "2026-11-03T09:12:00+05:30", id="UTC and an offset"),
        pytest.param("9:12 AM PST", "2026-11-03T09:12:00-08:00", id="PST"),
        pytest.param("12:30 PM", "2026-11-03T12:30:00", id="after noon"),
        pytest.param("12:00 am", "2026-11-03T00:00:00", id="midnight"),
        pytest.param("9am", "2026-11-03T09:00:00", id="hour alone"),
        pytest.param("14h30", "2026-11-03T14:30:00", id="French"),
        pytest.param("0912 UTC", "2026-11-03T09:12:00+00:00", id="without a colon"),
        pytest.param("24:00", "2026-11-04T00:00:00", id="end of the day"),
        pytest.param("about 09:12 UTC (first page)", "2026-11-03T09:12:00+00:00", id="remark"),
        pytest.param("09:12 IST", "2026-11-03T09:12:00", id="zone that means several"),
        pytest.param("09:12 BST", "2026-11-03T09:12:00", id="another"),
        pytest.param("09:12 Pacific Time", "2026-11-03T09:12:00", id="zone that changes with the season"),
        pytest.param("09:12 Europe/Berlin", "2026-11-03T09:12:00+01:00", id="place"),
        pytest.param("2026-07-03 09:12 (Europe/Berlin)", "2026-07-03T09:12:00+02:00", id="place in summer"),
        pytest.param("09:12 (Europe/Nowhere)", "2026-11-03T09:12:00", id="place that is none"),
        pytest.param(
            "2026-11-03 09:12:05 JST (= 2026-11-03 00:12:05 UTC)", "2026-11-03T09:12:05+09:00", id="the same in UTC"
        ),
        pytest.param("09:12 (= 2026-11-03 07:12 UTC)", "2026-11-03T09:12:00", id="only the other time has a zone"),
        pytest.param("2026-11-03 09:12 (logged on 2026-11-04)", "2026-11-03T09:12:00", id="a second date"),
        pytest.param(
            "09:12 CET (the page came at 09:20, a call later)", "2026-11-03T09:12:00+01:00", id="a second time"
        ),
        pytest.param("2026-11-03 02:20頃", "2026-11-03T02:20:00", id="about, in Japanese"),
    ],
)
def test_a_moment_is_read_with_the_zone_it_states(text: str, expected: str) -> None:
    """An offset stands only where the document states a zone that means one thing."""
    assert read_moment(text, day=DAY) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-03",
        "25:00",
        "13:00 PM",
        "09:60",
        "80 minutes",
        "5 minutes after 09:00",
        "3 alerts at 09:12",
        "09:12 and 09:40",
        "[TIMESTAMP]",
        "HH:MM",
        "nonsense",
        "",
    ],
)
def test_what_is_no_single_moment_is_none(text: str) -> None:
    """A sentence with a time in it is not a time."""
    assert read_moment(text, day=DAY) is None


def test_a_time_without_a_day_is_no_moment() -> None:
    """Nothing is guessed where neither field nor document gives the day."""
    assert read_moment("09:12 UTC", day=None) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "2026-11-03 09:12 JST（開始）。同日08:40、前触れ", "2026-11-03T09:12:00+09:00", id="a sentence behind"
        ),
        pytest.param("Nov 3, 2026 09:12 UTC, when carts failed", "2026-11-03T09:12:00+00:00", id="a clause behind"),
        pytest.param("09:12 (JST、再保存ログ) — その後 16 分", "2026-11-03T09:12:00+09:00", id="a zone in brackets"),
        pytest.param("2026-11-03 09:12 (JST) ※最初の観測", "2026-11-03T09:12:00+09:00", id="a note behind"),
        pytest.param("09:12 UTC; carts from 09:40 on", "2026-11-03T09:12:00+00:00", id="another part behind"),
        pytest.param("09:12 UTC " + "(first page) " * 30, "2026-11-03T09:12:00+00:00", id="a long remark"),
        pytest.param("09:12 UTC", "2026-11-03T09:12:00+00:00", id="nothing behind"),
        pytest.param("Three alerts, 09:12 UTC", None, id="something before"),
        pytest.param("some time in the night, later than 09:12", None, id="prose"),
    ],
)
def test_the_moment_a_field_opens_with_stands_whatever_follows(text: str, expected: str | None) -> None:
    assert first_moment(text, day=DAY) == expected


@given(
    st.datetimes(min_value=datetime(1000, 1, 1)).map(lambda moment: moment.replace(microsecond=0)),  # noqa: DTZ001 - zones follow
    st.integers(-14 * 60, 14 * 60),
)
def test_an_iso_moment_is_that_moment(moment: datetime, minutes: int) -> None:
    """With any offset, and without one."""
    aware = moment.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    assert read_moment(aware.isoformat(), day=None) == aware.isoformat()
    assert read_moment(moment.isoformat(), day=None) == moment.isoformat()


@given(
    st.text(max_size=60)
    | st.lists(
        st.sampled_from(["9", "09:12", "24:00", "am", "pm", "utc+2", "-", "to", "/", "2026-11-03", "nov", "(", ")"])
    ).map(" ".join)
)
def test_reading_moments_never_fails(text: str) -> None:
    """Any text gives a moment that can be read back, or none; at the end of the calendar too."""
    for day in (None, DAY, date.max):
        for moment in (read_moment(text, day=day), first_moment(text, day=day)):
            assert moment is None or datetime.fromisoformat(moment).isoformat() == moment
