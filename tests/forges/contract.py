"""What every forge must do, whatever it is: one class of tests, run once for each forge over its own world."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from followthrough.errors import AccessDenied, ForgeError, Gone, NotFound
from followthrough.model import (
    Account,
    CloseReason,
    Issue,
    IssueDraft,
    IssueEdit,
    IssueState,
    Label,
    Thread,
)
from tests.forges.world import World

MANAGED = "postmortem-action"
CLOSE = IssueEdit(state=IssueState.CLOSED, close_reason=CloseReason.COMPLETED)
AWKWARD = "Café \N{RIGHT-TO-LEFT OVERRIDE}gnp.exe 👩\N{ZERO WIDTH JOINER}🚒 日本 | `code` <b>& ﬁ end"


def a_draft(title: str = "Alert on queue depth", *, body: str = "", labels: tuple[str, ...] = (MANAGED,)) -> IssueDraft:
    return IssueDraft(title=title, body=body, labels=labels)


def numbers(issues: tuple[Issue, ...]) -> list[int]:
    return [issue.number for issue in issues]


class Listing:
    def test_an_empty_repository_lists_nothing(self, world: World) -> None:
        assert world.forge.list_issues(MANAGED) == ()

    def test_open_and_closed_issues_are_listed_oldest_first(self, world: World) -> None:
        opened = [world.forge.open_issue(a_draft(f"Item {n}")).number for n in range(4)]
        world.forge.edit_issue(opened[0], CLOSE)
        world.forge.edit_issue(opened[2], CLOSE)
        assert numbers(world.forge.list_issues(MANAGED)) == opened

    def test_only_issues_with_the_label_are_listed(self, world: World) -> None:
        mine = world.forge.open_issue(a_draft())
        world.forge.open_issue(a_draft("Somebody's own", labels=("bug",)))
        world.forge.open_issue(a_draft("Without any label", labels=()))
        assert numbers(world.forge.list_issues(MANAGED)) == [mine.number]

    def test_a_list_goes_on_to_its_last_page(self, world: World) -> None:
        opened = [world.forge.open_issue(a_draft(f"Item {n}")).number for n in range(130)]
        assert numbers(world.forge.list_issues(MANAGED)) == opened

    def test_a_list_says_the_same_as_a_look_at_each_issue(self, world: World) -> None:
        first = world.forge.open_issue(a_draft(body=AWKWARD))
        second = world.forge.open_issue(a_draft("Rehearse the failover", labels=(MANAGED, "bug")))
        world.forge.edit_issue(second.number, CLOSE)
        listed = world.forge.list_issues(MANAGED)
        assert listed == tuple(world.forge.get_issue(number) for number in (first.number, second.number))

    def test_change_requests_are_not_listed_as_issues(self, world: World) -> None:
        commit = world.merge_change_request("Postmortem: checkout outage")
        assert world.forge.change_request_of(commit)
        assert world.forge.list_issues(MANAGED) == ()


class Opening:
    def test_an_issue_opens_whole_in_one_call(self, world: World) -> None:
        world.invite([Account(login="alice", trusted=True)])
        draft = IssueDraft(
            title="Alert on queue depth",
            body="The text.\n\n| a | b |\n|---|---|\n| 1 | 2 |",
            labels=(MANAGED, "reliability"),
            assignees=("alice",),
            due=date(2026, 12, 1) if world.forge.capabilities.native_due else None,
        )
        issue = world.forge.open_issue(draft)
        assert (issue.title, issue.body, set(issue.labels), issue.assignees, issue.due) == (
            draft.title,
            draft.body,
            set(draft.labels),
            draft.assignees,
            draft.due,
        )
        assert (issue.state, issue.close_reason, issue.closed_at, issue.comment_count) == (
            IssueState.OPEN,
            None,
            None,
            0,
        )

    def test_an_issue_that_was_opened_is_found_again_just_as_it_was_returned(self, world: World) -> None:
        issue = world.forge.open_issue(a_draft())
        assert world.forge.get_issue(issue.number) == issue

    def test_our_own_issues_are_written_by_us(self, world: World) -> None:
        issue = world.forge.open_issue(a_draft())
        assert issue.author.login == world.forge.whoami().login
        assert issue.author.trusted

    def test_times_have_a_zone(self, world: World) -> None:
        issue = world.forge.open_issue(a_draft())
        assert issue.created_at.utcoffset() == timedelta(0)
        assert issue.updated_at.utcoffset() == timedelta(0)
        assert abs(datetime.now(UTC) - issue.created_at) < timedelta(days=1)

    @pytest.mark.parametrize(
        "text",
        [
            pytest.param(AWKWARD, id="unicode"),
            pytest.param("a <!-- comment --> b", id="comment"),
            pytest.param("50 % of *all* [x](y) #1", id="markdown"),
        ],
    )
    def test_text_comes_back_as_it_was_sent(self, world: World, text: str) -> None:
        issue = world.forge.open_issue(a_draft(title=text, body=f"one\n\n{text}\n\nend"))
        assert (issue.title, issue.body) == (text, f"one\n\n{text}\n\nend")

    def test_a_title_and_a_body_of_the_greatest_length_are_kept_whole(self, world: World) -> None:
        limits = world.forge.capabilities
        issue = world.forge.open_issue(a_draft(title="t" * limits.max_title, body="b" * limits.max_body))
        assert (len(issue.title), len(issue.body)) == (limits.max_title, limits.max_body)

    @pytest.mark.parametrize(
        "draft",
        [
            pytest.param(a_draft(title="t" * 600), id="title"),
            pytest.param(a_draft(body="b" * 1_100_000), id="body"),
            pytest.param(a_draft(title=""), id="no title"),
        ],
    )
    def test_what_does_not_fit_is_refused_and_nothing_opens(self, world: World, draft: IssueDraft) -> None:
        with pytest.raises(ForgeError) as refusal:
            world.forge.open_issue(draft)
        assert not isinstance(refusal.value, AccessDenied)
        assert world.forge.list_issues(MANAGED) == ()

    def test_numbers_are_never_given_twice(self, world: World) -> None:
        first = world.forge.open_issue(a_draft()).number
        world.person("alice").delete(first)
        assert world.forge.open_issue(a_draft()).number > first


class Editing:
    def test_an_edit_leaves_what_it_does_not_name(self, world: World) -> None:
        issue = world.forge.open_issue(a_draft(body="Text.", labels=(MANAGED, "bug")))
        edited = world.forge.edit_issue(issue.number, IssueEdit(title="Alert on queue age"))
        assert edited.title == "Alert on queue age"
        assert (edited.body, edited.labels, edited.state) == (issue.body, issue.labels, issue.state)

    def test_an_edit_returns_the_issue_as_it_then_is(self, world: World) -> None:
        issue = world.forge.open_issue(a_draft())
        edited = world.forge.edit_issue(issue.number, IssueEdit(body="New.", add_labels=("bug",)))
        assert edited == world.forge.get_issue(issue.number)

    def test_labels_of_people_stay(self, world: World) -> None:
        issue = world.forge.open_issue(a_draft(labels=(MANAGED, "needs-owner")))
        world.person("alice").edit(issue.number, IssueEdit(add_labels=("customer", "P1")))
        edited = world.forge.edit_issue(
            issue.number, IssueEdit(add_labels=("overdue",), remove_labels=("needs-owner", "never-set"))
        )
        assert set(edited.labels) == {MANAGED, "customer", "P1", "overdue"}

    def test_assignees_of_people_stay(self, world: World) -> None:
        world.invite([Account(login=login, trusted=True) for login in ("alice", "bob", "carol")])
        if world.forge.capabilities.max_assignees < 3:
            pytest.skip("the forge takes one assignee")
        issue = world.forge.open_issue(IssueDraft(title="Item", body="", assignees=("alice",)))
        world.person("alice").edit(issue.number, IssueEdit(add_assignees=("carol",)))
        edited = world.forge.edit_issue(issue.number, IssueEdit(add_assignees=("bob",), remove_assignees=("alice",)))
        assert set(edited.assignees) == {"bob", "carol"}

    def test_somebody_who_cannot_be_assigned_is_left_out(self, world: World) -> None:
        world.invite([Account(login="alice", trusted=True)])
        issue = world.forge.open_issue(IssueDraft(title="Item", body="", labels=(MANAGED,), assignees=("nobody-here",)))
        assert issue.assignees == ()

    def test_a_due_date_is_set_moved_and_cleared(self, world: World) -> None:
        if not world.forge.capabilities.native_due:
            pytest.skip("the forge has no due dates")
        number = world.forge.open_issue(a_draft()).number
        assert world.forge.edit_issue(number, IssueEdit(due=date(2026, 12, 1))).due == date(2026, 12, 1)
        assert world.forge.edit_issue(number, IssueEdit(due=date(2028, 2, 29))).due == date(2028, 2, 29)
        assert world.forge.edit_issue(number, IssueEdit(title="Else")).due == date(2028, 2, 29)
        assert world.forge.edit_issue(number, IssueEdit(clear_due=True)).due is None

    @pytest.mark.parametrize("reason", [CloseReason.COMPLETED, CloseReason.NOT_PLANNED])
    def test_an_issue_is_closed_with_its_reason(self, world: World, reason: CloseReason) -> None:
        number = world.forge.open_issue(a_draft()).number
        closed = world.forge.edit_issue(number, IssueEdit(state=IssueState.CLOSED, close_reason=reason))
        assert closed.state is IssueState.CLOSED
        assert closed.closed_at is not None
        if world.forge.capabilities.not_planned:
            assert closed.close_reason is reason

    def test_it_is_known_who_closed_an_issue(self, world: World) -> None:
        number = world.forge.open_issue(a_draft()).number
        world.person("alice").edit(number, CLOSE)
        closer = world.forge.get_issue(number).closed_by
        assert closer is not None
        assert closer.login == "alice"

    def test_an_issue_that_opens_again_forgets_how_it_was_closed(self, world: World) -> None:
        number = world.forge.open_issue(a_draft()).number
        world.forge.edit_issue(number, CLOSE)
        issue = world.forge.edit_issue(number, IssueEdit(state=IssueState.OPEN))
        assert (issue.state, issue.close_reason, issue.closed_at, issue.closed_by) == (
            IssueState.OPEN,
            None,
            None,
            None,
        )

    def test_closing_twice_is_closing_once(self, world: World) -> None:
        number = world.forge.open_issue(a_draft()).number
        assert world.forge.edit_issue(number, CLOSE).closed_at == world.forge.edit_issue(number, CLOSE).closed_at

    def test_an_edit_that_changes_nothing_leaves_the_issue_as_it_was(self, world: World) -> None:
        issue = world.forge.open_issue(a_draft(body="Text."))
        world.forge.edit_issue(issue.number, IssueEdit(title=issue.title, body=issue.body, add_labels=(MANAGED,)))
        assert world.forge.get_issue(issue.number) == issue

    def test_what_people_write_is_read_as_they_wrote_it(self, world: World) -> None:
        issue = world.forge.open_issue(a_draft(body="Ours."))
        world.person("alice").edit(issue.number, IssueEdit(title="Theirs", body="Above.\n\nOurs.\n\nBelow."))
        seen = world.forge.get_issue(issue.number)
        assert (seen.title, seen.body) == ("Theirs", "Above.\n\nOurs.\n\nBelow.")

    def test_a_body_can_be_emptied(self, world: World) -> None:
        number = world.forge.open_issue(a_draft(body="Text.")).number
        assert world.forge.edit_issue(number, IssueEdit(body="")).body == ""


class Absence:
    def test_an_issue_that_never_was_is_not_found(self, world: World) -> None:
        with pytest.raises(NotFound):
            world.forge.get_issue(4711)
        with pytest.raises(NotFound):
            world.forge.edit_issue(4711, IssueEdit(title="x"))
        with pytest.raises(NotFound):
            world.forge.list_comments(Thread(kind="issue", number=4711))

    def test_a_deleted_issue_is_gone_and_no_longer_listed(self, world: World) -> None:
        number = world.forge.open_issue(a_draft()).number
        world.person("alice").delete(number)
        assert world.forge.list_issues(MANAGED) == ()
        with pytest.raises(NotFound):
            world.forge.get_issue(number)
        with pytest.raises(NotFound):
            world.forge.edit_issue(number, IssueEdit(title="x"))

    def test_an_issue_that_was_moved_away_is_gone(self, world: World) -> None:
        number = world.forge.open_issue(a_draft()).number
        world.person("alice").transfer(number)
        assert world.forge.list_issues(MANAGED) == ()
        with pytest.raises(Gone):
            world.forge.get_issue(number)
        with pytest.raises(Gone):
            world.forge.edit_issue(number, IssueEdit(title="x"))


class Comments:
    def test_comments_are_listed_oldest_first_with_their_authors(self, world: World) -> None:
        issue = world.forge.open_issue(a_draft())
        thread = Thread(kind="issue", number=issue.number)
        posted = world.forge.post_comment(thread, f"First. {AWKWARD}")
        world.person("alice").comment(thread, "Second.")
        first, second = world.forge.list_comments(thread)
        assert first == posted
        assert (first.body, first.author.login) == (f"First. {AWKWARD}", world.forge.whoami().login)
        assert (second.body, second.author.login) == ("Second.", "alice")

    def test_comments_are_listed_to_the_last_page(self, world: World) -> None:
        thread = Thread(kind="issue", number=world.forge.open_issue(a_draft()).number)
        for n in range(110):
            world.forge.post_comment(thread, f"Comment {n}")
        assert [comment.body for comment in world.forge.list_comments(thread)] == [f"Comment {n}" for n in range(110)]

    def test_an_issue_knows_how_many_comments_it_has(self, world: World) -> None:
        number = world.forge.open_issue(a_draft()).number
        world.person("alice").comment(Thread(kind="issue", number=number), "Seen.")
        assert world.forge.get_issue(number).comment_count == 1

    def test_a_comment_is_edited_in_its_place(self, world: World) -> None:
        thread = Thread(kind="issue", number=world.forge.open_issue(a_draft()).number)
        posted = world.forge.post_comment(thread, "Before.")
        edited = world.forge.edit_comment(posted, "After.")
        assert (edited.id, edited.body) == (posted.id, "After.")
        assert world.forge.list_comments(thread) == (edited,)

    def test_a_superseded_comment_is_folded_or_cut_to_a_line(self, world: World) -> None:
        thread = Thread(kind="issue", number=world.forge.open_issue(a_draft()).number)
        old = world.forge.post_comment(thread, "A long status.")
        world.forge.post_comment(thread, "A new status.")
        world.forge.fold_comment(old, "Superseded.")
        folded, fresh = world.forge.list_comments(thread)
        assert folded.folded if world.forge.capabilities.folds_comments else folded.body == "Superseded."
        assert (fresh.folded, fresh.body) == (False, "A new status.")

    def test_the_comments_of_several_threads_are_those_of_each(self, world: World) -> None:
        issues = [world.forge.open_issue(a_draft(f"Item {n}")).number for n in range(4)]
        threads = [Thread(kind="issue", number=number) for number in issues]
        request = world.forge.change_request_of(world.merge_change_request("Postmortem: checkout outage"))
        assert request is not None
        threads.append(Thread(kind="change_request", number=request.number))
        for thread in threads[1:]:
            world.forge.post_comment(thread, f"First. {AWKWARD}")
            world.person("alice").comment(thread, "Second.")
            world.person("mallory", trusted=False).comment(thread, "Third.")
        world.forge.post_comment(threads[1], "A new status.")
        world.forge.fold_comment(world.forge.list_comments(threads[1])[0], "Superseded.")
        world.person("alice").delete(issues[3])
        there = [thread for thread in threads if thread.number != issues[3]]
        assert world.forge.comments_on(threads) == {thread: world.forge.list_comments(thread) for thread in there}
        assert world.forge.comments_on([]) == {}

    def test_a_change_request_takes_comments(self, world: World) -> None:
        request = world.forge.change_request_of(world.merge_change_request("Postmortem: checkout outage"))
        assert request is not None
        thread = Thread(kind="change_request", number=request.number)
        posted = world.forge.post_comment(thread, "Five issues opened.")
        assert world.forge.list_comments(thread) == (posted,)

    def test_a_locked_thread_refuses_a_comment_without_denying_us_everything(self, world: World) -> None:
        issue = world.forge.open_issue(a_draft())
        world.person("alice").lock(issue.number)
        assert world.forge.get_issue(issue.number).locked
        with pytest.raises(ForgeError) as refusal:
            world.forge.post_comment(Thread(kind="issue", number=issue.number), "Hello.")
        assert not isinstance(refusal.value, AccessDenied)


class ChangeRequests:
    def test_a_commit_leads_to_the_change_request_that_brought_it(self, world: World) -> None:
        commit = world.merge_change_request("Postmortem: checkout outage")
        request = world.forge.change_request_of(commit)
        assert request is not None
        assert request.title == "Postmortem: checkout outage"
        assert request.merged_at is not None
        assert world.forge.get_change_request(request.number) == request
        assert world.forge.change_request_of(commit) == request

    def test_two_commits_lead_to_two_change_requests(self, world: World) -> None:
        one, two = (world.forge.change_request_of(world.merge_change_request(title)) for title in ("One", "Two"))
        assert one is not None
        assert two is not None
        assert one.number != two.number

    def test_a_change_request_that_never_was_is_not_found(self, world: World) -> None:
        with pytest.raises(NotFound):
            world.forge.get_change_request(4711)

    def test_a_locked_change_request_says_so(self, world: World) -> None:
        request = world.forge.change_request_of(world.merge_change_request("Postmortem: checkout outage"))
        assert request is not None
        world.person("alice").lock(request.number)
        assert world.forge.get_change_request(request.number).locked

    def test_of_several_change_requests_those_that_are_locked_are_known_at_once(self, world: World) -> None:
        commits = [world.merge_change_request(title) for title in ("One", "Two", "Three")]
        requests = [request for commit in commits if (request := world.forge.change_request_of(commit))]
        threads = [Thread(kind="change_request", number=one.number) for one in requests]
        world.person("alice").lock(threads[1].number)
        never = Thread(kind="change_request", number=4711)
        assert world.forge.locked_among([*threads, never]) == {threads[1]}
        assert world.forge.locked_among([]) == frozenset()


class LabelsAndPeople:
    def test_labels_are_made_once_and_never_changed(self, world: World) -> None:
        label = Label(name=MANAGED, color="5319e7", description="An action item of a postmortem")
        world.forge.ensure_labels([label, Label(name="overdue", color="b60205", description="Past its due date")])
        world.forge.ensure_labels([label, Label(name=MANAGED, color="000000", description="Else")])
        assert world.forge.open_issue(a_draft()).labels == (MANAGED,)

    def test_a_stranger_is_not_trusted_and_a_member_is(self, world: World) -> None:
        theirs = world.person("mallory", trusted=False).open_issue(a_draft("Mallory's"))
        members = world.person("alice").open_issue(a_draft("Alice's"))
        assert not world.forge.get_issue(theirs).author.trusted
        assert world.forge.get_issue(members).author.trusted

    def test_invited_people_can_be_assigned_and_are_known_by_name(self, world: World) -> None:
        world.invite([Account(login="alice", name="Alice Smith", trusted=True)])
        people = world.forge.assignable()
        assert people is not None
        assert ("alice", "Alice Smith") in {(account.login, account.name) for account in people}

    def test_a_ticket_of_this_repository_is_told_from_others(self, world: World) -> None:
        issue = world.forge.open_issue(a_draft())
        assert world.forge.issue_in(f"#{issue.number}") == issue.number
        assert world.forge.issue_in(issue.url) == issue.number
        assert world.forge.issue_in("https://tracker.acme.example/browse/OPS-7") is None
        assert world.forge.issue_in("OPS-7") is None
        assert world.forge.issue_in("#0") is None

    def test_a_lease_lets_us_write(self, world: World) -> None:
        with world.forge.lease():
            issue = world.forge.open_issue(a_draft())
        assert world.forge.list_issues(MANAGED) == (issue,)


class ForgeContract(Listing, Opening, Editing, Absence, Comments, ChangeRequests, LabelsAndPeople):
    """Every promise of `forges.protocol.Forge`; a forge's own test class inherits it and brings a `world` fixture."""
