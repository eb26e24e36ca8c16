from __future__ import annotations

import pytest

from followthrough.errors import ForgeError
from followthrough.forges.github import closers
from followthrough.model import CloseReason, IssueEdit, IssueState, Thread
from tests.forges.contract import MANAGED, a_draft
from tests.forges.github_world import GitHubWorld
from tests.simulators.github.routes import GRAPHQL, LIST_ALL_COMMENTS, LIST_COMMENTS, LIST_ISSUES
from tests.simulators.loopback import LOOPBACK
from tests.simulators.wire import faults
from tests.simulators.wire.faults import Fault
from tests.simulators.wire.plan import ALWAYS

pytestmark = LOOPBACK


def numbers(world: GitHubWorld) -> list[int]:
    return [issue.number for issue in world.forge.list_issues(MANAGED)]


class TestPages:
    @pytest.mark.parametrize("count", [0, 1, 99, 100, 101, 250, 1001])
    @pytest.mark.parametrize("numbered", [True, False], ids=["numbered", "by cursor"])
    def test_every_issue_is_listed_however_many_there_are(
        self, world: GitHubWorld, count: int, *, numbered: bool
    ) -> None:
        world.simulator.repository.numbered_issue_pages = numbered
        alice = world.simulator.person("alice")
        opened = [alice.open_issue(f"Item {n}", labels=[MANAGED]) for n in range(count)]
        assert numbers(world) == opened
        # A single page that is full names no neighbour, as on a server that never does: it is not believed to be all.
        expected = 2 if count == 100 else max(-(-count // 100), 1)
        assert len(world.simulator.journal.of(LIST_ISSUES)) == expected

    def test_pull_requests_among_them_are_passed_over(self, world: GitHubWorld) -> None:
        alice = world.simulator.person("alice")
        for n in range(120):
            number = alice.open_pull_request(f"Change {n}")
            alice.relabel(number, add=[MANAGED])
        issue = alice.open_issue("Item", labels=[MANAGED])
        assert numbers(world) == [issue]

    @pytest.mark.parametrize("items", [-3, -100])
    def test_a_page_that_repeats_some_of_the_former_is_no_harm(self, world: GitHubWorld, items: int) -> None:
        alice = world.simulator.person("alice")
        opened = [alice.open_issue(f"Item {n}", labels=[MANAGED]) for n in range(150)]
        world.simulator.inject(faults.drifted(items), route=LIST_ISSUES, where=lambda asked: "after" in asked.query)
        assert sorted(set(numbers(world)) & set(opened)) == numbers(world)

    def test_a_page_that_cannot_be_had_is_not_left_out(
        self, world: GitHubWorld, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("followthrough.forges.transport.executor.BACKOFF", (0.0,))
        alice = world.simulator.person("alice")
        for n in range(350):
            alice.open_issue(f"Item {n}", labels=[MANAGED])
        world.simulator.repository.numbered_issue_pages = True
        third = lambda asked: asked.query.get("page") == "3"  # noqa: E731 - one condition
        world.simulator.inject(faults.server_error(502, committed=False), route=LIST_ISSUES, where=third, times=2)
        with pytest.raises(ForgeError, match="HTTP 502"):
            world.forge.list_issues(MANAGED)

    def test_a_label_that_github_cannot_list_by_is_refused(self, world: GitHubWorld) -> None:
        with pytest.raises(ForgeError, match="cannot list issues by the label"):
            world.forge.list_issues("a,b")


class TestClosers:
    def test_an_older_server_is_asked_who_closed_an_issue(
        self, world: GitHubWorld, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(closers, "AT_ONCE", 2)
        alice = world.simulator.person("alice")
        opened = [alice.open_issue(f"Item {n}", labels=[MANAGED]) for n in range(5)]
        alice.close(opened[0])
        for number in opened[1:4]:
            world.forge.edit_issue(number, IssueEdit(state=IssueState.CLOSED, close_reason=CloseReason.NOT_PLANNED))
        world.simulator.inject(faults.altered(_without_closers), route=LIST_ISSUES)
        listed = world.forge.list_issues(MANAGED)
        assert listed == tuple(world.forge.get_issue(number) for number in opened)
        assert [issue.closed_by and issue.closed_by.login for issue in listed] == [
            "alice",
            *["github-actions[bot]"] * 3,
            None,
        ]


def _without_closers(answer: object) -> object:
    assert isinstance(answer, list)
    return [{name: value for name, value in issue.items() if name != "closed_by"} for issue in answer]


class TestFolding:
    def test_an_older_server_is_asked_what_is_folded_where_several_comments_are_ours(self, world: GitHubWorld) -> None:
        world.simulator.world.shows_minimized = False
        thread = Thread(kind="issue", number=world.forge.open_issue(a_draft()).number)
        old = world.forge.post_comment(thread, "Old.")
        world.simulator.journal.clear()
        assert [one.folded for one in world.forge.list_comments(thread)] == [False]
        assert len(world.simulator.journal) == 1
        world.forge.post_comment(thread, "New.")
        world.forge.fold_comment(old, "Superseded.")
        assert [one.folded for one in world.forge.list_comments(thread)] == [True, False]


class TestCommentsWithoutGraphQL:
    """Of many threads at once, on a server that has no GraphQL or another one."""

    @pytest.fixture
    def threads(self, world: GitHubWorld) -> list[Thread]:
        alice = world.simulator.person("alice")
        numbers = [alice.open_issue(f"Item {n}") for n in range(4)]
        for number in numbers[:3]:
            alice.comment(number, f"First on {number}.")
            alice.comment(number, f"Second on {number}.")
        world.forge.whoami()
        world.simulator.inject(
            faults.answered(404, {"message": "Not Found"}, committed=False), route=GRAPHQL, times=ALWAYS
        )
        world.simulator.journal.clear()
        return [Thread(kind="issue", number=number) for number in (*numbers, 4711)]

    @pytest.mark.parametrize("newest_first", [True, False])
    def test_a_page_that_holds_all_comments_is_enough(
        self, world: GitHubWorld, threads: list[Thread], *, newest_first: bool
    ) -> None:
        if not newest_first:
            world.simulator.inject(faults.altered(_reversed), route=LIST_ALL_COMMENTS)
        told = world.forge.comments_on(threads)
        assert [len(told.get(thread, ())) for thread in threads] == [2, 2, 2, 0, 0]
        assert len(world.simulator.journal.of(LIST_ALL_COMMENTS)) == 1
        assert len(world.simulator.journal.of(LIST_COMMENTS)) == 2, "those without any may be gone"
        assert told == {thread: world.forge.list_comments(thread) for thread in threads[:4]}

    def test_a_pull_request_that_was_just_looked_at_and_has_no_comments_is_not_asked_for_them(
        self, world: GitHubWorld, threads: list[Thread]
    ) -> None:
        """It is there, and a page that holds all comments holds none of it."""
        alice = world.simulator.person("alice")
        seen, found = (alice.open_pull_request(f"Outage {n}") for n in range(2))
        world.forge.get_change_request(seen)
        world.forge.change_request_of(alice.merge(found))
        world.simulator.journal.clear()
        pulls = [Thread(kind="change_request", number=number) for number in (seen, found)]
        told = world.forge.comments_on([*threads[:3], *pulls])
        assert [told[one] for one in pulls] == [(), ()]
        assert world.simulator.journal.of(LIST_COMMENTS) == ()

    def test_where_there_are_more_each_thread_is_asked_for(self, world: GitHubWorld, threads: list[Thread]) -> None:
        for n in range(94):
            world.simulator.person("alice").comment(threads[0].number, f"Note {n}.")
        told = world.forge.comments_on(threads)
        assert told == {thread: world.forge.list_comments(thread) for thread in threads[:4]}

    @pytest.mark.parametrize(
        "answer",
        [
            pytest.param(faults.answered(404, {"message": "Not Found"}, committed=False), id="not served"),
            pytest.param(faults.answered(200, {"total": 0}, committed=False), id="of another shape"),
            pytest.param(faults.answered(200, [{"id": 1, "body": "?"}], committed=False), id="of less"),
        ],
    )
    def test_where_it_is_not_told_each_thread_is_asked_for(
        self, world: GitHubWorld, threads: list[Thread], answer: Fault
    ) -> None:
        world.simulator.inject(answer, route=LIST_ALL_COMMENTS)
        told = world.forge.comments_on(threads)
        assert [len(told.get(thread, ())) for thread in threads] == [2, 2, 2, 0, 0]
        assert len(world.simulator.journal.of(LIST_ALL_COMMENTS)) > 0


def _reversed(answer: object) -> object:
    assert isinstance(answer, list)
    return answer[::-1]
