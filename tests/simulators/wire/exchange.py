"""One request and its answer, as values; who handles them and how they travel is left to others."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from types import MappingProxyType

_NONE: Mapping[str, str] = MappingProxyType({})
JSON_TYPE = "application/json; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a client sent."""

    method: str
    path: str
    """Still percent-encoded, without the query."""
    query: Mapping[str, str] = field(default_factory=lambda: _NONE)
    repeated: tuple[tuple[str, str], ...] = ()
    """The query as it was sent: every name with its value, also where a name comes more than once (`iids[]`)."""
    headers: Mapping[str, str] = field(default_factory=lambda: _NONE)
    """Names in lower case."""
    body: bytes = b""
    origin: str = "http://127.0.0.1"
    """Scheme, host and port by which the client called us; every URL in an answer starts with it."""
    page_shift: int = 0
    """By how many items a fault moves the page that is answered."""

    def json(self) -> object:
        """The body as JSON; None where there is none. Raises ValueError where it is not JSON."""
        return json.loads(self.body) if self.body else None


class Delivery(Enum):
    """How much of an answer reaches the client."""

    WHOLE = "whole"
    TRUNCATED = "half of the body, then the connection closes"
    CLOSED = "nothing; the connection closes"
    RESET = "nothing; the connection is reset"


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What goes back, and how."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({"Content-Type": JSON_TYPE}))
    delivery: Delivery = Delivery.WHOLE
    delay: float = 0.0
    """Seconds that the client waits for the answer."""

    def json(self) -> object:
        """The body as JSON; None where there is none."""
        return json.loads(self.body) if self.body else None

    def with_headers(self, headers: Mapping[str, str]) -> Response:
        """The same with these headers set."""
        return replace(self, headers={**self.headers, **headers})


def json_response(payload: object, status: int = 200, headers: Mapping[str, str] = _NONE) -> Response:
    """An answer whose body is the payload as JSON."""
    body = json.dumps(payload, ensure_ascii=False).encode()
    return Response(status=status, body=body, headers={"Content-Type": JSON_TYPE, **headers})
