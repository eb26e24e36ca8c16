"""What was asked and answered, for tests to count and to read."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from tests.simulators.wire.exchange import Request, Response

READS = frozenset({"GET", "HEAD", "OPTIONS"})
SECRETS = frozenset({"authorization", "private-token", "job-token", "cookie"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One request that arrived, and what became of it."""

    number: int
    """Counted from 1, over all connections."""
    at: datetime
    route: str
    """Method and path template, as the forge's own description spells it; `METHOD ?` where there is none."""
    actor: str | None
    """The login whose token came along; None for a wrong token and for none."""
    request: Request
    """Without credentials."""
    response: Response
    faulty: bool
    """Whether a fault had its hand in it."""

    @property
    def writes(self) -> bool:
        """Whether the request asks for a change; a GraphQL query reads, whatever its method."""
        if self.request.path.endswith("/graphql"):
            return _graphql_text(self.request).lstrip().startswith("mutation")
        return self.request.method not in READS


def _graphql_text(request: Request) -> str:
    try:
        payload = request.json()
    except ValueError:
        return ""
    text = payload.get("query") if isinstance(payload, dict) else None
    return text if isinstance(text, str) else ""


def without_secrets(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers, with every credential cut out."""
    return {name: "[cut]" if name in SECRETS else value for name, value in headers.items()}


class Journal:
    """All exchanges since the last `clear`, oldest first."""

    def __init__(self) -> None:
        self._exchanges: list[Exchange] = []
        self._lock = threading.Lock()

    def __iter__(self) -> Iterator[Exchange]:
        with self._lock:
            return iter(tuple(self._exchanges))

    def __len__(self) -> int:
        with self._lock:
            return len(self._exchanges)

    def add(self, exchange: Exchange) -> None:
        """Remember one."""
        with self._lock:
            self._exchanges.append(exchange)

    def clear(self) -> None:
        """Forget everything, so that a test counts from here; requests go on being numbered."""
        with self._lock:
            self._exchanges.clear()

    @property
    def writes(self) -> tuple[Exchange, ...]:
        """Those that asked for a change."""
        return tuple(exchange for exchange in self if exchange.writes)

    @property
    def reads(self) -> tuple[Exchange, ...]:
        """Those that did not."""
        return tuple(exchange for exchange in self if not exchange.writes)

    def of(self, route: str) -> tuple[Exchange, ...]:
        """Those of one route."""
        return tuple(exchange for exchange in self if exchange.route == route)

    def table(self) -> str:
        """One line for each exchange, for the message of a failing assertion."""
        return "\n".join(
            f"{one.number:4} {one.request.method:6} {one.request.path} {dict(one.request.query)} "
            f"-> {one.response.status}{' (fault)' if one.faulty else ''}"
            for one in self
        )
