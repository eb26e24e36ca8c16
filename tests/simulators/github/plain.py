"""A server that has less to say than GitHub: some endpoints, headers and fields are missing.

Stand-ins, proxies and old servers are like that. It is made of faults that never end; whatever else is injected before
it strikes first.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from dataclasses import replace

from tests.simulators.github.simulator import GitHubSimulator
from tests.simulators.wire.exchange import Request, Response
from tests.simulators.wire.faults import Fault, Proceed, answered
from tests.simulators.wire.plan import ALWAYS

HEADERS = frozenset({"link", "x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset", "x-ratelimit-used"})
FIELDS = frozenset({"closed_by", "author_association", "node_id", "minimized", "html_url", "performed_via_github_app"})


def make_plain(
    simulator: GitHubSimulator,
    *,
    without: Collection[str] = (),
    absent: Fault | None = None,
    headers: Collection[str] = HEADERS,
    fields: Collection[str] = FIELDS,
) -> None:
    """Let the simulator answer `absent` (404 as GitHub words it) on some routes, and leave out headers and fields."""
    missing = absent or answered(404, {"message": "Not Found"}, committed=False)
    for route in without:
        simulator.inject(missing, route=route, times=ALWAYS)
    simulator.inject(lessened(frozenset(headers), frozenset(fields)), times=ALWAYS, where=_is_rest)


def page(status: int) -> Fault:
    """What a web server says of an address that it does not know."""
    text = Response(status=status, body=b"404 page not found\n", headers={"Content-Type": "text/plain"})
    return lambda _request, _proceed: text


def _is_rest(request: Request) -> bool:
    return not request.path.endswith("/graphql")


def lessened(headers: frozenset[str], fields: frozenset[str]) -> Fault:
    """A fault: what is answered, without some headers and fields."""

    def fault(request: Request, proceed: Proceed) -> Response:
        answer = proceed(request)
        kept = {name: value for name, value in answer.headers.items() if name.lower() not in headers}
        if not answer.body:
            return replace(answer, headers=kept)
        return replace(answer, headers=kept, body=json.dumps(_without(answer.json(), fields.__contains__)).encode())

    return fault


def _without(value: object, is_missing: Callable[[str], bool]) -> object:
    match value:
        case list():
            return [_without(one, is_missing) for one in value]
        case dict():
            return {name: _without(one, is_missing) for name, one in value.items() if not is_missing(name)}
        case _:
            return value
