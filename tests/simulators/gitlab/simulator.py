"""The simulator itself: from a request on the wire to GitLab's answer, past token, limits, faults and journal."""

from __future__ import annotations

import hashlib
import itertools
import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import TracebackType
from typing import ClassVar, Self

from tests.simulators.gitlab import commits, groups, issues, labels, links, merge_requests, notes, people_routes, places
from tests.simulators.gitlab.call import Call
from tests.simulators.gitlab.parameters import Parameters
from tests.simulators.gitlab.people import Person
from tests.simulators.gitlab.records import Role, Tier
from tests.simulators.gitlab.refusals import Refused, insufficient_scope, unauthorized
from tests.simulators.gitlab.routes import (
    CREATE_ISSUE,
    CREATE_ISSUE_NOTE,
    CREATE_MERGE_REQUEST_NOTE,
    JOB_TOKEN_READS,
    ROUTER,
    Handler,
)
from tests.simulators.gitlab.tokens import Kind, Token
from tests.simulators.gitlab.world import World
from tests.simulators.wire.clock import Clock
from tests.simulators.wire.exchange import Request, Response, json_response
from tests.simulators.wire.faults import Fault
from tests.simulators.wire.journal import Exchange, Journal, without_secrets
from tests.simulators.wire.listener import Listener
from tests.simulators.wire.plan import Plan, Planned
from tests.simulators.wire.routing import Route

Witness = Callable[[Exchange], None]
Found = tuple[Route[Handler], Mapping[str, str]]

ROUTED = (commits, groups, issues, labels, links, merge_requests, notes, people_routes, places)
"""The modules whose import fills the router."""
CONTENT = frozenset({CREATE_ISSUE, CREATE_ISSUE_NOTE, CREATE_MERGE_REQUEST_NOTE})
API = "/api/v4"
TOKEN = "glpat-simulated0canary0token0never0seen"  # noqa: S105  # it opens nothing but the simulator
JOB_TOKEN = "glcbt-simulated0canary0token0never0seen"  # noqa: S105  # the same


