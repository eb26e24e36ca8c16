"""A transport that writes nothing: what a plan, a dry run and a status are made on."""

from __future__ import annotations

from followthrough.errors import ForgeError
from followthrough.forges.transport.exchange import Answer, Effect, Request, Sender


class ReadOnly:
    """Passes on what only reads, and refuses all else before it is sent."""

    def __init__(self, send: Sender) -> None:
        self._send = send

    def __call__(self, request: Request) -> Answer:
        """The answer to a request that reads. Raises ForgeError for any other."""
        if request.effect is not Effect.READ:
            raise ForgeError(f"A rehearsal writes nothing: it would {request.what}")
        return self._send(request)
