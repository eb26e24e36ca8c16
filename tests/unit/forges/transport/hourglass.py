"""Time that passes at once: whoever sleeps moves it on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from followthrough.forges.transport.clock import Clock

START = datetime(2026, 11, 20, 12, tzinfo=UTC)


class Hourglass:
    """A clock, and how long was slept in each go."""

    def __init__(self, chance: float = 0.0) -> None:
        self.sleeps: list[float] = []
        self.passed = 0.0
        self.clock = Clock(now=self._now, elapsed=lambda: self.passed, sleep=self._sleep, chance=lambda: chance)

    def _now(self) -> datetime:
        return START + timedelta(seconds=self.passed)

    def _sleep(self, seconds: float) -> None:
        self.sleeps.append(seconds)
        self.passed += seconds
