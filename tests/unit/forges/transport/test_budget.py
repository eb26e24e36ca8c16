from __future__ import annotations

import pytest

from followthrough.errors import RateLimited
from followthrough.forges.transport.budget import Budget
from tests.unit.forges.transport.hourglass import Hourglass


def test_a_wait_of_two_minutes_is_the_longest() -> None:
    hourglass = Hourglass()
    budget = Budget(hourglass.clock)
    budget.wait(120, "busy")
    with pytest.raises(RateLimited) as put_off:
        budget.wait(121, "busy")
    assert hourglass.sleeps == [120]
    assert put_off.value.message == "busy"
    assert put_off.value.hint is not None
    assert "run again after 2026-11-20 12:04:01 UTC" in put_off.value.hint


def test_ten_minutes_are_the_most_that_a_run_waits_in_all() -> None:
    hourglass = Hourglass()
    budget = Budget(hourglass.clock)
    for _ in range(5):
        budget.wait(120, "busy")
    with pytest.raises(RateLimited):
        budget.wait(1, "busy")
    assert hourglass.passed == 600


@pytest.mark.parametrize("seconds", [1e9, 1e30])
def test_a_time_beyond_all_calendars_is_told_as_later(seconds: float) -> None:
    with pytest.raises(RateLimited) as put_off:
        Budget(Hourglass().clock).wait(seconds, "busy")
    assert put_off.value.hint is not None
    assert put_off.value.hint.startswith("run again later;")


@pytest.mark.parametrize(("seconds", "level"), [(60.4, "WARNING"), (0.5, "DEBUG")])
def test_a_wait_that_somebody_would_notice_is_told(heard: list[tuple[str, str]], seconds: float, level: str) -> None:
    Budget(Hourglass().clock).wait(seconds, "git.acme.example is busy")
    assert heard == [(level, f"git.acme.example is busy; going on in {seconds:.0f} s")]
