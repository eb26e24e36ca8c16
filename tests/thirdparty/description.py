"""GitHub's published OpenAPI description as a judge of exchanges; openapi-core does the judging."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from openapi_core import OpenAPI  # type: ignore[import-not-found]  # fetched by `make thirdparty`
from openapi_core.datatypes import RequestParameters  # type: ignore[import-not-found]  # the same
from werkzeug.datastructures import Headers, ImmutableMultiDict  # type: ignore[import-not-found]  # the same

from tests.simulators.github.routes import GRAPHQL, ROUTER
from tests.simulators.github.simulator import ROUTED
from tests.simulators.wire.journal import Exchange
from tests.thirdparty.places import OPENAPI
from tests.thirdparty.trimming import trimmed

assert ROUTED, "the router is filled by the modules of the routes"
OPERATIONS = tuple(name for name in ROUTER.names if name != GRAPHQL)
HOST = "https://api.github.com"
_BY_ID = re.compile(r"/repositories/\d+")
_UNMODIFIED = 304


@dataclass(frozen=True, slots=True, kw_only=True)
class _Request:
    """A request as openapi-core wants it."""

    method: str
    path: str
    body: bytes | None
    parameters: RequestParameters
    host_url: str = HOST
    content_type: str = "application/json"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Response:
    """An answer as openapi-core wants it."""

    status_code: int
    headers: Headers
    data: bytes
    content_type: str = "application/json"


@dataclass(frozen=True, slots=True)
class Description:
    """The operations that the simulator knows, as GitHub describes them."""

    judge: OpenAPI

    @classmethod
    def load(cls) -> Self:
        """The fetched description, cut down."""
        whole = json.loads(OPENAPI.read_text(encoding="utf-8"))
        return cls(OpenAPI.from_dict(trimmed(whole, OPERATIONS)))

    def complaints(self, exchange: Exchange) -> list[str]:
        """What is wrong with an answer, and with a request that was granted; GraphQL and what a fault spoilt pass."""
        if exchange.route not in OPERATIONS or exchange.faulty or exchange.response.status == _UNMODIFIED:
            return []
        asked, answer = exchange.request, exchange.response
        request = _Request(
            method=asked.method.lower(),
            path=_BY_ID.sub("/repos/acme/shop", asked.path.removeprefix("/api/v3")),
            body=asked.body or None,
            parameters=RequestParameters(
                query=ImmutableMultiDict(asked.query), header=Headers(dict(asked.headers)), cookie=ImmutableMultiDict()
            ),
        )
        response = _Response(status_code=answer.status, headers=Headers(dict(answer.headers)), data=answer.body)
        errors: list[Exception] = list(self.judge.iter_response_errors(request, response))
        if answer.status < 400:
            errors += self.judge.iter_request_errors(request)
        return [f"{exchange.route} {answer.status}: {text}" for error in errors for text in _told(error)]


def _told(error: BaseException) -> Iterable[str]:
    """What lies at the bottom of an error: the places in the body and what is wrong there."""
    cause = error
    while cause.__cause__ is not None:
        cause = cause.__cause__
    found = getattr(cause, "schema_errors", None)
    if not found:
        return [repr(cause)]
    return [f"/{'/'.join(map(str, one.absolute_path))}: {one.message[:200]}" for one in found]


def summary(complaints: Mapping[str, int]) -> str:
    """The complaints, the most frequent first, one line each."""
    return "\n".join(f"{count:5} {text}" for text, count in sorted(complaints.items(), key=lambda one: -one[1]))
