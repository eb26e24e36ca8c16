"""Being asked to end while something is half done: finish the step, report, and only then go."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

_EXIT_BASE = 128


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


@contextmanager
def patiently() -> Iterator[Asked]:
    """Take note of the first SIGINT or SIGTERM instead of obeying it; the second one ends the process as usual."""
    asked = Asked()
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
