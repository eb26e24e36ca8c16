"""Which requests a fault meets."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from tests.simulators.wire.exchange import Request
from tests.simulators.wire.faults import Fault

ALWAYS = 1_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A fault and when it strikes: all conditions hold, `skip` such requests were let through, `times` are left."""

    fault: Fault
    route: str | None = None
    method: str | None = None
    number: int | None = None
    """The request's running number, from 1, since nothing else was waiting."""
    where: Callable[[Request], bool] | None = None
    skip: int = 0
    times: int = 1

    def meets(self, number: int, route: str, request: Request) -> bool:
        """Whether this is a request that it was planned for."""
        return (
            self.route in (None, route)
            and self.method in (None, request.method)
            and self.number in (None, number)
            and (self.where is None or self.where(request))
        )


class Plan:
    """The faults still to come; the first that meets a request strikes it, alone."""

    def __init__(self) -> None:
        self._planned: list[Planned] = []
        self._seen = 0
        self._lock = threading.Lock()

    def add(self, planned: Planned) -> None:
        """Let a fault wait for its request; `number` counts from here on where nothing else is waiting."""
        with self._lock:
            if not self._planned:
                self._seen = 0
            self._planned.append(planned)

    def clear(self) -> None:
        """All goes well from now on."""
        with self._lock:
            self._planned.clear()

    @property
    def waiting(self) -> int:
        """How many faults have not struck as often as they should: a test of a fault ends with none."""
        with self._lock:
            return len(self._planned)

    def strike(self, route: str, request: Request) -> Fault | None:
        """The fault for this request, if one was planned; it is used up by that."""
        with self._lock:
            self._seen += 1
            met = next((one for one in self._planned if one.meets(self._seen, route, request)), None)
            if met is None:
                return None
            passes = met.skip > 0
            left = replace(met, skip=met.skip - passes, times=met.times - (not passes))
            index = self._planned.index(met)
            self._planned[index : index + 1] = [left] if left.times > 0 else []
            return None if passes else met.fault
