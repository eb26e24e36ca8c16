"""The time a simulator lives in."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta


class Clock:
    """The real time in UTC, moved ahead by whatever a test says has passed."""

    def __init__(self) -> None:
        self._ahead = timedelta()
        self._lock = threading.Lock()

    def now(self) -> datetime:
        """The simulated instant."""
        with self._lock:
            return datetime.now(UTC) + self._ahead

    def advance(self, seconds: float) -> None:
        """Let time pass at once; what a client's own patience stands for is not touched."""
        with self._lock:
            self._ahead += timedelta(seconds=seconds)
