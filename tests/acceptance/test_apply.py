"""What apply does when the forge is not as the plan saw it, and where the status of a postmortem goes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from followthrough.apply import Settling, apply
from followthrough.errors import AccessDenied, ExitCode
from followthrough.forges.local import LocalForge
from followthrough.forges.local.people import all_issues, delete_thread, events, lock_thread, register
from followthrough.model import Account, Comment, Issue, IssueEdit, IssueState, Thread
from followthrough.tracking.changes import EditIssue, OpenIssue, Plan, PostmortemPlan, Subject
from followthrough.tracking.outcome import exit_code
from followthrough.tracking.rollup_marker import parse_rollup
from tests.acceptance.rig import LABEL, NOON, item, postmortem, sync, the_plan
from tests.faults.faulty import FaultyForge

ALERT = item("Alert on the depth of the order queue", owner="alice", due=date(2026, 12, 1))
FAILOVER = item("Rehearse a failover of the payment database", owner="bob")
RETRIES = item("Cap retries of the mail worker at three")
PATH = "postmortems/checkout.md"
CHECKOUT = postmortem(PATH, ALERT, FAILOVER, incident="INC-42")
CHANGED = postmortem(PATH, replace(ALERT, due=date(2027, 1, 15)), replace(FAILOVER, done=True), incident="INC-42")


@pytest.fixture
def forge(tmp_path: Path) -> Iterator[LocalForge]:
    with closing(LocalForge(tmp_path / "tracker.sqlite3", clock=lambda: NOON)) as forge:
        yield forge


@pytest.fixture
def person(forge: LocalForge) -> Iterator[LocalForge]:
    with closing(LocalForge(forge.store.path, actor="carol", clock=lambda: NOON)) as person:
        yield person


def issue_of(forge: LocalForge, title: str) -> Issue:
    (issue,) = [issue for issue in all_issues(forge) if issue.title == title]
    return issue


def follow_ups(forge: LocalForge) -> list[Issue]:
    return [issue for issue in forge.list_issues(LABEL) if parse_rollup(issue.body)]


def status_comments(forge: LocalForge, number: int) -> list[Comment]:
    return [one for one in forge.list_comments(Thread(kind="change_request", number=number)) if parse_rollup(one.body)]


class TestChangedMeanwhile:
    @pytest.mark.parametrize(
        ("edit", "what"),
        [
            pytest.param(IssueEdit(title="A better title"), "title", id="title"),
            pytest.param(IssueEdit(body="All gone."), "text", id="text"),
            pytest.param(IssueEdit(state=IssueState.CLOSED), "state", id="closed"),
            pytest.param(IssueEdit(remove_labels=(LABEL,)), "labels", id="no longer ours"),
            pytest.param(IssueEdit(add_assignees=("dave",)), "assignees", id="assigned"),
            pytest.param(IssueEdit(due=date(2026, 12, 9)), "due date", id="put off"),
        ],
    )
    def test_an_issue_that_changed_since_the_plan_is_left_to_the_next_run(
        self, forge: LocalForge, person: LocalForge, edit: IssueEdit, what: str
    ) -> None:
        sync(forge, [CHECKOUT])
        plan = the_plan(forge, [CHANGED])
        issue = issue_of(forge, ALERT.title)
        person.edit_issue(issue.number, edit)
        theirs = person.get_issue(issue.number)
        outcome = apply(plan, forge)
        said = f"#{issue.number} was changed on the forge since the plan was made ({what})"
        assert [failed.reason for failed in outcome.failed] == [f"{said} (run again: the plan is made anew)"]
        assert exit_code(outcome) == ExitCode.PARTIAL
        assert forge.get_issue(issue.number) == theirs

    def test_a_label_is_set_whatever_changed_since(self, forge: LocalForge, person: LocalForge) -> None:
        sync(forge, [CHECKOUT])
        issue = issue_of(forge, ALERT.title)
        edit = IssueEdit(add_labels=("overdue",))
        subject = Subject(path=PATH, postmortem="INC-42", item="", title=ALERT.title)
        change = EditIssue(subject=subject, reason="overdue", issue=issue, edit=edit)
        person.edit_issue(issue.number, IssueEdit(title="A better title"))
        one = PostmortemPlan(path=PATH, key="INC-42", title=None, severity=None, changes=(change,))
        assert exit_code(apply(Plan(postmortems=(one,), issues=(issue,)), forge)) == ExitCode.OK
        now = forge.get_issue(issue.number)
        assert (now.title, "overdue" in now.labels) == ("A better title", True)

    def test_one_issue_that_is_gone_does_not_stop_the_others(self, forge: LocalForge, person: LocalForge) -> None:
        sync(forge, [CHECKOUT])
        plan = the_plan(forge, [CHANGED])
        delete_thread(person, issue_of(forge, ALERT.title).number)
        outcome = apply(plan, forge)
        assert ["was deleted" in failed.reason for failed in outcome.failed] == [True]
        assert issue_of(forge, FAILOVER.title).state is IssueState.CLOSED

    def test_what_is_done_is_closed_though_nobody_can_say_so_on_a_locked_issue(
        self, forge: LocalForge, person: LocalForge
    ) -> None:
        sync(forge, [CHECKOUT])
        issue = issue_of(forge, FAILOVER.title)
        lock_thread(person, issue.number)
        outcome = sync(forge, [CHANGED])
        assert exit_code(outcome) == ExitCode.OK
        said = f"not said: #{issue.number} is locked: nobody can comment there"
        assert [done.remark for done in outcome.done] == [None, said]
        assert forge.get_issue(issue.number).state is IssueState.CLOSED
        assert the_plan(forge, [CHANGED]).is_empty

    def test_an_issue_that_another_run_opened_meanwhile_is_taken_for_ours(self, forge: LocalForge) -> None:
        stale = the_plan(forge, [CHECKOUT])
        sync(forge, [CHECKOUT])
        outcome = apply(stale, forge)
        assert [done.remark for done in outcome.done] == ["it had been opened meanwhile"] * 2
        assert len(all_issues(forge)) == 2
        assert len(status_comments(forge, 1)) == 1
        assert the_plan(forge, [CHECKOUT]).is_empty


class TestOnce:
    def test_a_comment_of_a_run_that_was_cut_off_is_not_said_again(self, forge: LocalForge) -> None:
        sync(forge, [CHECKOUT])
        (closing_change,) = [one for one in the_plan(forge, [CHANGED]).changes if one.subject.title == FAILOVER.title]
        thread = Thread(kind="issue", number=issue_of(forge, FAILOVER.title).number)
        assert not isinstance(closing_change, OpenIssue)
        forge.post_comment(thread, getattr(closing_change, "comment", ""))
        sync(forge, [CHANGED])
        assert len(forge.list_comments(thread)) == 1
        assert forge.get_issue(thread.number).state is IssueState.CLOSED

    def test_what_somebody_else_copied_from_us_does_not_silence_us(self, forge: LocalForge) -> None:
        sync(forge, [CHECKOUT])
        (change,) = [one for one in the_plan(forge, [CHANGED]).changes if one.subject.title == FAILOVER.title]
        thread = Thread(kind="issue", number=issue_of(forge, FAILOVER.title).number)
        with closing(LocalForge(forge.store.path, actor="mallory", member=False)) as mallory:
            mallory.post_comment(thread, getattr(change, "comment", ""))
        sync(forge, [CHANGED])
        assert [one.author.login for one in forge.list_comments(thread)] == ["mallory", "followthrough"]

    def test_a_plan_with_nothing_to_do_writes_nothing(self, forge: LocalForge) -> None:
        sync(forge, [CHECKOUT])
        counting = FaultyForge(forge=forge)
        outcome = apply(the_plan(counting, [CHECKOUT]), counting)
        assert counting.writes == []
        assert (outcome.unchanged, exit_code(outcome)) == (2, ExitCode.OK)

    def test_an_assignee_whom_the_forge_drops_is_told_and_not_asked_for_again(self, forge: LocalForge) -> None:
        people = [Account(login=login, trusted=True) for login in ("alice", "bob")]
        register(forge, people)
        plan = the_plan(forge, [CHECKOUT])
        with forge.store.writing() as db:
            db.execute("UPDATE accounts SET assignable = 0 WHERE login = 'bob'")
        outcome = apply(plan, forge)
        assert [done.remark for done in outcome.done] == [None, "the forge did not keep the assignee bob"]
        with forge.store.writing() as db:
            db.execute("UPDATE accounts SET assignable = 1 WHERE login = 'bob'")
        told = events(forge)
        sync(forge, [CHECKOUT])
        sync(forge, [CHECKOUT])
        assert len([event for event in events(forge)[len(told) :] if event.verb == "assigned"]) <= 1


class TestWaiting:
    def test_the_first_create_waits_until_lists_can_be_believed(self, forge: LocalForge) -> None:
        waited: list[float] = []
        settling = Settling(seconds=10, began=100, now=lambda: 103, sleep=waited.append)
        lagging = FaultyForge(forge=forge, lags=True)
        apply(the_plan(forge, [CHECKOUT]), lagging, settling=settling)
        assert waited == [7]

    def test_a_run_that_opens_nothing_waits_for_nothing(self, forge: LocalForge) -> None:
        sync(forge, [CHECKOUT])
        waited: list[float] = []
        settling = Settling(seconds=10, began=100, now=lambda: 103, sleep=waited.append)
        outcome = apply(the_plan(forge, [CHANGED]), FaultyForge(forge=forge, lags=True), settling=settling)
        assert len(outcome.done) == 2
        assert waited == []


class TestStatus:
    def test_the_status_stands_on_the_change_request_and_remembers_the_numbers(self, forge: LocalForge) -> None:
        outcome = sync(forge, [CHECKOUT])
        (comment,) = status_comments(forge, 1)
        rollup = parse_rollup(comment.body)
        assert rollup is not None
        assert [entry.number for entry in rollup.ledgers[0].entries] == [done.issue.number for done in outcome.done]
        assert follow_ups(forge) == []

    def test_postmortems_of_one_change_request_share_a_comment(self, forge: LocalForge) -> None:
        mail = postmortem("postmortems/mail.md", RETRIES)
        together = dict.fromkeys((PATH, "postmortems/mail.md"), "ab" * 20)
        sync(forge, [CHECKOUT], commits={PATH: "ab" * 20})
        sync(forge, [CHECKOUT, mail], commits=together)
        (comment,) = status_comments(forge, 1)
        rollup = parse_rollup(comment.body)
        assert rollup is not None
        assert [ledger.postmortem for ledger in rollup.ledgers] == ["INC-42", "postmortems/mail.md"]
        assert "Outage of checkout" in comment.body
        assert "Outage of mail" in comment.body

    def test_without_a_change_request_a_tracking_issue_serves(self, forge: LocalForge) -> None:
        sync(forge, [CHECKOUT], commits={})
        (follow_up,) = follow_ups(forge)
        assert follow_up.title == "Follow-up: Outage of checkout"
        assert the_plan(forge, [CHECKOUT], commits={}).is_empty

    def test_what_people_write_around_a_tracking_issue_stays(self, forge: LocalForge, person: LocalForge) -> None:
        sync(forge, [CHECKOUT], commits={})
        (follow_up,) = follow_ups(forge)
        person.edit_issue(
            follow_up.number, IssueEdit(body=f"See the wiki.\r\n\r\n{follow_up.body}\r\n\r\nMinutes: none.")
        )
        more = replace(CHECKOUT, action_items=(*CHECKOUT.action_items, RETRIES))
        sync(forge, [more], commits={})
        body = forge.get_issue(follow_up.number).body
        assert body.startswith("See the wiki.")
        assert body.endswith("Minutes: none.")
        assert RETRIES.title in body
        assert the_plan(forge, [more], commits={}).is_empty

    def test_an_import_of_many_postmortems_opens_a_tracking_issue_for_each(self, forge: LocalForge) -> None:
        many = [postmortem(f"postmortems/{n}.md", item(f"{ALERT.title} number {n}")) for n in range(6)]
        sync(forge, many, commits={one.path: "ab" * 20 for one in many})
        assert len(follow_ups(forge)) == len(many)

    def test_a_locked_change_request_gives_way_to_a_tracking_issue(self, forge: LocalForge, person: LocalForge) -> None:
        sync(forge, [CHECKOUT])
        lock_thread(person, 1)
        more = replace(CHECKOUT, action_items=(*CHECKOUT.action_items, RETRIES))
        outcome = sync(forge, [more])
        assert outcome.status_failed == ()
        assert len(follow_ups(forge)) == 1
        assert the_plan(forge, [more]).is_empty

    def test_who_may_not_comment_on_change_requests_still_has_issues_opened(self, forge: LocalForge) -> None:
        class Mute(FaultyForge):
            def post_comment(self, thread: Thread, body: str) -> Comment:  # noqa: ARG002 - refuses whatever it is
                raise AccessDenied("The token may not comment on change requests")

        mail = postmortem("postmortems/mail.md", RETRIES)
        outcome = sync(Mute(forge=forge), [CHECKOUT, mail])
        assert len(outcome.done) == 3
        assert len(outcome.status_failed) == 2
        assert exit_code(outcome) == ExitCode.ACCESS
        sync(forge, [CHECKOUT, mail])
        assert the_plan(forge, [CHECKOUT, mail]).is_empty
