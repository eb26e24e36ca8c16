"""Being asked to end while something is half done: finish the step, report, and only then go."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

from followthrough.errors import RateLimited

_EXIT_BASE = 128
_BLINK = 0.25
"""Seconds that a wait goes on at most once it was asked to end."""


@dataclass(slots=True)
class Asked:
    """Whether somebody asked the process to end."""

    by: int | None = None

    def __call__(self) -> bool:
        """Whether it was asked."""
        return self.by is not None

    @property
    def exit_code(self) -> int | None:
        """What the process says when it ends for that reason: 130 or 143."""
        return None if self.by is None else _EXIT_BASE + self.by

    def sleep(self, seconds: float) -> None:
        """Wait, unless somebody asks meanwhile or has asked before: then the rest is put off, as RateLimited."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if self():
                raise RateLimited("the run was asked to end while it waited")
            time.sleep(min(left, _BLINK))


@contextmanager
def patiently(asked: Asked | None = None) -> Iterator[Asked]:
    """Take note of the first SIGINT or SIGTERM instead of obeying it; the second one ends the process as usual."""
    asked = asked or Asked()
    usual = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def note(number: int, _frame: FrameType | None) -> None:
        asked.by = number
        for one, handler in usual.items():
            signal.signal(one, handler)

    for number in usual:
        signal.signal(number, note)
    try:
        yield asked
    finally:
        for number, handler in usual.items():
            signal.signal(number, handler)
