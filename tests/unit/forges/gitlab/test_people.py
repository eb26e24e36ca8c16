from __future__ import annotations

import pytest

from followthrough.errors import AccessDenied
from followthrough.model import Account, IssueDraft, IssueEdit
from tests.forges.contract import MANAGED, a_draft
from tests.forges.gitlab_world import GitLabWorld
from tests.simulators.gitlab import Role, Token
from tests.simulators.gitlab.routes import LIST_DIRECT_MEMBERS, LIST_MEMBERS, LIST_USERS
from tests.simulators.loopback import LOOPBACK
from tests.simulators.wire import faults
from tests.simulators.wire.plan import ALWAYS

pytestmark = LOOPBACK


def _as(world: GitLabWorld, username: str) -> GitLabWorld:
    value = world.simulator.issue_token(Token(value=f"glpat-of0{username}", username=username))
    return GitLabWorld(world.simulator, token=value)


class TestTrust:
    @pytest.mark.parametrize(
        ("role", "trusted"),
        [(Role.GUEST, False), (Role.PLANNER, False), (Role.REPORTER, True), (Role.MAINTAINER, True)],
    )
    def test_members_are_trusted_from_reporter_on(self, world: GitLabWorld, role: Role, *, trusted: bool) -> None:
        world.simulator.invite("gina", role=role)
        number = world.person("gina").open_issue(a_draft())
        assert world.forge.get_issue(number).author.trusted is trusted

    def test_somebody_who_left_is_not_trusted(self, world: GitLabWorld) -> None:
        number = world.person("mallory", trusted=False).open_issue(a_draft())
        assert not world.forge.list_issues(MANAGED)[0].author.trusted
        assert world.forge.get_issue(number).author == Account(login="mallory")

    def test_the_bot_of_a_former_token_of_this_project_is_trusted(self, world: GitLabWorld) -> None:
        former = f"project_{world.simulator.project.id}_bot_0abc"
        world.simulator.world.account(former, bot=True)
        number = world.person(former, trusted=False).open_issue(a_draft())
        assert world.forge.get_issue(number).author == Account(login=former, is_bot=True, trusted=True)

    def test_somebody_who_took_the_name_of_a_bot_is_not_trusted(self, world: GitLabWorld) -> None:
        """Anybody can register such a name; what counts is what GitLab says of the account."""
        name = f"project_{world.simulator.project.id}_bot_0abc"
        number = world.person(name, trusted=False).open_issue(a_draft())
        assert not world.forge.get_issue(number).author.trusted

    def test_the_bot_of_another_project_is_not_trusted(self, world: GitLabWorld) -> None:
        world.simulator.world.account("project_4711_bot_0abc", bot=True)
        number = world.person("project_4711_bot_0abc", trusted=False).open_issue(a_draft())
        assert not world.forge.get_issue(number).author.trusted

    def test_members_are_asked_for_once_and_only_where_somebody_else_wrote(self, world: GitLabWorld) -> None:
        for n in range(3):
            world.forge.open_issue(a_draft(f"Item {n}"))
        world.forge.list_issues(MANAGED)
        assert world.simulator.journal.of(LIST_MEMBERS) == ()
        for n in range(3):
            world.person("alice").open_issue(a_draft(f"Alice's {n}"))
        world.forge.list_issues(MANAGED)
        world.forge.list_issues(MANAGED)
        assert len(world.simulator.journal.of(LIST_MEMBERS)) == 1


class TestAssignees:
    def test_more_people_than_fit_a_page_can_be_assigned(self, world: GitLabWorld) -> None:
        for n in range(130):
            world.simulator.invite(f"person-{n:03}", name=f"Person {n}")
        people = world.forge.assignable()
        assert people is not None
        assert {(f"person-{n:03}", f"Person {n}") for n in range(130)} <= {(one.login, one.name) for one in people}

    def test_a_server_that_only_lists_direct_members_is_served(self, world: GitLabWorld) -> None:
        world.simulator.invite("alice", name="Alice Smith")
        _missing(world, LIST_MEMBERS)
        people = world.forge.assignable()
        assert people is not None
        assert "Alice Smith" in {one.name for one in people}

    def test_where_members_are_not_told_a_username_is_looked_for(self, world: GitLabWorld) -> None:
        world.simulator.invite("alice", name="Alice Smith")
        _missing(world, LIST_MEMBERS)
        _missing(world, LIST_DIRECT_MEMBERS)
        assert world.forge.assignable() is None
        issue = world.forge.open_issue(IssueDraft(title="Item", body="", assignees=("Alice", "Nobody Here")))
        assert issue.assignees == ("alice",)
        assert len(world.simulator.journal.of(LIST_USERS)) == 2

    def test_an_address_that_no_list_of_members_tells_is_looked_for(self, world: GitLabWorld) -> None:
        """Whoever has it must be a member all the same."""
        world.simulator.invite("alice", name="Alice Smith", email="alice@acme.example")
        world.simulator.world.account("eve", email="eve@acme.example")
        world.simulator.inject(faults.altered(_without_addresses), route=LIST_MEMBERS)
        people = world.forge.assignable(("Alice Smith <Alice@acme.example>", "eve@acme.example", "Alice Smith"))
        assert people is not None
        assert {one.login for one in people if one.email} == {"alice"}
        assert "eve" not in {one.login for one in people}
        assert len(world.simulator.journal.of(LIST_USERS)) == 2

    def test_an_address_that_members_are_listed_with_is_not_looked_for(self, world: GitLabWorld) -> None:
        world.simulator.invite("alice", email="alice@acme.example")
        world.forge.assignable(("alice@acme.example", "@alice", "Somebody Else"))
        assert world.simulator.journal.of(LIST_USERS) == ()

    def test_where_members_are_not_told_only_those_who_are_found_can_be_assigned(self, world: GitLabWorld) -> None:
        world.simulator.invite("alice", name="Alice Smith")
        _missing(world, LIST_MEMBERS)
        _missing(world, LIST_DIRECT_MEMBERS)
        assert world.forge.assignable(("@Alice", "Alice Smith", "nobody")) == (Account(login="alice"),)

    def test_the_last_assignee_can_be_taken_off(self, world: GitLabWorld) -> None:
        world.simulator.invite("alice")
        issue = world.forge.open_issue(IssueDraft(title="Item", body="", assignees=("alice",)))
        assert world.forge.edit_issue(issue.number, IssueEdit(remove_assignees=("alice",))).assignees == ()

    def test_a_guest_is_told_before_anything_is_opened(self, world: GitLabWorld) -> None:
        world.simulator.invite("gina", role=Role.GUEST)
        guest = _as(world, "gina")
        with pytest.raises(AccessDenied, match="but a guest"):
            guest.forge.open_issue(a_draft())
        assert world.simulator.journal.writes == ()


def _missing(world: GitLabWorld, route: str) -> None:
    answer = faults.answered(404, {"error": "404 Not Found"}, committed=False)
    world.simulator.inject(answer, route=route, times=ALWAYS)


def _without_addresses(members: object) -> object:
    assert isinstance(members, list)
    return [{key: value for key, value in one.items() if "email" not in key} for one in members]
