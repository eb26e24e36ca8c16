"""The simulator itself: from a request on the wire to GitHub's answer, past token, limits, faults and journal."""

from __future__ import annotations

import base64
import binascii
import hashlib
import itertools
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import TracebackType
from typing import ClassVar, Self

from tests.simulators.github import assignees, comments, issues, labels, organisations, places, pulls
from tests.simulators.github.call import Call
from tests.simulators.github.graphql import endpoint
from tests.simulators.github.limits import CORE, GRAPHQL_RESOURCE
from tests.simulators.github.people import Person
from tests.simulators.github.records import Role
from tests.simulators.github.refusals import Refused, not_found, refused
from tests.simulators.github.routes import CREATE_COMMENT, CREATE_ISSUE, GET_RATE_LIMIT, GRAPHQL, ROUTER, Handler
from tests.simulators.github.tokens import Token
from tests.simulators.github.world import World
from tests.simulators.wire.clock import Clock
from tests.simulators.wire.exchange import Request, Response
from tests.simulators.wire.faults import Fault
from tests.simulators.wire.journal import Exchange, Journal, without_secrets
from tests.simulators.wire.listener import Listener
from tests.simulators.wire.plan import Plan, Planned
from tests.simulators.wire.routing import Route

Witness = Callable[[Exchange], None]

ROUTED = (assignees, comments, endpoint, issues, labels, organisations, places, pulls)
"""The modules whose import fills the router."""
CONTENT = frozenset({CREATE_ISSUE, CREATE_COMMENT})
ENTERPRISE = "/api/v3"
TOKEN = "ghs_simulated0canary0token0never0to0be0seen"  # noqa: S105  # it opens nothing but the simulator


