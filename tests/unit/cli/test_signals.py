from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from followthrough.cli.signals import patiently
from followthrough.errors import RateLimited


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_the_first_time(number: signal.Signals, code: int) -> None:
    """Who is asked to end for the first time finishes what is under way, and ends with the code that says why."""
    before = signal.getsignal(number)
    with patiently() as asked:
        assert not asked()
        os.kill(os.getpid(), number)
        assert asked()
    assert asked.exit_code == code
    assert signal.getsignal(number) is before


@pytest.fixture
def interruptible() -> Iterator[None]:
    """What a shell ignores for us when it starts us in the background is heeded."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_the_second_time() -> None:
    """Who is asked again ends at once."""
    with patiently():
        os.kill(os.getpid(), signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)


def test_nobody_asked() -> None:
    """Without being asked there is no such code."""
    with patiently() as asked:
        pass
    assert asked.exit_code is None


def test_asked_in_a_wait() -> None:
    """Who is asked to end while waiting for a forge stops waiting, and what is left is put off."""
    with patiently() as asked:
        asked.sleep(0.01)
        os.kill(os.getpid(), signal.SIGTERM)
        with pytest.raises(RateLimited, match="asked to end"):
            asked.sleep(3600)
