from __future__ import annotations

import pytest

from followthrough.forges.github.forge import Access, GitHubForge
from followthrough.model import Account, IssueDraft
from tests.forges.contract import MANAGED, a_draft
from tests.forges.github_world import GitHubWorld
from tests.simulators.github import Kind, Role, Token
from tests.simulators.github.routes import (
    CREATE_ISSUE,
    GRAPHQL,
    LIST_ASSIGNEES,
)
from tests.simulators.loopback import LOOPBACK
from tests.simulators.wire import faults
from tests.simulators.wire.plan import ALWAYS

pytestmark = LOOPBACK


class TestIdentity:
    def test_a_workflows_own_token_is_the_actions_bot(self, world: GitHubWorld) -> None:
        assert world.forge.whoami() == Account(login="github-actions[bot]", is_bot=True, trusted=True)

    def test_a_personal_token_is_its_person(self, world: GitHubWorld) -> None:
        assert _as(world, Token(value="ghp_alice", login="alice", kind=Kind.CLASSIC)).whoami().login == "alice"

    def test_an_apps_token_is_the_app(self, world: GitHubWorld) -> None:
        app = _as(world, Token(value="ghs_app", login="acme-postmortems[bot]", home="acme/shop"))
        assert app.whoami() == Account(login="acme-postmortems[bot]", is_bot=True, trusted=True)

    @pytest.mark.parametrize(
        ("token", "login"),
        [
            pytest.param(Token(value="ghp_alice", login="alice", kind=Kind.CLASSIC), "alice", id="person"),
            pytest.param(Token(value="ghs_other", home="acme/shop"), "github-actions[bot]", id="workflow"),
        ],
    )
    def test_without_graphql_it_is_known_too(self, world: GitHubWorld, token: Token, login: str) -> None:
        world.simulator.inject(faults.answered(404, {"message": "Not Found"}, committed=False), route=GRAPHQL)
        assert _as(world, token).whoami().login == login

    @pytest.mark.parametrize(
        ("token", "asked"),
        [
            pytest.param(
                Token(value="ghp_alice", login="alice", kind=Kind.CLASSIC), ["GET /user"], id="a person's, by REST"
            ),
            pytest.param(Token(value="ghs_other", home="acme/shop"), [GRAPHQL], id="an app's, by GraphQL"),
        ],
    )
    def test_one_request_tells_it(self, world: GitHubWorld, token: Token, asked: list[str]) -> None:
        """REST knows people and no apps, and needs no GraphQL, which not every server has."""
        forge = _as(world, token)
        world.simulator.journal.clear()
        forge.whoami()
        assert [one.route for one in world.simulator.journal] == asked


def _as(world: GitHubWorld, token: Token) -> GitHubForge:
    value = world.simulator.issue_token(token)
    return GitHubForge(Access(api_url=world.simulator.url, repo="acme/shop", token=value, pace=0))


class TestPeople:
    def test_more_people_than_fit_a_page_can_be_assigned(self, world: GitHubWorld) -> None:
        for n in range(130):
            world.simulator.invite(f"person-{n:03}", name=f"Person {n}")
        people = world.forge.assignable()
        assert people is not None
        assert [(one.login, one.name) for one in people] == [(f"person-{n:03}", f"Person {n}") for n in range(130)]

    def test_without_graphql_people_are_known_by_login(self, world: GitHubWorld) -> None:
        world.simulator.invite("alice", name="Alice Smith")
        world.forge.whoami()
        refusal = {"errors": [{"type": "FORBIDDEN", "message": "Resource not accessible by integration"}]}
        world.simulator.inject(faults.answered(200, refusal, committed=False), route=GRAPHQL)
        people = world.forge.assignable()
        assert people is not None
        assert [(one.login, one.name) for one in people] == [("alice", None)]

    @pytest.mark.parametrize("status", [403, 404])
    def test_where_nobody_is_listed_whoever_is_named_as_an_account_can_be_asked_for(
        self, world: GitHubWorld, status: int
    ) -> None:
        """A name in plain words, an address and a team are no login, and are not tried as one."""
        for route in (GRAPHQL, LIST_ASSIGNEES):
            absent = faults.answered(status, {"message": "Not Found"}, committed=False)
            world.simulator.inject(absent, route=route, times=ALWAYS)
        named = ("@alice", "bob-jones", "Carol", "SRE", "Alice Smith", "dave@acme.example", "@acme/leads", "-x", "")
        people = world.forge.assignable(named)
        assert people is not None
        assert [one.login for one in people] == ["alice", "bob-jones"]

    def test_a_graphql_that_knows_this_alone_is_believed_in_it(self, world: GitHubWorld) -> None:
        """That a server does not answer one query as GitHub does says nothing of another."""
        world.simulator.invite("alice", name="Alice Smith")
        people = {"nodes": [{"login": "alice", "name": "Alice Smith"}], "pageInfo": {"hasNextPage": False}}
        answer = {"data": {"repository": {"assignableUsers": people}}}
        world.simulator.inject(faults.answered(200, answer, committed=False), route=GRAPHQL, times=ALWAYS)
        forge = _as(world, Token(value="ghs_other", home="acme/shop"))
        assert forge.whoami().login == "github-actions[bot]"
        assert [(one.login, one.name) for one in forge.assignable()] == [("alice", "Alice Smith")]

    def test_an_assignee_whom_github_refuses_keeps_neither_the_issue_nor_the_others_away(
        self, world: GitHubWorld
    ) -> None:
        world.simulator.invite("alice")
        draft = IssueDraft(title="Item", body="Text", labels=(MANAGED,), assignees=("alice", "long-gone"))
        assert world.forge.open_issue(draft).assignees == ("alice",)
        assert [one.response.status for one in world.simulator.journal.of(CREATE_ISSUE)] == [422, 201]

    def test_what_a_weak_token_sets_is_dropped_without_a_word_and_shows_in_the_answer(self, world: GitHubWorld) -> None:
        world.simulator.invite("mallory", role=Role.READ)
        weak = _as(world, Token(value="ghp_weak", login="mallory", kind=Kind.CLASSIC))
        assert weak.open_issue(a_draft(labels=(MANAGED,))).labels == ()
