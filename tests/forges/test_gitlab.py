from __future__ import annotations

from collections.abc import Iterator

import pytest

from followthrough.model import Account, IssueDraft, IssueEdit, Thread
from tests.forges.contract import ForgeContract, a_draft
from tests.forges.gitlab_world import GitLabWorld
from tests.forges.world import World
from tests.simulators.gitlab import GitLabSimulator, Tier
from tests.simulators.loopback import LOOPBACK

pytestmark = LOOPBACK


@pytest.fixture(params=["free", "premium"])
def world(request: pytest.FixtureRequest) -> Iterator[GitLabWorld]:
    """Free by its path, and Premium by its number, in an instance that lies below a folder."""
    paid = request.param == "premium"
    tier, root = (Tier.PREMIUM, "/gitlab") if paid else (Tier.FREE, "")
    with GitLabSimulator(tier=tier, relative_root=root) as simulator:
        world = GitLabWorld(simulator, repo=str(simulator.project.id) if paid else None)
        yield world
        world.close()


class TestGitLabForge(ForgeContract):
    """GitLab keeps the contract, over real HTTP, but for what it can not hold and what it does not forbid."""

    def test_assignees_of_people_stay(self, world: World) -> None:
        assert isinstance(world, GitLabWorld)
        if world.simulator.world.paid:
            super().test_assignees_of_people_stay(world)
            return
        world.invite([Account(login=login, trusted=True) for login in ("alice", "bob", "carol")])
        issue = world.forge.open_issue(IssueDraft(title="Item", body="", assignees=("alice", "bob")))
        assert issue.assignees == ("alice",)
        world.person("alice").edit(issue.number, IssueEdit(add_assignees=("carol",), remove_assignees=("alice",)))
        assert world.forge.edit_issue(issue.number, IssueEdit(add_assignees=("bob",))).assignees == ("carol",)

    def test_a_locked_thread_refuses_a_comment_without_denying_us_everything(self, world: World) -> None:
        issue = world.forge.open_issue(a_draft())
        world.person("alice").lock(issue.number)
        assert world.forge.get_issue(issue.number).locked
        thread = Thread(kind="issue", number=issue.number)
        assert world.forge.post_comment(thread, "Members go on.").body == "Members go on."
