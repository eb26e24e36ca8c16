"""Waiting until a forge's lists may be believed: they may lag behind writes."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Settling:
    """How long a list may lag, and when the run began; inside CI the start of the job counts."""

    seconds: float = 0.0
    began: float = 0.0
    """On the clock of `now`."""
    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep

    def since_the_beginning(self) -> None:
        """Wait until the lists show whatever was written before the run began."""
        self._wait(self.began + self.seconds - self.now())

    def since_now(self) -> None:
        """Wait until the lists show whatever was written up to now."""
        self._wait(self.seconds)

    def _wait(self, seconds: float) -> None:
        if seconds > 0:
            self.sleep(seconds)
