from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.forges.transport.retry_after import retry_after
from tests.unit.forges.transport.hourglass import START

RESET = str(int(START.timestamp()) + 90)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        pytest.param({}, None, id="nothing"),
        pytest.param({"retry-after": "30"}, 30, id="seconds"),
        pytest.param({"retry-after": " 30 "}, 30, id="seconds with blanks"),
        pytest.param({"retry-after": "1.5"}, 1.5, id="fraction"),
        pytest.param({"retry-after": "0"}, 1, id="at once"),
        pytest.param({"retry-after": "-5"}, 1, id="negative"),
        pytest.param({"retry-after": "1000000000"}, 1e9, id="absurd"),
        pytest.param({"retry-after": "inf"}, None, id="endless"),
        pytest.param({"retry-after": "nan"}, None, id="no number"),
        pytest.param({"retry-after": "soon"}, None, id="nonsense"),
        pytest.param({"retry-after": ""}, None, id="empty"),
        pytest.param({"retry-after": "Fri, 20 Nov 2026 12:01:00 GMT"}, 60, id="date"),
        pytest.param({"retry-after": "Friday, 20-Nov-26 12:01:00 GMT"}, 60, id="date of RFC 850"),
        pytest.param({"retry-after": "Fri, 20 Nov 2026 11:00:00 GMT"}, 1, id="date gone by"),
        pytest.param({"retry-after": "Fri, 99 Nov 2026 99:00:00 GMT"}, None, id="no date"),
        pytest.param(
            {"retry-after": "Sat, 21 Nov 2026 12:01:00 GMT", "date": "Sat, 21 Nov 2026 12:00:00 GMT"},
            60,
            id="our clock a day late",
        ),
        pytest.param({"x-ratelimit-remaining": "0", "x-ratelimit-reset": RESET}, 90, id="GitHub's hour used up"),
        pytest.param({"ratelimit-remaining": "0", "ratelimit-reset": RESET}, 90, id="GitLab's minute used up"),
        pytest.param({"x-ratelimit-remaining": "7", "x-ratelimit-reset": RESET}, None, id="hour not used up"),
        pytest.param({"x-ratelimit-remaining": "0"}, None, id="used up, without a time"),
        pytest.param({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "12"}, 1, id="reset long ago"),
        pytest.param(
            {"retry-after": "5", "x-ratelimit-remaining": "0", "x-ratelimit-reset": RESET}, 5, id="Retry-After first"
        ),
    ],
)
def test_every_way_to_ask_for_patience(headers: dict[str, str], seconds: float | None) -> None:
    """Every form of Retry-After is read, and the hour that is used up; what is none counts as not said."""
    assert retry_after(headers, START) == seconds


@given(st.text(max_size=40), st.text(max_size=40))
def test_whatever_a_header_says(said: str, date: str) -> None:
    """No header keeps the run from going on: the wait is at least a second, or not said."""
    seconds = retry_after({"retry-after": said, "date": date}, START)
    assert seconds is None or seconds >= 1