class GitHubSimulator:
    """GitHub with one empty repository, on loopback HTTP from `with` to its end.

    With `enterprise` it is an older GitHub Enterprise Server: below `/api/v3`, and less talkative.
    """

    witnesses: ClassVar[list[Witness]] = []
    """Called with every exchange of every simulator; the checks by third parties listen here."""

    def __init__(self, repository: str = "acme/shop", *, enterprise: bool = False) -> None:
        self.clock = Clock()
        self.world = World(self.clock)
        self.repository = self.world.repository(repository)
        self.token = self.world.token(Token(value=TOKEN, home=repository)).value
        """The GITHUB_TOKEN of a workflow in the repository; more are made with `issue_token`."""
        if enterprise:
            self._age()
        self.journal = Journal()
        self.faults = Plan()
        self._prefix = ENTERPRISE if enterprise else ""
        self._numbers = itertools.count(1)
        self._listener = Listener(self._answer)

    def _age(self) -> None:
        """Answer as servers do that lag years behind github.com."""
        self.repository.numbered_issue_pages = True
        self.world.shows_minimized = False
        self.world.lists_closers = False

    @property
    def url(self) -> str:
        """The API's root, as GITHUB_API_URL names it."""
        return f"{self._listener.origin}{self._prefix}"

    def __enter__(self) -> Self:
        self._listener.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listener.stop()

    def vanish(self) -> None:
        """Refuse every connection, as a host that is down."""
        self._listener.stop()

    @property
    def vanishing(self) -> Fault:
        """A fault: the same, under a request that is not carried out."""
        return self._listener.vanish

    def come_back(self) -> None:
        """Be there again, at the same address and with the same state."""
        self._listener.start()

    def person(self, login: str, *, trusted: bool = True) -> Person:
        """Somebody who acts beside us; a collaborator with write access unless said otherwise."""
        with self.world.lock:
            self.world.account(login)
            if trusted and login.lower() not in self.repository.members:
                self.repository.admit(login)
            return Person(self.world, self.repository, login)

    def invite(
        self, login: str, *, name: str | None = None, role: Role = Role.WRITE, association: str = "COLLABORATOR"
    ) -> None:
        """Make somebody a member whom issues can be assigned to, known by a name."""
        with self.world.lock:
            known = self.world.account(login)
            self.world.accounts[login.lower()] = replace(known, name=name)
            self.repository.admit(login, role, association)

    def issue_token(self, token: Token) -> str:
        """Let a token be accepted, and return its value."""
        with self.world.lock:
            return self.world.token(token).value

    def inject(  # noqa: PLR0913  # each narrows down which request it meets
        self,
        fault: Fault,
        *,
        route: str | None = None,
        method: str | None = None,
        number: int | None = None,
        where: Callable[[Request], bool] | None = None,
        skip: int = 0,
        times: int = 1,
    ) -> None:
        """Let a fault wait for the next request that meets all conditions; see `wire.plan` for what they mean."""
        self.faults.add(
            Planned(fault=fault, route=route, method=method, number=number, where=where, skip=skip, times=times)
        )

    def _answer(self, received: Request) -> Response:
        request = replace(received, path=self._canonical(received.path))
        found = ROUTER.find(request.method, request.path)
        name = found[0].name if found else f"{request.method} ?"
        fault = self.faults.strike(name, request)
        token = self._token(request.headers)

        def proceed(asked: Request) -> Response:
            with self.world.lock:
                return self._handled(asked, token, found)

        response = fault(request, proceed) if fault else proceed(request)
        exchange = Exchange(
            number=next(self._numbers),
            at=self.clock.now(),
            route=name,
            actor=token.login if token else None,
            request=replace(received, headers=without_secrets(received.headers)),
            response=response,
            faulty=fault is not None,
        )
        self.journal.add(exchange)
        for witness in self.witnesses:
            witness(exchange)
        return response

    def _canonical(self, path: str) -> str:
        """The path below the root, with a repository's numeric id replaced by its name."""
        if self._prefix and path == "/api/graphql":
            return "/graphql"
        if not path.startswith(self._prefix):
            return f"/login/oauth{path}"  # a page for people, no API
        path = path.removeprefix(self._prefix)
        if path.startswith("/repositories/"):
            identity, *rest = path.removeprefix("/repositories/").split("/")
            known = self.world.repositories.get(int(identity)) if identity.isdecimal() else None
            if known is not None:
                return "/".join(["/repos", known.full_name, *rest])
        return path

    def _token(self, headers: Mapping[str, str]) -> Token | None:
        scheme, _, credential = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "basic":
            try:
                credential = base64.b64decode(credential).decode().partition(":")[2]
            except (binascii.Error, UnicodeDecodeError):
                return None
        return self.world.tokens.get(credential)

    def _handled(
        self, request: Request, token: Token | None, found: tuple[Route[Handler], Mapping[str, str]] | None
    ) -> Response:
        name = found[0].name if found else None
        resource = GRAPHQL_RESOURCE if name == GRAPHQL else CORE
        try:
            bearer = _admitted(request, token)
            limits = self.world.limits
            if name != GET_RATE_LIMIT and (refusal := limits.refusal(bearer.value, resource, content=name in CONTENT)):
                return refusal.with_headers(limits.headers(bearer.value, resource))
            if found is None:
                raise not_found()
            root = f"{request.origin}{self._prefix}"
            call = Call(world=self.world, request=request, parts=found[1], token=bearer, root=root)
            response = found[0].handler(call)
        except Refused as refusal_:
            response = refusal_.response
        common = {"X-GitHub-Media-Type": "github.v3; format=json", "Server": "github.com"}
        if token is not None:
            common |= self.world.limits.headers(token.value, resource)
        return self._conditional(request, response.with_headers(common), token)

    def _conditional(self, request: Request, response: Response, token: Token | None) -> Response:
        """304 where the client has the answer already, which costs nothing of its limit."""
        if request.method != "GET" or response.status != 200:
            return response
        etag = f'W/"{hashlib.sha256(response.body).hexdigest()}"'
        response = response.with_headers({"ETag": etag})
        if token is None or request.headers.get("if-none-match") != etag:
            return response
        self.world.limits.refund(token.value, CORE)
        return replace(response, status=304, body=b"")


def _admitted(request: Request, token: Token | None) -> Token:
    if not request.headers.get("user-agent"):
        raise refused(403, "Request forbidden by administrative rules. Please make sure your request has a User-Agent.")
    if token is None:
        known = "authorization" in request.headers
        raise refused(401, "Bad credentials" if known else "Requires authentication")
    return token
