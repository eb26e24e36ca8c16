"""Ranges of moments as people write them."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.documents.dates.ranges import last_moment, opens_unknown, read_duration, read_range

DAY = date(2026, 11, 3)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("09:12 to 10:32", "2026-11-03T09:12:00", "2026-11-03T10:32:00"),
        ("09:12-10:32", "2026-11-03T09:12:00", "2026-11-03T10:32:00"),
        ("09:12 – 10:32 UTC", "2026-11-03T09:12:00+00:00", "2026-11-03T10:32:00+00:00"),
        ("09:12 UTC – 10:32", "2026-11-03T09:12:00+00:00", "2026-11-03T10:32:00+00:00"),
        ("from 09:12 until 10:32 (UTC)", "2026-11-03T09:12:00+00:00", "2026-11-03T10:32:00+00:00"),
        ("between 09:12 and 10:32", "2026-11-03T09:12:00", "2026-11-03T10:32:00"),
        ("23:50 - 00:20 UTC", "2026-11-03T23:50:00+00:00", "2026-11-04T00:20:00+00:00"),
        ("2026-11-03 22:00 - 02:00", "2026-11-03T22:00:00", "2026-11-04T02:00:00"),
        ("2026-11-03 09:12 to 2026-11-04 01:00 (CET)", "2026-11-03T09:12:00+01:00", "2026-11-04T01:00:00+01:00"),
        ("3 Nov 2026, 09:12 – 4 Nov 2026, 01:30", "2026-11-03T09:12:00", "2026-11-04T01:30:00"),
        ("Nov 3, 23:50 - Nov 4, 00:20 UTC", "2026-11-03T23:50:00+00:00", "2026-11-04T00:20:00+00:00"),
        ("2026-11-03T09:12Z/2026-11-03T10:32Z", "2026-11-03T09:12:00+00:00", "2026-11-03T10:32:00+00:00"),
        ("09:12 to 10:32 on 2026-11-03", "2026-11-03T09:12:00", "2026-11-03T10:32:00"),
        ("09:12 UTC - 10:32 CET", "2026-11-03T09:12:00+00:00", "2026-11-03T10:32:00+01:00"),
        ("9:12 – 10:32 AM", "2026-11-03T09:12:00", "2026-11-03T10:32:00"),
        ("11:50 - 12:10 PM", "2026-11-03T11:50:00", "2026-11-03T12:10:00"),
        ("9 - 10:30 am", "2026-11-03T09:00:00", "2026-11-03T10:30:00"),
        ("9am to 5pm PST", "2026-11-03T09:00:00-08:00", "2026-11-03T17:00:00-08:00"),
        ("1h 20m (09:12 - 10:32 UTC)", "2026-11-03T09:12:00+00:00", "2026-11-03T10:32:00+00:00"),
        ("80 min, 09:12 to 10:32", "2026-11-03T09:12:00", "2026-11-03T10:32:00"),
        ("09:12 UTC – ongoing", "2026-11-03T09:12:00+00:00", None),
        ("09:12", "2026-11-03T09:12:00", None),
        ("2026-11-03 10:00 - 2026-11-03 09:00", "2026-11-03T10:00:00", "2026-11-03T09:00:00"),
        ("09:12 UTC, restarted at 09:40", "2026-11-03T09:12:00+00:00", None),
        ("unknown - 2026-11-03 10:32", None, "2026-11-03T10:32:00"),
        ("不明 〜 2026-11-03 10:32 JST（推定）", None, "2026-11-03T10:32:00+09:00"),
        ("unknown - 2026-11-03", None, None),
        ("1h 20m", None, None),
        ("[Start time] to [End time]", None, None),
    ],
)
def test_a_range_has_a_start_and_an_end(text: str, start: str | None, end: str | None) -> None:
    """What one side says of zone, day or half of the day holds for both; over midnight the end is the next day's."""
    assert read_range(text, day=DAY) == (start, end)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("1h 20m (09:12 - 10:32 UTC)", "2026-11-03T09:12:00+00:00", "2026-11-03T10:32:00+00:00"),
        ("約1時間20分（09:12〜10:32）。カートは 40 分", "2026-11-03T09:12:00", "2026-11-03T10:32:00"),
        ("80 min, 09:12 to 10:32", "2026-11-03T09:12:00", "2026-11-03T10:32:00"),
        ("09:12 to 10:32", "2026-11-03T09:12:00", "2026-11-03T10:32:00"),
        ("09:12 - ongoing", "2026-11-03T09:12:00", None),
        ("09:12", None, None),
        ("80 minutes", None, None),
        ("two nights (09:12/10:32) from 2026-11-01 on", None, None),
        ("from the first page (09:12) to the first job that ended (10:32/11:05)", None, None),
        ("40 min (09:12 - 09:52) and again 20 min (11:12 - 11:32)", None, None),
        ("noticed at 09:12, an hour (09:30 - 10:30) of carts lost", None, None),
    ],
)
def test_only_one_clean_range_in_a_duration_says_start_and_end(text: str, start: str | None, end: str | None) -> None:
    assert read_duration(text, day=DAY) == (start, end)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("10:32 UTC", "2026-11-03T10:32:00+00:00"),
        ("09:12 - 10:32 UTC", "2026-11-03T10:32:00+00:00"),
        ("10:32 (carts) / 11:05 (search)", "2026-11-03T11:05:00"),
        ("not yet", None),
    ],
)
def test_a_field_for_an_end_says_the_end(text: str, end: str | None) -> None:
    assert last_moment(text, day=DAY) == end


@pytest.mark.parametrize("text", ["unknown - 2026-11-03", "不明 〜 2026-11-03", "? – 10:32", "Unklar bis 3.11.2026"])
def test_a_start_may_be_unknown(text: str) -> None:
    assert opens_unknown(text)
    assert not opens_unknown("2026-11-03 - unknown")


@given(
    st.text(max_size=60)
    | st.lists(
        st.sampled_from(["9", "09:12", "24:00", "am", "pm", "utc+2", "-", "to", "/", "2026-11-03", "nov", "(", ")"])
    ).map(" ".join)
)
def test_reading_ranges_never_fails(text: str) -> None:
    """Any text gives moments that can be read back, or none; at the end of the calendar too."""
    for day in (None, DAY, date.max):
        for moment in (*read_range(text, day=day), *read_duration(text, day=day)):
            assert moment is None or datetime.fromisoformat(moment).isoformat() == moment
