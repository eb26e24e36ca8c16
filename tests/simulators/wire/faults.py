"""What can go wrong between a client and a forge.

A fault stands between the request and its handling: it may answer without handling (nothing was committed), or let the
request be handled and then lose, spoil or delay the answer (it was). Which requests it meets is for `plan` to say.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace

from tests.simulators.wire.exchange import Delivery, Request, Response, json_response

Proceed = Callable[[Request], Response]
Fault = Callable[[Request, Proceed], Response]

_NO_HEADERS: Mapping[str, str] = {}
PORTAL = "<!doctype html><html><title>Sign in</title><body>Please accept the terms of the network.</body></html>"


def _lost(delivery: Delivery, *, committed: bool) -> Fault:
    def fault(request: Request, proceed: Proceed) -> Response:
        answer = proceed(request) if committed else Response(status=0)
        return replace(answer, delivery=delivery)

    return fault


def reset(*, committed: bool) -> Fault:
    """The connection is reset instead of an answer, after the request was carried out or before."""
    return _lost(Delivery.RESET, committed=committed)


def closed(*, committed: bool) -> Fault:
    """The connection is closed in good order, but without an answer."""
    return _lost(Delivery.CLOSED, committed=committed)


def truncated() -> Fault:
    """Carried out; the answer breaks off in the middle of its body."""
    return _lost(Delivery.TRUNCATED, committed=True)


def slow(seconds: float, *, committed: bool = True) -> Fault:
    """The answer, or where nothing was committed an empty 504, comes so late that a client should have given up."""

    def fault(request: Request, proceed: Proceed) -> Response:
        answer = proceed(request) if committed else Response(status=504)
        return replace(answer, delay=seconds)

    return fault


def answered(
    status: int, payload: object = None, *, committed: bool, headers: Mapping[str, str] = _NO_HEADERS
) -> Fault:
    """This status and JSON instead of the true answer; with payload None the body is empty."""
    answer = Response(status=status, headers=headers) if payload is None else json_response(payload, status, headers)

    def fault(request: Request, proceed: Proceed) -> Response:
        if committed:
            proceed(request)
        return answer

    return fault


def server_error(status: int, *, committed: bool, retry_after: str | None = None) -> Fault:
    """500, 502, 503 or 504, with the page a load balancer answers, after the request was carried out or before."""
    headers = {"Content-Type": "text/html"} | ({"Retry-After": retry_after} if retry_after is not None else {})

    def fault(request: Request, proceed: Proceed) -> Response:
        if committed:
            proceed(request)
        return Response(status=status, body=b"<html><body><h1>Server Error</h1></body></html>", headers=headers)

    return fault


def html(*, committed: bool = False) -> Fault:
    """200 with a page of a captive portal or a proxy."""

    def fault(request: Request, proceed: Proceed) -> Response:
        if committed:
            proceed(request)
        return Response(status=200, body=PORTAL.encode(), headers={"Content-Type": "text/html; charset=utf-8"})

    return fault


def empty(*, committed: bool = True) -> Fault:
    """204 without a body, where there should be one."""
    return answered(204, committed=committed)


def altered(change: Callable[[object], object]) -> Fault:
    """Carried out; the JSON of the answer goes through `change`, the status stays."""

    def fault(request: Request, proceed: Proceed) -> Response:
        answer = proceed(request)
        return replace(answer, body=json.dumps(change(answer.json())).encode())

    return fault


def _other_type(value: object) -> object:
    match value:
        case bool() | None:
            return "perhaps"
        case int():
            return f"../{value}"
        case str():
            return [value]
        case _:
            return "none"


def wrong_types(*fields: str) -> Fault:
    """Carried out; these fields of the answer, or of each of its items, have another type than promised."""

    def spoil(payload: object) -> object:
        if isinstance(payload, list):
            return [spoil(one) for one in payload]
        if isinstance(payload, dict):
            return {key: _other_type(value) if key in fields else value for key, value in payload.items()}
        return payload

    return altered(spoil)


def redirected(location: str, status: int = 302) -> Fault:
    """Not carried out; the client is sent elsewhere."""
    return answered(status, {"message": "Moved", "url": location}, committed=False, headers={"Location": location})


def linked(following: str | None) -> Fault:
    """Carried out; the `Link` header names this as the next page, or no next page at all."""

    def fault(request: Request, proceed: Proceed) -> Response:
        answer = proceed(request)
        headers = {name: value for name, value in answer.headers.items() if name.lower() != "link"}
        return replace(answer, headers=headers | ({"Link": f'<{following}>; rel="next"'} if following else {}))

    return fault


def linked_to_itself() -> Fault:
    """Carried out; the next page is the page itself, over and over."""

    def fault(request: Request, proceed: Proceed) -> Response:
        query = "&".join(f"{name}={value}" for name, value in request.query.items())
        return linked(f"{request.origin}{request.path}?{query}")(request, proceed)

    return fault


def drifted(items: int) -> Fault:
    """The page begins later by so many items (some are missed), or with a negative number earlier (some come twice)."""

    def fault(request: Request, proceed: Proceed) -> Response:
        return proceed(replace(request, page_shift=items))

    return fault


def meanwhile(act: Callable[[], object], *, committed: bool = True) -> Fault:
    """All goes well, but something happens right after the request was carried out, before its answer, or before both.

    The act may be a person's deed on the forge, a revoked token, a kill of the client, or time that passes.
    """

    def fault(request: Request, proceed: Proceed) -> Response:
        if committed:
            answer = proceed(request)
            act()
            return answer
        act()
        return proceed(request)

    return fault