class GitLabSimulator:
    """GitLab with one empty project, on loopback HTTP from `with` to its end."""

    witnesses: ClassVar[list[Witness]] = []
    """Called with every exchange of every simulator."""

    def __init__(self, project: str = "acme/platform/shop", *, tier: Tier = Tier.FREE, relative_root: str = "") -> None:
        self.clock = Clock()
        self.world = World(self.clock)
        self.world.tier = tier
        self.project = self.world.project(project)
        self.token = self.world.project_token(self.project, TOKEN, name="followthrough", role=Role.REPORTER).value
        """A project access token with the scope `api` and the role Reporter; more are made with `issue_token`."""
        self.journal = Journal()
        self.faults = Plan()
        self._root = relative_root
        self._numbers = itertools.count(1)
        self._listener = Listener(self._answer)

    @property
    def url(self) -> str:
        """The API's root, as CI_API_V4_URL names it."""
        return f"{self.web}{API}"

    @property
    def web(self) -> str:
        """The instance's root, as CI_SERVER_URL names it."""
        return f"{self._listener.origin}{self._root}"

    @property
    def bot(self) -> str:
        """The username that `token` writes under."""
        return self.world.tokens[TOKEN].username

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

    def person(self, username: str, *, trusted: bool = True) -> Person:
        """Somebody who acts beside us; a developer unless said otherwise."""
        with self.world.lock:
            self.world.account(username)
            if trusted and self.project.role(username) is Role.NONE:
                self.project.admit([username])
            return Person(self.world, self.project, username)

    def invite(self, username: str, *, name: str | None = None, email: str = "", role: Role = Role.DEVELOPER) -> None:
        """Make somebody a member whom issues can be assigned to, known by a name and perhaps a public address."""
        with self.world.lock:
            known = self.world.account(username)
            self.world.accounts[username.lower()] = replace(known, name=name or username, public_email=email)
            self.project.admit([username], role)

    def issue_token(self, token: Token) -> str:
        """Let a token be accepted, and return its value."""
        with self.world.lock:
            return self.world.token(token).value

    def job_token(self, username: str = "alice") -> str:
        """Let the CI_JOB_TOKEN of a job in the project be accepted, and return its value."""
        with self.world.lock:
            return self.world.job_token(self.project, JOB_TOKEN, username=username).value

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
        path = received.path
        inside = path.startswith(f"{self._root}{API}/")
        below = path.removeprefix(f"{self._root}{API}").rstrip("/") if inside else path
        method = "GET" if received.method == "HEAD" else received.method
        found = ROUTER.find(method, below) if inside else None
        name = found[0].name if found else f"{received.method} ?"
        fault = self.faults.strike(name, received)
        token = self._token(received.headers)

        def proceed(asked: Request) -> Response:
            with self.world.lock:
                return self._handled(asked, token, found)

        response = fault(received, proceed) if fault else proceed(received)
        exchange = Exchange(
            number=next(self._numbers),
            at=self.clock.now(),
            route=name,
            actor=token.username if token else None,
            request=replace(received, headers=without_secrets(received.headers)),
            response=response,
            faulty=fault is not None,
        )
        self.journal.add(exchange)
        for witness in self.witnesses:
            witness(exchange)
        return response

    def _token(self, headers: Mapping[str, str]) -> Token | None:
        """The token that came along; of a wrong kind for its header, or unknown, it counts as none."""
        if "job-token" in headers:
            found = self.world.tokens.get(headers["job-token"])
            return found if found is not None and found.kind is Kind.JOB else None
        scheme, _, bearer = headers.get("authorization", "").partition(" ")
        value = headers.get("private-token") or (bearer if scheme.lower() == "bearer" else "")
        found = self.world.tokens.get(value)
        if found is None or found.kind is Kind.JOB:
            return None
        return None if found.kind is Kind.OAUTH and "private-token" in headers else found

    def _handled(self, request: Request, token: Token | None, found: Found | None) -> Response:
        common = {"X-Request-Id": secrets.token_hex(13), "X-Gitlab-Meta": '{"version":"1"}', "Vary": "Origin"}
        try:
            response = self._admitted(request, token, found)
        except Refused as refusal:
            response = refusal.response
        if token is not None:
            common |= self.world.limits.headers(token.value)
        return _conditional(request, response.with_headers(common))

    def _admitted(self, request: Request, token: Token | None, found: Found | None) -> Response:
        if token is None and _says_who(request.headers):
            raise self._unknown(request.headers)
        name = found[0].name if found else ""
        counted = None if token is None else self.world.limits.refusal(token.value, content=name in CONTENT)
        if counted is not None:
            return counted
        if found is None:
            raise Refused(json_response({"error": "404 Not Found"}, 404))
        if token is not None and not token.allows(request.method):
            raise insufficient_scope("api" if request.method != "GET" else "api read_api")
        bearer = None if token is not None and token.kind is Kind.JOB and name not in JOB_TOKEN_READS else token
        if bearer is None and request.method not in ("GET", "HEAD"):
            raise unauthorized()
        call = Call(
            world=self.world,
            request=request,
            parts=found[1],
            parameters=Parameters.of(request),
            token=bearer,
            root=f"{request.origin}{self._root}{API}",
            web=f"{request.origin}{self._root}",
        )
        return found[0].handler(call)

    def _unknown(self, headers: Mapping[str, str]) -> Refused:
        bearer = headers.get("authorization", "").partition(" ")[2]
        if {headers.get("private-token"), bearer} & self.world.revoked:
            text = "Token was revoked. You have to re-authorize from the user."
            return Refused(json_response({"error": "invalid_token", "error_description": text}, 401))
        return unauthorized()


def _conditional(request: Request, response: Response) -> Response:
    """304 where the client has the answer already."""
    if request.method != "GET" or response.status != 200:
        return response
    etag = f'W/"{hashlib.sha256(response.body).hexdigest()[:32]}"'
    response = response.with_headers({"Etag": etag, "Cache-Control": "max-age=0, private, must-revalidate"})
    known = request.headers.get("if-none-match") == etag
    return replace(response, status=304, body=b"") if known else response


def _says_who(headers: Mapping[str, str]) -> bool:
    return any(headers.get(name) for name in ("private-token", "job-token", "authorization"))
