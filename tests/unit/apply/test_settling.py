from __future__ import annotations

import pytest

from followthrough.apply import Settling


@pytest.mark.parametrize(
    ("now", "waited"),
    [
        pytest.param(100.0, [10.0], id="at the beginning"),
        pytest.param(107.5, [2.5], id="for what is left"),
        pytest.param(110.0, [], id="no longer than needed"),
        pytest.param(500.0, [], id="long after"),
    ],
)
def test_the_time_that_has_passed_counts(now: float, waited: list[float]) -> None:
    slept: list[float] = []
    Settling(seconds=10, began=100, now=lambda: now, sleep=slept.append).since_the_beginning()
    assert slept == waited


def test_after_a_lost_answer_the_whole_time_is_waited() -> None:
    slept: list[float] = []
    Settling(seconds=10, began=100, now=lambda: 500.0, sleep=slept.append).since_now()
    assert slept == [10]
