from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followthrough.errors import RateLimited
from followthrough.forges.transport.pace import BURST, PER_HOUR, PER_MINUTE, Pace
from tests.unit.forges.transport.hourglass import Hourglass


def writes(count: int, seconds: float, idle: float = 0.0) -> list[float]:
    """The moments of so many writes, each after `idle` seconds of other work."""
    hourglass = Hourglass()
    pace = Pace(seconds, hourglass.clock)
    moments = []
    for _ in range(count):
        hourglass.passed += idle
        pace.before_write()
        moments.append(hourglass.passed)
    return moments


def test_the_first_writes_come_at_once_and_the_others_a_second_apart() -> None:
    moments = writes(BURST + 3, 1.0)
    assert moments == [0.0] * BURST + [1.0, 2.0, 3.0]


def test_a_hundred_issues_take_eighty_seconds() -> None:
    assert writes(100, 1.0)[-1] == 80


def test_work_between_two_writes_counts() -> None:
    assert writes(BURST + 2, 1.0, idle=1.5)[-1] == (BURST + 2) * 1.5


def test_without_a_pace_nobody_waits() -> None:
    assert set(writes(2000, 0.0)) == {0.0}


def test_the_writes_of_an_hour_are_as_many_as_a_forge_takes() -> None:
    hourglass = Hourglass()
    pace = Pace(1.0, hourglass.clock)
    for _ in range(PER_HOUR):
        pace.before_write()
    before = hourglass.passed
    with pytest.raises(RateLimited) as put_off:
        pace.before_write()
    assert hourglass.passed == before
    assert put_off.value.message == "500 writes within an hour are as many as a forge takes"
    assert put_off.value.hint is not None
    assert "run again after 2026-11-20 13:00:00 UTC" in put_off.value.hint
    hourglass.passed = 3600.0
    pace.before_write()


@settings(max_examples=40)
@given(st.floats(min_value=0.01, max_value=2.0), st.lists(st.floats(min_value=0, max_value=30), max_size=300))
def test_no_minute_has_more_writes_than_a_forge_takes(seconds: float, idles: list[float]) -> None:
    hourglass = Hourglass()
    pace = Pace(seconds, hourglass.clock)
    moments: list[float] = []
    for idle in idles:
        hourglass.passed += idle
        pace.before_write()
        moments.append(hourglass.passed)
    for at in moments:
        assert sum(at - 60 < other <= at for other in moments) <= PER_MINUTE
