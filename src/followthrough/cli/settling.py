"""How long a command waits until the lists of a forge may be believed."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime

from followthrough.apply import Settling
from followthrough.ci.started import job_start
from followthrough.cli.options import Common
from followthrough.forges.protocol import Forge

_USUAL = 10.0
"""Seconds that a remote forge's lists may lag behind a write."""


def settling_for(forge: Forge, common: Common, began: float, sleep: Callable[[float], None] = time.sleep) -> Settling:
    """How long the lists of a forge may lag in a run that began then, on the monotonic clock; see `Settling`.

    Inside a CI the run counts from the start of its job: the CI keeps jobs that write apart.
    """
    usual = _USUAL if forge.capabilities.settles else 0.0
    seconds = usual if common.settle is None else common.settle
    return Settling(seconds=seconds, began=min(began, time.monotonic() - _since_job_start()), sleep=sleep)


def _since_job_start() -> float:
    started = job_start(os.environ)
    return (datetime.now(UTC) - started).total_seconds() if started else 0.0
