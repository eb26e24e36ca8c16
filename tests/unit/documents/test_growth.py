"""Reading takes time in proportion to what is read, whatever it is.

Both sizes are measured in one run, so that the speed of the machine does not matter: what grows with the square takes
sixteen times as long for four times as much. `make bench` tells the seconds.
"""

from __future__ import annotations

import time
from itertools import islice

import pytest

from followthrough.documents import read
from followthrough.documents.rules import ReadingRules
from tests.benchmarks.hostile import NAMES, hostile

_SMALL, _LARGE = 16_384, 65_536
_MOST = 9
"""Between four, which is linear, and sixteen."""
_TRIES = 4


def seconds(data: bytes) -> float:
    began = time.process_time()
    read("postmortems/x.md", data, ReadingRules())
    return time.process_time() - began


@pytest.mark.parametrize("name", NAMES)
def test_four_times_as_much_takes_hardly_more_than_four_times_as_long(name: str) -> None:
    """The least of several ratios counts: another process may have held up any one of them."""
    small, large = hostile(name, _SMALL), hostile(name, _LARGE)
    seconds(small)
    ratios = (seconds(large) / max(seconds(small), 0.001) for _ in range(_TRIES))
    within = next((ratio for ratio in islice(ratios, _TRIES) if ratio <= _MOST), None)
    assert within is not None, f"each of {_TRIES} times it took more than {_MOST} times as long"
