"""A whole sync against a simulated GitHub that may fail at one request, and what is then looked at."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from followthrough.apply import Settling, apply
from followthrough.errors import ForgeError
from followthrough.forges.github.forge import Access, GitHubForge
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
from tests.simulators.github import GitHubSimulator
from tests.simulators.github.records import Issue

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


class Scene:
    """One repository with people and two merged pull requests, whose time passes at once."""

    def __init__(self, simulator: GitHubSimulator) -> None:
        self.simulator = simulator
        self.slept = 0.0
        self.requests = 0
        """Of the run that was last looked at."""
        self.deadly: Deadly | None = None
        simulator.invite("alice", name="Alice Smith")
        simulator.invite("bob", name="Bob Jones")
        self.commits = {path: self._merged(path) for path in (CHECKOUT, MAIL)}

    def forge(self) -> GitHubForge:
        """GitHub as a new run sees it."""
        access = Access(api_url=self.simulator.url, repo=self.simulator.repository.full_name, token=self.token)
        forge = GitHubForge(access, self.clock)
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

    def plan(self, postmortems: Sequence[Postmortem], forge: GitHubForge) -> Plan:
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
        """All there is, without numbers, which follow the order of opening."""
        repository = self.simulator.repository
        issues = [issue for issue in repository.issues.values() if issue.pull is None]
        return sorted(map(self._shown, issues)) + sorted(self.remembered())

    def remembered(self) -> list[str]:
        """What the status comments on pull requests remember."""
        repository = self.simulator.repository
        pulls = (issue.number for issue in repository.issues.values() if issue.pull is not None)
        comments = (comment for number in pulls for comment in repository.comments_on(number))
        rollups = filter(None, (parse_rollup(comment.body) for comment in comments))
        ledgers = (ledger for rollup in rollups for ledger in rollup.ledgers)
        return [f"{one.postmortem}: {entry.kind} {entry.title}" for one in ledgers for entry in one.entries]

    def items(self) -> list[tuple[str, str]]:
        """The item of every issue of ours."""
        bodies = (issue.body or "" for issue in self.simulator.repository.issues.values())
        return [(marker.postmortem, marker.item) for body in bodies if (marker := parse_marker(body))]

    def _shown(self, issue: Issue) -> str:
        comments = len(self.simulator.repository.comments_on(issue.number))
        sides = (issue.state, issue.state_reason, sorted(issue.labels), sorted(issue.assignees), comments)
        return json.dumps((issue.title, *sides))

    def _merged(self, path: str) -> str:
        alice = self.simulator.person("alice")
        return alice.merge(alice.open_pull_request(f"Postmortem: {path}", files=(path,)))
