"""The time a transport lives in, so that tests can let it pass at once."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """Time and chance."""

    now: Callable[[], datetime] = _now
    """The time of day, with its zone."""
    elapsed: Callable[[], float] = time.monotonic
    """Seconds since any fixed moment; never goes back."""
    sleep: Callable[[float], None] = time.sleep
    """May raise RateLimited where the run is asked to end meanwhile."""
    chance: Callable[[], float] = random.random
    """From 0 to 1."""
