"""How long a run may wait for a forge, in one go and in all."""

from __future__ import annotations

import logging
import threading
from datetime import UTC, datetime, timedelta

from followthrough.errors import RateLimited
from followthrough.forges.transport.clock import Clock

ONE_WAIT = 120.0
ALL_WAITS = 600.0
_NOTICED = 5.0
"""Seconds from which on somebody would ask what is going on."""
_LOG = logging.getLogger("followthrough.transport")
_FAR = timedelta(days=365).total_seconds()


class Budget:
    """The waits of one run, whichever requests they are for."""

    def __init__(self, clock: Clock, *, one_wait: float = ONE_WAIT, all_waits: float = ALL_WAITS) -> None:
        self._clock = clock
        self._one_wait = one_wait
        self._left = all_waits
        self._lock = threading.Lock()

    def wait(self, seconds: float, why: str) -> None:
        """Wait that long, or raise RateLimited that says when to go on where it is longer than a run may wait."""
        with self._lock:
            affordable = seconds <= min(self._one_wait, self._left)
            self._left -= seconds if affordable else 0
        if not affordable:
            raise put_off(why, seconds, self._clock)
        _LOG.log(logging.WARNING if seconds >= _NOTICED else logging.DEBUG, "%s; going on in %.0f s", why, seconds)
        self._clock.sleep(seconds)


def put_off(why: str, seconds: float, clock: Clock) -> RateLimited:
    """That the rest waits, and until when."""
    return RateLimited(why, hint=f"run again {_moment(seconds, clock)}; what is done stays done, and the rest follows")


def _moment(seconds: float, clock: Clock) -> str:
    if seconds > _FAR:
        return "later"
    until: datetime = clock.now().astimezone(UTC) + timedelta(seconds=seconds)
    return f"after {until:%Y-%m-%d %H:%M:%S} UTC"
