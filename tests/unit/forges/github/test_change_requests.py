from __future__ import annotations

import pytest

from followthrough.errors import ForgeError, Gone, NotFound
from followthrough.forges.github.forge import Access, GitHubForge
from followthrough.model import IssueEdit, Label, Thread
from tests.forges.contract import MANAGED, a_draft
from tests.forges.github_world import GitHubWorld
from tests.simulators.github.routes import (
    CREATE_COMMENT,
)
from tests.simulators.loopback import LOOPBACK

pytestmark = LOOPBACK


class TestChangeRequests:
    def test_a_commit_that_github_does_not_know_has_none(self, world: GitHubWorld) -> None:
        assert world.forge.change_request_of("0" * 40) is None
        assert world.forge.change_request_of("no commit") is None

    def test_one_that_is_not_merged_or_went_elsewhere_brought_nothing(self, world: GitHubWorld) -> None:
        alice = world.simulator.person("alice")
        elsewhere = alice.merge(alice.open_pull_request("For the old line", base="release-1"))
        assert world.forge.change_request_of(elsewhere) is None

    def test_an_issue_is_no_pull_request(self, world: GitHubWorld) -> None:
        number = world.forge.open_issue(a_draft()).number
        with pytest.raises(NotFound):
            world.forge.get_change_request(number)

    def test_a_pull_request_is_told_from_an_issue(self, world: GitHubWorld) -> None:
        number = world.simulator.person("alice").open_pull_request("A change")
        assert world.forge.get_issue(number).is_change_request


def test_a_moved_issue_says_where_it_went(world: GitHubWorld) -> None:
    number = world.forge.open_issue(a_draft()).number
    world.simulator.person("alice").transfer(number)
    with pytest.raises(Gone, match=rf"#{number} was moved to .*/issues/1"):
        world.forge.get_issue(number)


def test_a_rehearsal_is_refused_every_write(world: GitHubWorld) -> None:
    issue = world.forge.open_issue(a_draft())
    simulator = world.simulator
    access = Access(api_url=simulator.url, repo="acme/shop", token=simulator.token, writable=False)
    forge, thread = GitHubForge(access), Thread(kind="issue", number=issue.number)
    simulator.journal.clear()
    comment = world.forge.post_comment(thread, "Hello.")
    for write in (
        lambda: forge.open_issue(a_draft()),
        lambda: forge.edit_issue(issue.number, IssueEdit(title="x")),
        lambda: forge.post_comment(thread, "x"),
        lambda: forge.edit_comment(comment, "x"),
        lambda: forge.fold_comment(comment, "x"),
        lambda: forge.ensure_labels([Label(name="new", color="000000", description="")]),
    ):
        with pytest.raises(ForgeError, match="A rehearsal writes nothing"):
            write()
    assert [one.route for one in simulator.journal.writes] == [CREATE_COMMENT]
    assert forge.list_issues(MANAGED) == (world.forge.get_issue(issue.number),)
