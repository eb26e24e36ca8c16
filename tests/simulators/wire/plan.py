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
    """The request's number since the plan was made, from 1."""
    where: Callable[[Request], bool] | None = None
    skip: int = 0
    times: int = 1

    def meets(self, number: int, route: str, request: Request) -> bool:
        """Whether this is a request that it was planned for."""
        return (
            self.times > 0
            and self.route in (None, route)
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
        """Let a fault wait for its request; `number` counts from here on where nothing else is planned."""
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
        """How many planned faults have not struck as often as they should: a test of a fault ends with none."""
        with self._lock:
            return sum(planned.times > 0 for planned in self._planned)

    def strike(self, route: str, request: Request) -> Fault | None:
        """The fault for this request, if one was planned; it is used up by that."""
        with self._lock:
            self._seen += 1
            for index, planned in enumerate(self._planned):
                if planned.meets(self._seen, route, request):
                    passes = planned.skip > 0
                    self._planned[index] = replace(
                        planned, skip=planned.skip - passes, times=planned.times - (not passes)
                    )
                    if not passes:
                        return planned.fault
        return None
