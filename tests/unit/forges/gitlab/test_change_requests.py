from __future__ import annotations

import pytest

from followthrough.errors import AccessDenied, ForgeError, Gone, NotFound
from followthrough.forges.gitlab.forge import Access, GitLabForge
from followthrough.model import IssueEdit, Label, Thread
from tests.forges.contract import MANAGED, a_draft
from tests.forges.gitlab_world import GitLabWorld
from tests.simulators.gitlab import Tier, Token
from tests.simulators.gitlab.records import MERGE_REQUEST
from tests.simulators.gitlab.routes import CREATE_ISSUE_NOTE, MERGE_REQUESTS_OF_COMMIT
from tests.simulators.loopback import LOOPBACK
from tests.simulators.wire import faults
from tests.simulators.wire.plan import ALWAYS

pytestmark = LOOPBACK


class TestChangeRequests:
    def test_a_commit_that_gitlab_does_not_know_has_none(self, world: GitLabWorld) -> None:
        assert world.forge.change_request_of("0" * 40) is None
        assert world.forge.change_request_of("no commit") is None

    def test_one_that_is_not_merged_or_went_elsewhere_brought_nothing(self, world: GitLabWorld) -> None:
        alice = world.simulator.person("alice")
        elsewhere = alice.merge(alice.open_merge_request("For the old line", target="release-1"))
        assert world.forge.change_request_of(elsewhere) is None

    def test_one_whose_branch_is_not_told_went_to_the_usual_one(self, world: GitLabWorld) -> None:
        commit = world.merge_change_request("Postmortem")
        untold = lambda found: [{**one, "target_branch": None} for one in found]  # noqa: E731 - one value
        world.simulator.inject(faults.altered(untold), route=MERGE_REQUESTS_OF_COMMIT, times=ALWAYS)
        found = world.forge.change_request_of(commit)
        assert found is not None

    @pytest.mark.parametrize("status", [403, 404, 501])
    def test_a_server_that_does_not_tell_knows_of_none(self, world: GitLabWorld, status: int) -> None:
        commit = world.merge_change_request("Postmortem")
        answer = faults.answered(status, {"message": f"{status} No"}, committed=False)
        world.simulator.inject(answer, route=MERGE_REQUESTS_OF_COMMIT)
        assert world.forge.change_request_of(commit) is None

    def test_an_issue_and_a_merge_request_of_one_number_are_two_threads(self, world: GitLabWorld) -> None:
        issue = world.forge.open_issue(a_draft()).number
        request = world.forge.change_request_of(world.merge_change_request("Postmortem"))
        assert request is not None
        assert request.number == issue
        world.forge.post_comment(Thread(kind="change_request", number=issue), "On the merge request.")
        world.forge.post_comment(Thread(kind="issue", number=issue), "On the issue.")
        assert [note.body for note in world.simulator.project.notes_on(MERGE_REQUEST, issue) if not note.system] == [
            "On the merge request."
        ]


def test_a_moved_issue_says_where_it_went(world: GitLabWorld) -> None:
    number = world.forge.open_issue(a_draft()).number
    world.simulator.person("alice").move(number, "acme/attic")
    with pytest.raises(Gone, match=rf"#{number} was moved to acme/attic#1"):
        world.forge.get_issue(number)


def test_a_locked_issue_tells_a_stranger_so(world: GitLabWorld) -> None:
    world.simulator.project.visibility = "public"
    number = world.person("alice").open_issue(a_draft())
    world.person("alice").lock(number)
    value = world.simulator.issue_token(Token(value="glpat-of0a0passer0by", username="mallory"))
    stranger = GitLabWorld(world.simulator, token=value)
    with pytest.raises(ForgeError, match="is locked") as refused:
        stranger.forge.post_comment(Thread(kind="issue", number=number), "Hello.")
    assert not isinstance(refused.value, AccessDenied)


def test_a_refused_comment_on_an_open_thread_is_a_matter_of_access(world: GitLabWorld) -> None:
    thread = Thread(kind="issue", number=world.forge.open_issue(a_draft()).number)
    answer = faults.answered(403, {"message": "403 Forbidden"}, committed=False)
    world.simulator.inject(answer, route=CREATE_ISSUE_NOTE)
    with pytest.raises(AccessDenied, match="may not comment on #1"):
        world.forge.post_comment(thread, "Hello.")


class TestLinks:
    def test_an_issue_is_linked_to_another_once(self, world: GitLabWorld) -> None:
        one, two = (world.forge.open_issue(a_draft(title)) for title in ("One", "Two"))
        for ticket in (f"#{two.number}", two.url, f"acme/platform/shop#{two.number}"):
            world.forge.relate(one.number, ticket)
        assert len(world.simulator.world.links) == 1

    def test_an_issue_goes_into_an_epic_where_there_are_epics(self, world: GitLabWorld) -> None:
        number = world.forge.open_issue(a_draft()).number
        with pytest.raises(ForgeError):
            world.forge.relate(number, "&4")
        world.simulator.world.tier = Tier.PREMIUM
        world.simulator.world.epics[("acme/platform", 4)] = "Sturdier checkout"
        world.forge.relate(number, "&4")
        assert world.simulator.project.issues[number].epic_iid == 4

    @pytest.mark.parametrize("ticket", ["INC-42", "!3", "https://git.evil.example/acme/shop/-/issues/3", "#0"])
    def test_what_is_no_issue_of_this_gitlab_is_not_linked(self, world: GitLabWorld, ticket: str) -> None:
        with pytest.raises(ForgeError, match="no issue and no epic"):
            world.forge.relate(world.forge.open_issue(a_draft()).number, ticket)

    def test_an_issue_that_is_not_there_is_told(self, world: GitLabWorld) -> None:
        with pytest.raises(NotFound, match="issue acme/platform/shop#4711"):
            world.forge.relate(world.forge.open_issue(a_draft()).number, "#4711")


def test_a_rehearsal_is_refused_every_write(world: GitLabWorld) -> None:
    issue = world.forge.open_issue(a_draft())
    simulator = world.simulator
    access = Access(api_url=simulator.url, repo=simulator.project.path, token=simulator.token, writable=False)
    forge, thread = GitLabForge(access), Thread(kind="issue", number=issue.number)
    simulator.journal.clear()
    comment = world.forge.post_comment(thread, "Hello.")
    for write in (
        lambda: forge.open_issue(a_draft()),
        lambda: forge.edit_issue(issue.number, IssueEdit(title="x")),
        lambda: forge.post_comment(thread, "x"),
        lambda: forge.edit_comment(comment, "x"),
        lambda: forge.fold_comment(comment, "x"),
        lambda: forge.relate(issue.number, "#1"),
        lambda: forge.ensure_labels([Label(name="new", color="000000", description="")]),
    ):
        with pytest.raises(ForgeError, match="A rehearsal writes nothing"):
            write()
    assert [one.route for one in simulator.journal.writes] == [CREATE_ISSUE_NOTE]
    assert forge.list_issues(MANAGED) == (world.forge.get_issue(issue.number),)
