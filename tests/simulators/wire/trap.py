"""Another origin, to which nothing of ours should ever go."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from tests.simulators.wire.exchange import Request, Response, json_response
from tests.simulators.wire.journal import SECRETS
from tests.simulators.wire.listener import Listener


class Trap:
    """A listener that answers everything with an empty list and remembers the credentials that it was sent."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self._listener = Listener(self._answer)

    @property
    def url(self) -> str:
        """Its root; another port is another origin."""
        return self._listener.origin

    @property
    def credentials(self) -> tuple[str, ...]:
        """Every credential that reached it, in a header or in the query."""
        sent = (value for request in self.requests for name, value in request.headers.items() if name in SECRETS)
        asked = (value for request in self.requests for name, value in request.query.items() if "token" in name)
        return (*sent, *asked)

    def _answer(self, request: Request) -> Response:
        self.requests.append(request)
        return json_response([])

    def __enter__(self) -> Self:
        self._listener.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listener.stop()
