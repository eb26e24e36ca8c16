"""A whole sync against a simulated forge that may fail at one request, and what is then looked at."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol

from followthrough.apply import Settling, apply
from followthrough.errors import ForgeError
from followthrough.forges.github.forge import GitHubForge
from followthrough.forges.gitlab.forge import GitLabForge
from followthrough.forges.transport.clock import Clock
from followthrough.forges.transport.exchange import Answer, Request, Sender
from followthrough.model import Postmortem
from followthrough.reporting.outcome_json import outcome_json
from followthrough.reporting.outcome_text import outcome_text
from followthrough.tracking.changes import Plan
from followthrough.tracking.marker import parse_marker
from followthrough.tracking.outcome import exit_code
from followthrough.tracking.rollup_marker import parse_rollup
from tests.acceptance.rig import item, postmortem, the_plan
from tests.faults.faulty import Killed
from tests.simulators.wire.clock import Clock as Time
from tests.simulators.wire.exchange import Request as Asked
from tests.simulators.wire.faults import Fault
from tests.simulators.wire.journal import Journal
from tests.simulators.wire.plan import Plan as Faults

RemoteForge = GitHubForge | GitLabForge

SETTLE = 10.0
LAG = 8.0
"""Seconds that the simulated lists lie behind; less than a run waits for them."""

ALERT = item("Alert on the depth of the order queue", owner="alice", due=date(2026, 12, 1))
FAILOVER = item("Rehearse a failover of the payment database", owner="Bob Jones")
RETRIES = item("Cap retries of the mail worker at three", owner="Carol")
UPLINK = item("Buy a second uplink for the office", owner="alice")
CARTS = item("Expire abandoned carts after ten minutes", due=date(2026, 12, 24))
NGINX = item("Remove the hand-written nginx rules", owner="alice")

CHECKOUT, MAIL = "postmortems/checkout.md", "postmortems/mail.md"
BEFORE = (postmortem(CHECKOUT, ALERT, FAILOVER, RETRIES, UPLINK, incident="INC-42"),)
AFTER = (
    postmortem(
        CHECKOUT,
        replace(ALERT, done=True),
        replace(FAILOVER, due=date(2027, 1, 15)),
        RETRIES,
        replace(UPLINK, title="Buy a second uplink for both offices"),
        NGINX,
        incident="INC-42",
    ),
    postmortem(MAIL, CARTS),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How one run ended, in what it told and its exit code."""

    code: int
    told: str


@dataclass(slots=True)
class Deadly:
    """Sends requests until the process is killed."""

    send: Sender
    dead: bool = False

    def __call__(self, request: Request) -> Answer:
        answer = self.send(request)
        if self.dead:
            raise Killed
        return answer


class Simulator(Protocol):
    """What the simulators of all forges have in common."""

    token: str
    clock: Time
    journal: Journal
    faults: Faults

    def inject(
        self,
        fault: Fault,
        *,
        route: str | None = None,
        number: int | None = None,
        where: Callable[[Asked], bool] | None = None,
    ) -> None:
        """Let a request meet a fault."""


class Scene(ABC):
    """One repository with people and two merged change requests, whose time passes at once."""

    def __init__(self, simulator: Simulator) -> None:
        self.simulator = simulator
        self.slept = 0.0
        self.requests = 0
        """Of the run that was last looked at."""
        self.deadly: Deadly | None = None
        self.commits = {path: self.merged(path) for path in (CHECKOUT, MAIL)}

    @abstractmethod
    def merged(self, path: str) -> str:
        """The commit of a merged change request that brought a file, in a place where people are known."""

    @abstractmethod
    def connected(self) -> RemoteForge:
        """The forge, seen by somebody new."""

    @abstractmethod
    def let_lists_lag(self, by: timedelta) -> None:
        """Let lists lie so far behind."""

    @abstractmethod
    def shown(self) -> Iterable[str]:
        """Every issue, without its number, which follows the order of opening."""

    @abstractmethod
    def bodies(self) -> Iterable[str]:
        """The text of every issue."""

    @abstractmethod
    def said(self) -> Iterable[str]:
        """The text of every comment on a change request."""

    def forge(self) -> RemoteForge:
        """The forge as a new run sees it."""
        forge = self.connected()
        execute = forge._api.execute
        execute._send = self.deadly = Deadly(execute._send)
        return forge

    @property
    def token(self) -> str:
        return self.simulator.token

    @property
    def clock(self) -> Clock:
        """The simulator's time, which a wait lets pass."""
        now = self.simulator.clock.now
        return Clock(now=now, elapsed=lambda: now().timestamp(), sleep=self.sleep, chance=lambda: 0.5)

    def sleep(self, seconds: float) -> None:
        self.slept += seconds
        self.simulator.clock.advance(seconds)

    def sync(self, postmortems: Sequence[Postmortem]) -> Ended:
        """One run, however it ends."""
        clock, forge = self.clock, self.forge()
        began = clock.elapsed()
        settling = Settling(seconds=SETTLE, began=began, now=clock.elapsed, sleep=clock.sleep)
        try:
            outcome = apply(self.plan(postmortems, forge), forge, settling=settling)
        except ForgeError as error:
            return Ended(code=error.exit_code, told=f"{error.message}\n{error.hint}")
        finally:
            forge.close()
        return Ended(code=exit_code(outcome), told=f"{outcome_json(outcome)}\n{outcome_text(outcome)}")

    def plan(self, postmortems: Sequence[Postmortem], forge: RemoteForge) -> Plan:
        return the_plan(forge, postmortems, commits=self.commits)

    def is_in_step(self, postmortems: Sequence[Postmortem]) -> bool:
        """Whether nothing is left to do, once the lists have caught up."""
        self.simulator.clock.advance(60)
        forge = self.forge()
        try:
            return self.plan(postmortems, forge).is_empty
        finally:
            forge.close()

    def state(self) -> list[str]:
        """All there is, without numbers."""
        return sorted(self.shown()) + sorted(self.remembered())

    def remembered(self) -> list[str]:
        """What the status comments on change requests remember."""
        rollups = filter(None, map(parse_rollup, self.said()))
        ledgers = (ledger for rollup in rollups for ledger in rollup.ledgers)
        return [f"{one.postmortem}: {entry.kind} {entry.title}" for one in ledgers for entry in one.entries]

    def items(self) -> list[tuple[str, str]]:
        """The item of every issue of ours."""
        return [(marker.postmortem, marker.item) for body in self.bodies() if (marker := parse_marker(body))]
