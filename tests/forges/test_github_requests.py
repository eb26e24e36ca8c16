"""Requests are a budget: what a sync on GitHub may ask for, counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from followthrough.errors import ExitCode
from followthrough.model import Account, ActionItem, Postmortem
from followthrough.tracking.outcome import exit_code
from tests.acceptance.rig import item, postmortem, sync
from tests.forges.github_world import GitHubWorld
from tests.simulators.github import GitHubSimulator
from tests.simulators.github.plain import make_plain
from tests.simulators.github.routes import GRAPHQL
from tests.simulators.loopback import LOOPBACK

pytestmark = LOOPBACK
PER_PAGE = 100
STATUS_COMMENT = 1


@dataclass(slots=True)
class Shop:
    """A repository whose postmortems were each merged with a pull request of their own."""

    simulator: GitHubSimulator
    commits: dict[str, str] = field(default_factory=dict)

    def write_down(self, documents: int, items: int) -> list[Postmortem]:
        """So many new postmortems with so many items each."""
        world = GitHubWorld(self.simulator)
        world.invite([Account(login="alice", name="Alice Smith")])
        written = [
            postmortem(f"postmortems/{n}.md", *(_item(n, number) for number in range(items))) for n in range(documents)
        ]
        self.commits = {one.path: world.merge_change_request(f"Postmortem {one.path}") for one in written}
        world.close()
        return written

    def requests(self, documents: list[Postmortem]) -> int:
        """How many requests a run of its own takes to bring the forge into step."""
        self.simulator.journal.clear()
        world = GitHubWorld(self.simulator)
        outcome = sync(world.forge, documents, commits=self.commits)
        world.close()
        assert exit_code(outcome) == ExitCode.OK
        return len(self.simulator.journal)


def _item(document: int, number: int) -> ActionItem:
    return item(f"Alert on the depth of queue {number} of shard {document}", owner="Alice Smith", due=date(2026, 12, 1))


@pytest.fixture
def shop() -> Iterator[Shop]:
    with GitHubSimulator() as simulator:
        yield Shop(simulator)


def pages(issues: int) -> int:
    return max(-(-issues // PER_PAGE), 1)


@pytest.mark.parametrize(("documents", "items"), [(1, 1), (1, 5), (1, 150), (4, 10), (10, 3)])
def test_a_first_sync_asks_little_beside_what_it_opens(shop: Shop, documents: int, items: int) -> None:
    asked = shop.requests(shop.write_down(documents, items))
    look_ups = 2 * documents
    assert asked <= documents * (items + STATUS_COMMENT) + pages(0) + 9 + look_ups, shop.simulator.journal.table()


@pytest.mark.parametrize(("documents", "items"), [(1, 3), (2, 3), (10, 3)])
def test_a_first_sync_without_graphql_asks_no_more(shop: Shop, documents: int, items: int) -> None:
    """Nor does it with the status comments among the look-ups."""
    written = shop.write_down(documents, items)
    make_plain(shop.simulator, without=(GRAPHQL,))
    asked = shop.requests(written)
    assert asked <= documents * items + pages(0) + 9 + 2 * documents, shop.simulator.journal.table()


@pytest.mark.parametrize(("documents", "items"), [(1, 1), (1, 150), (10, 30)])
def test_a_run_that_has_nothing_to_do_only_lists(shop: Shop, documents: int, items: int) -> None:
    written = shop.write_down(documents, items)
    shop.requests(written)
    assert shop.requests(written) <= pages(documents * items) + 2, shop.simulator.journal.table()
    assert shop.simulator.journal.writes == ()


def test_one_changed_item_among_many_costs_a_look_and_a_write(shop: Shop) -> None:
    (written,) = shop.write_down(1, 250)
    shop.requests([written])
    first, *others = written.action_items
    changed = replace(written, action_items=(replace(first, details="Twice the usual depth"), *others))
    assert shop.requests([changed]) <= pages(250) + 3, shop.simulator.journal.table()
    assert len(shop.simulator.journal.writes) == 1


def test_a_moved_deadline_among_many_costs_a_look_and_a_write(shop: Shop) -> None:
    (written,) = shop.write_down(1, 250)
    shop.requests([written])
    first, *others = written.action_items
    changed = replace(written, action_items=(replace(first, due=date(2027, 1, 15)), *others))
    assert shop.requests([changed]) <= pages(250) + 3, shop.simulator.journal.table()
    assert len(shop.simulator.journal.writes) == 1
