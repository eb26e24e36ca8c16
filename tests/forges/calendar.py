"""Twelve weeks of a team's life, told every day: how many comments, edits and notifications each week brings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from followthrough.apply import Telling
from followthrough.model import Account, IssueEdit, IssueState, Postmortem
from followthrough.rollups.weeks import week_of
from tests.acceptance.rig import item, postmortem, sync
from tests.acceptance.rollup_rig import roll, standing_on, told_on
from tests.faults.faulty import FaultyForge
from tests.forges.world import World

MONDAY = date(2026, 11, 2)
PATH = "postmortems/checkout.md"
ALERT = item("Alert on the depth of the order queue", owner="alice", due=date(2026, 11, 13))
FAILOVER = item("Rehearse a failover of the payment database", owner="bob", due=date(2026, 11, 27))
RETRIES = item("Cap retries of the mail worker at three", owner="alice", due=date(2026, 12, 31))
CANARY = item("Add a canary to the checkout")
_MENTION = re.compile(r"(?<![\w@])@([a-z]+)\b")


@dataclass(slots=True)
class Team:
    """A team with one postmortem, and what it found on its change request week by week."""

    world: World
    number: int = 0
    """Of the change request."""
    commit: str = ""
    document: Postmortem = field(default_factory=lambda: postmortem(PATH, ALERT, FAILOVER, RETRIES, CANARY))
    weeks: dict[str, Counter[str]] = field(default_factory=dict)

    def merge(self) -> None:
        """Merge the postmortem, and sync."""
        self.world.invite(Account(login=login, trusted=True) for login in ("alice", "bob", "carol"))
        self.commit = self.world.merge_change_request("Postmortem: checkout")
        request = self.world.forge.change_request_of(self.commit)
        assert request
        self.number = request.number
        self.sync(MONDAY)

    def sync(self, today: date) -> None:
        """What a push to the default branch does."""
        outcome = sync(self.world.forge, [self.document], commits={PATH: self.commit}, telling=Telling(today=today))
        assert outcome.failed == ()

    def move_the_failover(self, today: date) -> None:
        """Write a later deadline into the document."""
        later = replace(FAILOVER, due=date(2026, 12, 18), due_text="2026-12-18", line=11, end_line=11)
        first, _, *rest = self.document.action_items
        self.document = replace(self.document, action_items=(first, later, *rest))
        self.sync(today)

    def close(self, *titles: str) -> None:
        """Close issues by hand."""
        for title in titles:
            self.edit(title, IssueEdit(state=IssueState.CLOSED))

    def edit(self, title: str, edit: IssueEdit) -> None:
        """Change an issue by hand."""
        numbers = {issue.title: issue.number for issue in self.world.forge.list_issues("postmortem-action")}
        self.world.person("alice").edit(numbers[title], edit)

    def live_through(self, days: Iterable[date], deeds: Mapping[date, Callable[[date], None]]) -> None:
        """On each day do what there is to do, and then tell rollups, twice."""
        for day in days:
            if deed := deeds.get(day):
                deed(day)
            for _ in range(2):
                self._tell(day)
                assert len(standing_on(self.world.forge, self.number)) == 1, day

    def _tell(self, day: date) -> None:
        before = {one.id for one in told_on(self.world.forge, self.number)}
        counting = FaultyForge(forge=self.world.forge)
        assert roll(counting, day).exit_code == 0
        week = self.weeks.setdefault(week_of(day), Counter())
        week["edits"] += sum(write.startswith("edit comment") for write in counting.writes)
        for comment in told_on(self.world.forge, self.number):
            if comment.id not in before:
                week["comments"] += 1
                week.update(f"@{login}" for login in set(_MENTION.findall(comment.body.split("<!--")[0])))


def twelve_weeks() -> list[date]:
    """Every day of them."""
    return [MONDAY + timedelta(days=n) for n in range(12 * 7)]


def deeds(team: Team) -> Mapping[date, Callable[[date], None]]:
    """What the team does, and when."""
    snoozed = IssueEdit(add_labels=("snoozed-until:2027-01-04",))
    return {
        date(2026, 11, 24): lambda _: team.close(ALERT.title),
        date(2026, 12, 2): team.move_the_failover,
        date(2026, 12, 15): lambda _: team.edit(CANARY.title, IssueEdit(add_assignees=("carol",))),
        date(2026, 12, 22): lambda _: team.edit(FAILOVER.title, snoozed),
        date(2027, 1, 6): lambda _: team.close(FAILOVER.title, RETRIES.title),
        date(2027, 1, 14): lambda _: team.close(CANARY.title),
    }


EXPECTED: Mapping[str, Mapping[str, int]] = {
    "2026-W45": {},  # merged; the first status tells it all
    "2026-W46": {"comments": 1, "@alice": 1},  # her alert is late from Saturday on
    "2026-W47": {"comments": 1, "@alice": 1},
    "2026-W48": {"comments": 1, "@alice": 1, "edits": 2},  # on Tuesday it is done; on Saturday the failover is late
    "2026-W49": {"comments": 1, "@bob": 1, "edits": 1},  # on Wednesday its deadline is moved
    "2026-W50": {},
    "2026-W51": {
        "comments": 1,
        "@bob": 1,
        "edits": 1,
    },  # Carol takes the canary; on Saturday the failover is late again
    "2026-W52": {"comments": 1, "@bob": 1, "edits": 1},  # and snoozed on Tuesday
    "2026-W53": {"comments": 1, "@alice": 1},  # on New Year's Day the retries are late
    "2027-W01": {"comments": 1, "@alice": 1, "@bob": 1, "edits": 1},  # both are late, and done on Wednesday
    "2027-W02": {"comments": 1},  # on Thursday the last item is done: the last comment
    "2027-W03": {},
}
"""ISO week → what the change request saw in it; whatever is not there did not happen."""
