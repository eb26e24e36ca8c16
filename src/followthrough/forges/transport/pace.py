"""How quickly we write, so that a forge never has to tell us to slow down.

GitHub asks for a second between writes that come in large numbers, and allows about 80 that create content in a minute
and 500 in an hour, what people do in their browser included.
https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api
"""

from __future__ import annotations

from collections import deque

from followthrough.forges.transport.budget import put_off
from followthrough.forges.transport.clock import Clock

BURST = 20
PER_MINUTE = 80
PER_HOUR = 500
_MINUTE = 60.0
_HOUR = 3600.0


class Pace:
    """The writes of one run. With `seconds` 0 there is no pace at all."""

    def __init__(self, seconds: float, clock: Clock) -> None:
        self._seconds = seconds
        self._clock = clock
        self._writes: deque[float] = deque()

    def before_write(self) -> None:
        """Wait until the next write is due. Raises RateLimited where that is not before the hour is over."""
        if not self._seconds:
            return
        now = self._clock.elapsed()
        while self._writes and self._writes[0] <= now - _HOUR:
            self._writes.popleft()
        if len(self._writes) >= PER_HOUR:
            wait = self._writes[0] + _HOUR - now
            raise put_off(f"{PER_HOUR} writes within an hour are as many as a forge takes", wait, self._clock)
        if (wait := self._due() - now) > 0:
            self._clock.sleep(wait)
        self._writes.append(self._clock.elapsed())

    def _due(self) -> float:
        writes = self._writes
        after_burst = writes[-1] + self._seconds if len(writes) >= BURST else 0.0
        after_minute = writes[-PER_MINUTE] + _MINUTE if len(writes) >= PER_MINUTE else 0.0
        return max(after_burst, after_minute)
