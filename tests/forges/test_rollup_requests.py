"""Requests are a budget: what a rollup may ask for, counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Protocol

import pytest

from followthrough.apply import Telling
from followthrough.model import Account
from tests.acceptance.rig import item, postmortem, sync
from tests.acceptance.rollup_rig import roll
from tests.forges.github_world import GitHubWorld
from tests.forges.gitlab_world import GitLabWorld
from tests.simulators.github import GitHubSimulator
from tests.simulators.gitlab import GitLabSimulator
from tests.simulators.loopback import LOOPBACK

pytestmark = LOOPBACK
FRIDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 23)
PER_PAGE = 100
CONSTANT = 4
"""Who we are, what the project is, who closed what."""


class Journal(Protocol):
    """What a simulator was asked for."""

    def __len__(self) -> int: ...

    def clear(self) -> None: ...

    def table(self) -> str: ...


@dataclass(slots=True)
class Shop:
    """Postmortems that each came with a change request of their own, and one overdue item in each."""

    world: GitHubWorld | GitLabWorld
    numbers: list[int] = field(default_factory=list)

    @property
    def journal(self) -> Journal:
        return self.world.simulator.journal

    def open(self, documents: int, items: int, due: date = date(2026, 11, 13)) -> None:
        """Track so many postmortems with so many items each, one of which is due on a day."""
        self.world.invite([Account(login="alice", name="Alice Smith")])
        late = item("Alert on the depth of the queue", owner="alice", due=due)
        rest = [item(f"Cap the retries of worker {n} at three", due=date(2027, 1, 15)) for n in range(items - 1)]
        written = [
            postmortem(f"postmortems/{n}.md", replace(late, title=f"{late.title} {n}"), *rest) for n in range(documents)
        ]
        commits = {one.path: self.world.merge_change_request(one.path) for one in written}
        outcome = sync(self.world.forge, written, commits=commits, telling=Telling(today=FRIDAY))
        assert outcome.failed == ()
        self.numbers = [done.issue.number for done in outcome.done if done.issue.title.startswith(late.title)]

    def requests(self, today: date) -> int:
        """How many requests a run of its own takes."""
        again = type(self.world)(self.world.simulator)  # type: ignore[arg-type]  # each world takes its own simulator
        self.journal.clear()
        assert roll(again.forge, today).exit_code == 0
        again.close()
        return len(self.journal)


@pytest.fixture(params=["github", "gitlab"])
def shop(request: pytest.FixtureRequest) -> Iterator[Shop]:
    simulator = GitHubSimulator() if request.param == "github" else GitLabSimulator()
    with simulator:
        world = GitHubWorld(simulator) if isinstance(simulator, GitHubSimulator) else GitLabWorld(simulator)
        yield Shop(world)
        world.close()


def pages(issues: int) -> int:
    return max(-(-issues // PER_PAGE), 1)


@pytest.mark.parametrize(("documents", "items"), [(1, 1), (1, 150), (10, 3)])
def test_a_week_costs_three_requests_for_each_postmortem_that_is_told_and_a_day_later_one(
    shop: Shop, documents: int, items: int
) -> None:
    shop.open(documents, items)
    fresh = shop.requests(MONDAY)
    assert fresh <= pages(documents * items) + 3 * documents + CONSTANT, shop.journal.table()
    quiet = shop.requests(MONDAY + timedelta(days=1))
    assert quiet <= pages(documents * items) + documents + CONSTANT, shop.journal.table()


def test_the_label_of_what_got_overdue_since_the_sync_is_one_of_the_three_requests(shop: Shop) -> None:
    """Beside one that lists the labels and one that makes it, where the forge has no deadlines of its own."""
    shop.open(10, 3, due=FRIDAY + timedelta(days=1))
    assert shop.requests(MONDAY) <= pages(30) + 3 * 10 + CONSTANT + 2, shop.journal.table()
