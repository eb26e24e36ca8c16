from __future__ import annotations

import pytest

from followthrough.errors import AccessDenied, ForgeError
from followthrough.model import Thread
from tests.forges.contract import MANAGED, a_draft
from tests.forges.gitlab_world import GitLabWorld
from tests.simulators.gitlab.routes import LIST_ISSUES
from tests.simulators.loopback import LOOPBACK
from tests.simulators.wire import faults

pytestmark = LOOPBACK


def numbers(world: GitLabWorld) -> list[int]:
    return [issue.number for issue in world.forge.list_issues(MANAGED)]


@pytest.mark.parametrize("count", [0, 1, 20, 21, 99, 100, 101, 250, 1001])
def test_every_issue_is_listed_however_many_there_are(world: GitLabWorld, count: int) -> None:
    alice = world.simulator.person("alice")
    opened = [alice.open_issue(f"Item {n}", labels=[MANAGED]) for n in range(count)]
    assert numbers(world) == opened
    assert len(world.simulator.journal.of(LIST_ISSUES)) == max(-(-count // 100), 1)


@pytest.mark.parametrize("items", [-3, -100])
def test_a_page_that_repeats_some_of_the_former_is_no_harm(world: GitLabWorld, items: int) -> None:
    alice = world.simulator.person("alice")
    opened = [alice.open_issue(f"Item {n}", labels=[MANAGED]) for n in range(150)]
    world.simulator.inject(faults.drifted(items), route=LIST_ISSUES, where=lambda asked: asked.query.get("page") == "2")
    listed = numbers(world)
    assert listed == opened[: len(listed)]
    assert numbers(world) == opened


def test_a_page_that_cannot_be_had_is_not_left_out(world: GitLabWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("followthrough.forges.transport.executor.BACKOFF", (0.0,))
    alice = world.simulator.person("alice")
    for n in range(350):
        alice.open_issue(f"Item {n}", labels=[MANAGED])
    third = lambda asked: asked.query.get("page") == "3"  # noqa: E731 - one condition
    world.simulator.inject(faults.server_error(502, committed=False), route=LIST_ISSUES, where=third, times=2)
    with pytest.raises(ForgeError, match="HTTP 502"):
        world.forge.list_issues(MANAGED)


@pytest.mark.parametrize("place", ["{web}/api/v4/projects/{id}/issues", "/api/v4/projects/{id}/issues", ""])
def test_a_link_to_the_next_page_may_be_written_from_where_we_are(world: GitLabWorld, place: str) -> None:
    alice = world.simulator.person("alice")
    opened = [alice.open_issue(f"Item {n}", labels=[MANAGED]) for n in range(150)]
    path = place.format(web=world.simulator.web, id=world.simulator.project.id)
    query = f"scope=all&state=all&labels={MANAGED}&order_by=created_at&sort=asc&per_page=100&page=2"
    world.simulator.inject(faults.linked(f"{path}?{query}"), route=LIST_ISSUES)
    assert numbers(world) == opened


@pytest.mark.parametrize("link", ["//evil.example/x?page=2", "javascript:alert(1)", "https://[bad"])
def test_a_link_that_leads_away_is_refused_however_it_is_written(world: GitLabWorld, link: str) -> None:
    world.simulator.inject(faults.linked(link), route=LIST_ISSUES)
    with pytest.raises(AccessDenied, match="A page of another host is named"):
        world.forge.list_issues(MANAGED)


def test_a_label_that_gitlab_cannot_list_by_is_refused(world: GitLabWorld) -> None:
    with pytest.raises(ForgeError, match="cannot list issues by the label"):
        world.forge.list_issues("a,b")


def test_a_confidential_issue_is_listed_as_such(world: GitLabWorld) -> None:
    alice = world.simulator.person("alice")
    number = alice.open_issue("Secret", labels=[MANAGED])
    alice.hide(number)
    assert [(issue.number, issue.confidential) for issue in world.forge.list_issues(MANAGED)] == [(number, True)]


def test_what_gitlab_notes_down_itself_is_no_comment(world: GitLabWorld) -> None:
    number = world.forge.open_issue(a_draft()).number
    alice = world.simulator.person("alice")
    alice.edit(number, title="Another title")
    alice.comment(number, "Seen.")
    assert [one.body for one in world.forge.list_comments(Thread(kind="issue", number=number))] == ["Seen."]
    assert any(note.system for note in world.simulator.project.notes.values())
