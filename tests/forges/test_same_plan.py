"""The same documents give the same plan on every forge, but for what a forge can hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from followthrough.model import Account, ActionItem, Postmortem
from followthrough.reporting.plan_json import plan_value
from tests.acceptance.rig import item, postmortem, sync, the_plan
from tests.forges.github_world import GitHubWorld
from tests.forges.gitlab_world import GitLabWorld
from tests.forges.local_world import LocalWorld
from tests.forges.world import World
from tests.simulators.github import GitHubSimulator
from tests.simulators.gitlab import GitLabSimulator
from tests.simulators.loopback import LOOPBACK

pytestmark = LOOPBACK

ALERT = item("Alert on the depth of the order queue", owner="Alice Smith", due=date(2026, 12, 1))
FAILOVER = item("Rehearse a failover of the payment database", owner="Nobody Known", due=date(2026, 12, 24))
RETRIES = replace(item("Cap retries of the mail worker at three", owner="bob"), priority="High", category="Immediate")
LATE = item("Expire abandoned carts after ten minutes", owner="bob", due=date(2026, 11, 10))
MERGED = "postmortems/checkout.md"
LIFE = (
    (ALERT, FAILOVER, RETRIES),
    (replace(ALERT, due=date(2027, 1, 15)), replace(FAILOVER, owners=("bob",)), replace(RETRIES, priority="Low")),
    (replace(ALERT, done=True), replace(FAILOVER, details="With the new runbook."), RETRIES),
    (ALERT, replace(RETRIES, title="Cap retries of the mail worker at four")),
    (ALERT, FAILOVER, RETRIES, replace(LATE, done=True)),
)


@dataclass(frozen=True, slots=True)
class Place:
    """A forge, and the commit that brought the postmortem there."""

    world: World
    commits: Mapping[str, str]


Places = Mapping[str, Place]


@pytest.fixture
def places(tmp_path: Path) -> Iterator[Places]:
    """The same people on every forge."""
    with GitHubSimulator() as github, GitLabSimulator() as gitlab:
        on_github, on_gitlab, local = GitHubWorld(github), GitLabWorld(gitlab), LocalWorld(tmp_path / "t.sqlite3")
        worlds: Mapping[str, World] = {"github": on_github, "gitlab": on_gitlab, "local": local}
        for world in worlds.values():
            world.invite([Account(login="alice", name="Alice Smith"), Account(login="bob", name="Bob Jones")])
        yield {name: Place(world, {MERGED: world.merge_change_request("Postmortem")}) for name, world in worlds.items()}
        for world in (on_github, on_gitlab, local):
            world.close()


def test_a_document_has_the_same_life_everywhere(places: Places) -> None:
    for items in LIFE:
        plans = {name: _told(place, _document(items)) for name, place in places.items()}
        assert plans["github"] == plans["gitlab"] == plans["local"]
        assert plans["gitlab"]
        for place in places.values():
            sync(place.world.forge, [_document(items)], commits=place.commits)
            assert the_plan(place.world.forge, [_document(items)], commits=place.commits).is_empty


def test_a_deadline_is_a_date_on_gitlab_and_a_label_elsewhere(places: Places) -> None:
    document = _document((LATE,))
    plans = {name: _fields(place, document) for name, place in places.items()}
    labels = {name: ("overdue" in str(fields["labels"]), fields["due"]) for name, fields in plans.items()}
    assert labels == {"github": (True, None), "gitlab": (False, "2026-11-10"), "local": (False, "2026-11-10")}


def _document(items: tuple[ActionItem, ...]) -> Postmortem:
    return postmortem(MERGED, *items, incident="INC-42")


def _told(place: Place, document: Postmortem) -> list[dict[str, object]]:
    """The plan, without what each forge numbers and addresses in its own way."""
    changes = _changes(place, document)
    return [{name: told for name, told in change.items() if name not in {"issue", "fields"}} for change in changes]


def _fields(place: Place, document: Postmortem) -> dict[str, object]:
    (change,) = _changes(place, document)
    fields = change["fields"]
    assert isinstance(fields, dict)
    return fields


def _changes(place: Place, document: Postmortem) -> list[dict[str, object]]:
    changes = plan_value(the_plan(place.world.forge, [document], commits=place.commits))["changes"]
    assert isinstance(changes, list)
    return changes
