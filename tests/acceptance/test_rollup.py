"""What a rollup does on its threads: when it writes, where else it writes, and what it leaves alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from followthrough.apply import Settling, Telling
from followthrough.apply.rollups import Rolled, tell_round
from followthrough.errors import AccessDenied, ExitCode, ForgeError
from followthrough.forges.local import LocalForge
from followthrough.forges.local.people import all_issues, delete_thread, lock_thread, register
from followthrough.forges.protocol import Capabilities, Forge
from followthrough.gather.rounds import allotted, gather_round
from followthrough.model import Account, Comment, Issue, IssueEdit, IssueState, Span, Thread
from followthrough.rollups.digest import read_digest
from followthrough.rollups.item import totals
from followthrough.rollups.posting import Post
from followthrough.rollups.rules import Escalation, RollupMode, RollupRules
from followthrough.rollups.tracked import track
from followthrough.tracking.rollup_marker import parse_rollup
from followthrough.tracking.rules import TrackingRules
from tests.acceptance.rig import COMMIT, LABEL, NOON, item, postmortem, sync
from tests.acceptance.rollup_rig import a_round, late_roll, roll, rolling, standing, standing_on, told_on
from tests.faults.faulty import Fault, FaultyForge, Killed

FRIDAY = date(2026, 11, 20)
MONDAY, NEXT_MONDAY = date(2026, 11, 23), date(2026, 11, 30)
ALERT = item("Alert on the depth of the order queue", owner="alice", due=date(2026, 11, 13))
FAILOVER = item("Rehearse a failover of the payment database", owner="bob", due=date(2027, 1, 15))
DONE = item("Restore the backups", done=True)
PATH = "postmortems/checkout.md"
CHECKOUT = postmortem(PATH, ALERT, FAILOVER, DONE, incident="INC-42")
ON_TIME = postmortem(PATH, FAILOVER, DONE, incident="INC-42")
TELLING = Telling(today=FRIDAY)


@pytest.fixture
def forge(tmp_path: Path) -> Iterator[LocalForge]:
    with closing(LocalForge(tmp_path / "tracker.sqlite3", clock=lambda: NOON)) as forge:
        yield forge


@pytest.fixture
def person(forge: LocalForge) -> Iterator[LocalForge]:
    with closing(LocalForge(forge.store.path, actor="carol", clock=lambda: NOON)) as person:
        yield person


def close_all(forge: LocalForge) -> None:
    for issue in all_issues(forge):
        if issue.state is IssueState.OPEN and not parse_rollup(issue.body):
            forge.edit_issue(issue.number, IssueEdit(state=IssueState.CLOSED))


def issue_of(forge: LocalForge, title: str) -> Issue:
    (issue,) = [issue for issue in all_issues(forge) if issue.title == title]
    return issue


def follow_ups(forge: LocalForge) -> list[Issue]:
    return [issue for issue in forge.list_issues(LABEL) if parse_rollup(issue.body)]


def posts(forge: Forge, today: date, rules: RollupRules | None = None) -> list[Post]:
    return [told.turn.posting.post for told in roll(forge, today, rules).run.threads]


class TestWhen:
    @pytest.mark.parametrize(
        ("mode", "late", "on_time"),
        [
            pytest.param(RollupMode.WHEN_OVERDUE, [Post.FRESH, Post.FRESH], [Post.NOTHING, Post.NOTHING], id="usual"),
            pytest.param(RollupMode.STICKY, [Post.EDIT, Post.NOTHING], [Post.NOTHING, Post.NOTHING], id="sticky"),
            pytest.param(RollupMode.ALWAYS, [Post.FRESH, Post.FRESH], [Post.FRESH, Post.FRESH], id="always"),
        ],
    )
    def test_each_mode_brings_what_it_says(
        self, forge: LocalForge, mode: RollupMode, late: list[Post], on_time: list[Post]
    ) -> None:
        rules = RollupRules(mode=mode)
        written = [CHECKOUT, postmortem("postmortems/mail.md", FAILOVER)]
        sync(
            forge, [replace(CHECKOUT, action_items=(replace(ALERT, due=MONDAY), FAILOVER)), written[1]], telling=TELLING
        )
        weeks = [roll(forge, day, rules).run.threads for day in (MONDAY + timedelta(days=1), NEXT_MONDAY)]
        by_path = [{one.turn.rollups[0].ledger.path: one.turn.posting.post for one in week} for week in weeks]
        assert [week[PATH] for week in by_path] == late
        assert [week["postmortems/mail.md"] for week in by_path] == on_time

    def test_a_week_whose_day_has_not_come_waits(self, forge: LocalForge) -> None:
        sync(forge, [CHECKOUT], telling=TELLING)
        rules = RollupRules(weekday=2)
        assert posts(forge, MONDAY, rules) == [Post.NOTHING]
        assert posts(forge, MONDAY + timedelta(days=2), rules) == [Post.FRESH]

    def test_the_last_comment_comes_once_and_what_is_reopened_is_told_again(self, forge: LocalForge) -> None:
        sync(forge, [CHECKOUT], telling=TELLING)
        close_all(forge)
        assert [posts(forge, MONDAY + timedelta(days=n)) for n in (0, 1, 7, 70)] == [
            [Post.LAST],
            [Post.NOTHING],
            [Post.NOTHING],
            [Post.NOTHING],
        ]
        forge.edit_issue(issue_of(forge, ALERT.title).number, IssueEdit(state=IssueState.OPEN))
        assert posts(forge, MONDAY + timedelta(days=77)) == [Post.FRESH]

    def test_what_was_done_from_the_start_gets_no_rollup(self, forge: LocalForge) -> None:
        written = [postmortem(PATH, DONE)]
        sync(forge, written, telling=TELLING)
        counting = FaultyForge(forge=forge)
        roll(counting, MONDAY)
        assert counting.writes == []

    def test_a_sync_after_a_rollup_leaves_its_words_and_the_next_rollup_goes_on(self, forge: LocalForge) -> None:
        sync(forge, [CHECKOUT], telling=TELLING)
        roll(forge, MONDAY)
        (told,) = standing_on(forge, 1)
        more = replace(CHECKOUT, action_items=(*CHECKOUT.action_items, item("Cap retries of the mail worker")))
        sync(forge, [more], telling=Telling(today=MONDAY))
        (synced,) = standing_on(forge, 1)
        assert synced.id == told.id
        assert synced.body.split("<!--")[0] == told.body.split("<!--")[0]
        assert posts(forge, MONDAY) == [Post.EDIT]
        (edited,) = standing_on(forge, 1)
        assert "Cap retries of the mail worker" in edited.body
        assert len(told_on(forge, 1)) == 2


@dataclass(kw_only=True)
class Remote(FaultyForge):
    """A forge on which another run is met around the first comment."""

    meets: Callable[[], object] | None = None
    before: bool = True

    def post_comment(self, thread: Thread, body: str) -> Comment:
        meets, self.meets = self.meets, None
        if meets and self.before:
            meets()
        comment = super().post_comment(thread, body)
        if meets and not self.before:
            meets()
        return comment


class TestLastSync:
    def test_a_deadline_that_sync_moved_tells_that_it_ran(self, forge: LocalForge) -> None:
        """It edits the issue and leaves the status alone, which would be one more request."""
        sync(forge, [CHECKOUT], telling=TELLING)
        moved = replace(CHECKOUT, action_items=(replace(ALERT, due=MONDAY - timedelta(days=1)), FAILOVER, DONE))
        assert sync(forge, [moved], telling=Telling(today=FRIDAY + timedelta(days=1))).failed == ()
        roll(forge, MONDAY)
        (told,) = standing_on(forge, 1)
        assert "moved once" in told.body
        assert "Last sync: 21 Nov or later." in told.body


class TestOnce:
    def test_two_at_once_post_one_comment(self, forge: LocalForge) -> None:
        sync(forge, [CHECKOUT], telling=TELLING)
        held_up = a_round(forge, MONDAY)
        roll(forge, MONDAY)
        rolled = late_roll(forge, held_up)
        assert [told.turn.posting.post for told in rolled.run.threads] == [Post.NOTHING]
        assert len(told_on(forge, 1)) == 2

    @pytest.mark.parametrize("rival_is_first", [True, False])
    def test_of_two_that_post_in_the_same_moment_one_gives_way(self, forge: LocalForge, rival_is_first: bool) -> None:  # noqa: FBT001  # a table
        """They meet at the first comment; neither could see the other's there, and whoever is later stops."""
        written = [
            postmortem(f"postmortems/{n}.md", replace(ALERT, title=f"{ALERT.title} {n}", due=ALERT.due))
            for n in range(3)
        ]
        commits = {one.path: one.path.encode().hex().ljust(40, "0")[:40] for one in written}
        sync(forge, written, commits=commits, telling=TELLING)
        ours, theirs = (Remote(forge=forge, lags=True) for _ in range(2))
        (stands, ready), rival = a_round(ours, MONDAY), a_round(theirs, MONDAY)
        rolled: list[Rolled] = []
        ours.meets, ours.before = lambda: rolled.append(tell_round(rival[1], rival[0], theirs)), rival_is_first
        rolled.append(tell_round(ready, stands, ours))
        assert [one.exit_code for one in rolled] == [ExitCode.OK, ExitCode.OK]
        winner, loser = rolled if rival_is_first else reversed(rolled)
        assert [told.turn.posting.post for told in winner.run.threads] == [Post.FRESH] * 3
        assert {told.turn.posting.reason for told in loser.run.threads} == {"another run tells it"}
        for seat in ready.seats:
            assert seat.thread
            assert len(standing_on(forge, seat.thread.number)) == 1
            assert len(told_on(forge, seat.thread.number)) == (3 if seat is ready.seats[0] else 2)
        assert posts(forge, MONDAY) == [Post.NOTHING] * 3

    def test_what_two_at_once_posted_twice_the_next_run_folds(self, forge: LocalForge) -> None:
        sync(forge, [CHECKOUT], telling=TELLING)
        roll(forge, MONDAY)
        (told,) = standing_on(forge, 1)
        forge.post_comment(told.thread, told.body)
        assert posts(forge, MONDAY) == [Post.NOTHING]
        assert len(standing_on(forge, 1)) == 1

    def test_a_run_that_was_killed_between_post_and_fold_is_mended_by_the_next(self, forge: LocalForge) -> None:
        sync(forge, [CHECKOUT], telling=TELLING)

        class Deadly(FaultyForge):
            def fold_comment(self, comment: Comment, replacement: str) -> None:  # noqa: ARG002 - dies whatever it is
                raise Killed

        with pytest.raises(Killed):
            roll(Deadly(forge=forge), MONDAY)
        assert len(standing_on(forge, 1)) == 2
        assert posts(forge, MONDAY) == [Post.NOTHING]
        assert len(standing_on(forge, 1)) == 1
        assert len(told_on(forge, 1)) == 2

    def test_a_comment_whose_answer_was_lost_is_found_and_not_posted_again(self, forge: LocalForge) -> None:
        sync(forge, [CHECKOUT], telling=TELLING)
        at = requests_before_the_comment(forge)
        waited: list[float] = []
        settling = Settling(seconds=10, began=0, now=lambda: 100, sleep=waited.append)
        faulty = FaultyForge(forge=forge, fault=Fault.LOST_AFTER, at=at, lags=True)
        rolled = roll(faulty, MONDAY, settling=settling)
        assert rolled.exit_code == ExitCode.OK
        assert waited == [10]
        assert len(standing_on(forge, 1)) == 1
        assert len(told_on(forge, 1)) == 2

    def test_before_its_first_comment_a_run_waits_until_lists_can_be_believed(self, forge: LocalForge) -> None:
        sync(forge, [CHECKOUT], telling=TELLING)
        waited: list[float] = []
        settling = Settling(seconds=10, began=100, now=lambda: 103, sleep=waited.append)
        roll(FaultyForge(forge=forge, lags=True), MONDAY, settling=settling)
        assert waited == [7]
        roll(FaultyForge(forge=forge, lags=True), MONDAY, settling=settling)
        assert waited == [7]

    def test_what_a_stranger_copied_counts_for_nothing(self, forge: LocalForge) -> None:
        sync(forge, [CHECKOUT], telling=TELLING)
        roll(forge, MONDAY)
        (told,) = standing_on(forge, 1)
        with closing(LocalForge(forge.store.path, actor="mallory", member=False)) as mallory:
            copied = mallory.post_comment(told.thread, told.body)
        assert posts(forge, NEXT_MONDAY) == [Post.FRESH]
        theirs = next(one for one in forge.list_comments(told.thread) if one.id == copied.id)
        assert (theirs.folded, theirs.body) == (False, told.body)

    def test_a_status_among_hundreds_of_comments_is_found(self, forge: LocalForge, person: LocalForge) -> None:
        sync(forge, [CHECKOUT], telling=TELLING)
        roll(forge, MONDAY)
        for number in range(230):
            person.post_comment(Thread(kind="change_request", number=1), f"Discussion {number}")
        assert posts(forge, MONDAY) == [Post.NOTHING]
        assert posts(forge, NEXT_MONDAY) == [Post.FRESH]
        assert len(standing_on(forge, 1)) == 1


def requests_before_the_comment(forge: LocalForge) -> int:
    counting = FaultyForge(forge=forge)
    a_round(counting, MONDAY)
    return counting.requests


class TestElsewhere:
    def test_a_locked_change_request_gives_way_to_a_tracking_issue(self, forge: LocalForge, person: LocalForge) -> None:
        sync(forge, [CHECKOUT], telling=TELLING)
        lock_thread(person, 1)
        assert roll(forge, MONDAY).exit_code == ExitCode.OK
        (issue,) = follow_ups(forge)
        assert issue.title == "Follow-up: Outage of checkout"
        assert ALERT.title in issue.body
        assert posts(forge, MONDAY) == [Post.NOTHING]
        assert posts(forge, NEXT_MONDAY) == [Post.FRESH]
        assert len(follow_ups(forge)) == 1
        assert len(told_on(forge, issue.number, "issue")) == 1

    def test_a_locked_change_request_that_would_take_our_comment_gets_none(
        self, forge: LocalForge, person: LocalForge
    ) -> None:
        """Members may speak where a lock keeps others out, but nobody there can answer them."""
        written = [CHECKOUT, postmortem("postmortems/mail.md", ALERT)]
        sync(forge, written, commits=dict.fromkeys([one.path for one in written], COMMIT), telling=TELLING)
        lock_thread(person, 1)
        unlocked = Trusting(forge=forge)
        stands, ready = a_round(unlocked, MONDAY)
        assert [told.thread for told in ready.rehearsed().threads] == [None]
        assert tell_round(ready, stands, unlocked).exit_code == ExitCode.OK
        assert not [write for write in unlocked.writes if write.startswith("comment on")]
        bodies = [issue.body for issue in follow_ups(forge)]
        assert sorted(body.count("@alice") for body in bodies) == [0, 1]
        assert posts(unlocked, MONDAY) == [Post.NOTHING, Post.NOTHING]

    def test_a_confidential_tracking_issue_remembers_all_that_the_change_request_did(
        self, forge: LocalForge, person: LocalForge
    ) -> None:
        rules = TrackingRules(max_creates=1000, confidential=True)
        sync(forge, [CHECKOUT], rules=rules, telling=TELLING)
        lock_thread(person, 1)
        assert roll(forge, MONDAY).exit_code == ExitCode.OK
        (issue,) = follow_ups(forge)
        marker = parse_rollup(issue.body)
        assert marker
        assert (issue.confidential, marker.ledgers[0].incident_id) == (True, "INC-42")

    def test_a_deleted_change_request_gives_way_to_a_tracking_issue(
        self, forge: LocalForge, person: LocalForge
    ) -> None:
        sync(forge, [CHECKOUT], telling=TELLING)
        delete_thread(person, 1)
        roll(forge, MONDAY)
        roll(forge, MONDAY)
        (issue,) = follow_ups(forge)
        assert "1 of 3 done" in issue.body

    def test_where_no_change_request_was_ever_known_the_tracking_issue_gets_the_comments(
        self, forge: LocalForge
    ) -> None:
        sync(forge, [CHECKOUT], commits={}, telling=TELLING)
        (issue,) = follow_ups(forge)
        for day in (MONDAY, MONDAY, NEXT_MONDAY, NEXT_MONDAY):
            roll(forge, day)
        comments = told_on(forge, issue.number, "issue")
        assert [one.folded for one in comments] == [True, False]
        assert parse_rollup(forge.get_issue(issue.number).body) == parse_rollup(issue.body)

    def test_a_tracking_issue_closes_with_the_last_status_and_opens_with_what_follows(self, forge: LocalForge) -> None:
        sync(forge, [CHECKOUT], commits={}, telling=TELLING)
        (issue,) = follow_ups(forge)
        close_all(forge)
        roll(forge, MONDAY)
        assert forge.get_issue(issue.number).state is IssueState.CLOSED
        forge.edit_issue(issue_of(forge, ALERT.title).number, IssueEdit(state=IssueState.OPEN))
        roll(forge, NEXT_MONDAY)
        assert forge.get_issue(issue.number).state is IssueState.OPEN

    def test_people_who_close_a_tracking_issue_are_left_alone(self, forge: LocalForge, person: LocalForge) -> None:
        sync(forge, [CHECKOUT], commits={}, telling=TELLING)
        (issue,) = follow_ups(forge)
        person.edit_issue(issue.number, IssueEdit(state=IssueState.CLOSED))
        roll(forge, MONDAY)
        assert forge.get_issue(issue.number).state is IssueState.CLOSED

    def test_a_status_that_was_deleted_is_written_again_when_there_is_something_to_say(self, forge: LocalForge) -> None:
        sync(forge, [CHECKOUT], telling=TELLING)
        with forge.store.writing() as db:
            db.execute("DELETE FROM comments")
        assert posts(forge, MONDAY) == [Post.FRESH]
        (told,) = standing_on(forge, 1)
        marker = parse_rollup(told.body)
        assert marker
        assert [entry.title for entry in marker.ledgers[0].entries if entry.number] == [ALERT.title, FAILOVER.title]
        assert "1 of 3 done" in told.body


class TestFailures:
    def test_one_thread_that_fails_does_not_stop_the_others(self, forge: LocalForge) -> None:
        written = [postmortem(f"postmortems/{n}.md", replace(ALERT, title=f"{ALERT.title} {n}")) for n in range(3)]
        sync(forge, written, telling=TELLING)

        class Broken(FaultyForge):
            def post_comment(self, thread: Thread, body: str) -> Comment:
                if thread.number == 1:
                    raise ForgeError("The forge answered with an error")
                return super().post_comment(thread, body)

        rolled = roll(Broken(forge=forge), MONDAY)
        assert rolled.exit_code == ExitCode.PARTIAL
        failed = [told.failed for told in rolled.run.threads if told.failed]
        assert failed == ["The forge answered with an error"]
        assert sorted(posts(forge, MONDAY)) == [Post.FRESH, Post.NOTHING, Post.NOTHING]

    def test_without_access_nothing_more_is_tried_than_can_be_known_from(self, forge: LocalForge) -> None:
        written = [postmortem(f"postmortems/{n}.md", replace(ALERT, title=f"{ALERT.title} {n}")) for n in range(5)]
        sync(forge, written, telling=TELLING)
        tried: list[int] = []

        class Mute(FaultyForge):
            def post_comment(self, thread: Thread, body: str) -> Comment:  # noqa: ARG002 - refuses whatever it is
                tried.append(thread.number)
                raise AccessDenied("The token may not comment")

        rolled = roll(Mute(forge=forge), MONDAY)
        assert rolled.exit_code == ExitCode.ACCESS
        assert len(tried) == 2
        assert len([told for told in rolled.run.threads if told.failed]) == 5

    def test_a_run_that_is_asked_to_end_puts_the_rest_off(self, forge: LocalForge) -> None:
        written = [postmortem(f"postmortems/{n}.md", replace(ALERT, title=f"{ALERT.title} {n}")) for n in range(3)]
        sync(forge, written, telling=TELLING)
        counting = FaultyForge(forge=forge)
        rolled = roll(counting, MONDAY, stop=lambda: bool(counting.writes))
        assert len([told for told in rolled.run.threads if told.failed]) == 2
        assert rolled.exit_code == ExitCode.PARTIAL


class TestDigest:
    def test_more_than_ten_at_once_become_one_digest_and_quiet_edits(self, forge: LocalForge) -> None:
        written = [
            postmortem(f"postmortems/{n:02}.md", replace(ALERT, title=f"{ALERT.title} {n}", owners=(f"owner{n}",)))
            for n in range(11)
        ]
        sync(forge, written, telling=TELLING)
        for day in (MONDAY, MONDAY, MONDAY + timedelta(days=2)):
            assert roll(forge, day).exit_code == ExitCode.OK
        (digest,) = [issue for issue in all_issues(forge) if read_digest(issue.body)]
        (comment,) = forge.list_comments(Thread(kind="issue", number=digest.number))
        assert comment.body.count("@owner") == 10
        statuses = [one for number in range(1, 23) for one in told_on(forge, number)]
        assert [one.folded for one in statuses] == [False] * 11
        assert all("1 overdue" in one.body and "@" not in one.body for one in statuses)
        roll(forge, NEXT_MONDAY)
        assert [one.folded for one in forge.list_comments(comment.thread)] == [True, False]
        assert len([issue for issue in all_issues(forge) if read_digest(issue.body)]) == 1

    def test_a_digest_names_issues_of_its_own_repository_by_their_numbers(self, forge: LocalForge) -> None:
        written = [postmortem(f"postmortems/{n:02}.md", replace(ALERT, title=f"Alert {n}")) for n in range(11)]
        sync(forge, written, telling=TELLING)
        stands = standing(forge, MONDAY)
        ready = gather_round(stands, replace(rolling(MONDAY), repository="acme/shop"), forge)
        assert tell_round(ready, stands, forge).exit_code == ExitCode.OK
        (digest,) = [issue for issue in all_issues(forge) if read_digest(issue.body)]
        assert f"| #{issue_of(forge, 'Alert 0').number} | Alert 0 |" in digest.body
        assert "acme/shop" not in digest.body

    def test_a_digest_escalates_in_the_stead_of_its_comments(self, forge: LocalForge) -> None:
        written = [postmortem(f"postmortems/{n:02}.md", replace(ALERT, title=f"Alert {n}")) for n in range(11)]
        sync(forge, written, telling=TELLING)
        rules = RollupRules(escalate=Escalation(after=Span(days=7), to="acme/leads"))
        roll(forge, MONDAY, rules)
        roll(forge, NEXT_MONDAY, rules)
        (digest,) = [issue for issue in all_issues(forge) if read_digest(issue.body)]
        first, second = forge.list_comments(Thread(kind="issue", number=digest.number))
        assert first.body.count("Escalated to @acme/leads: #") == 1
        assert "Escalated" not in second.body
        assert all("Escalated to acme/leads: #" in standing_on(forge, number)[0].body for number in range(1, 12))

    def test_a_digest_that_cannot_be_told_leaves_its_comments_to_the_next_run(self, forge: LocalForge) -> None:
        written = [postmortem(f"postmortems/{n:02}.md", replace(ALERT, title=f"Alert {n}")) for n in range(11)]
        sync(forge, written, telling=TELLING)
        at = requests_before_the_comment(forge)
        faulty = FaultyForge(forge=forge, fault=Fault.REFUSED, at=at)
        assert roll(faulty, MONDAY).exit_code == ExitCode.PARTIAL
        assert faulty.writes == []
        assert roll(forge, MONDAY).exit_code == ExitCode.OK
        assert len([issue for issue in all_issues(forge) if read_digest(issue.body)]) == 1


class TestOnIssues:
    def test_a_label_tells_what_is_overdue_where_the_forge_has_no_due_dates(self, forge: LocalForge) -> None:
        sync(forge, [CHECKOUT], telling=TELLING)
        undated = Undated(forge=forge)
        for _ in range(2):
            roll(undated, MONDAY)
        assert "overdue" in issue_of(forge, ALERT.title).labels
        assert "overdue" not in issue_of(forge, FAILOVER.title).labels
        assert undated.writes.count(f"edit #{issue_of(forge, ALERT.title).number}") == 1
        close_all(forge)
        roll(undated, MONDAY)
        assert "overdue" not in issue_of(forge, ALERT.title).labels

    def test_an_issue_is_reminded_once_for_each_deadline_where_the_team_wants_it(self, forge: LocalForge) -> None:
        rules = RollupRules(remind=True)
        sync(forge, [CHECKOUT], telling=TELLING)
        thread = Thread(kind="issue", number=issue_of(forge, ALERT.title).number)
        for day in (MONDAY, MONDAY, NEXT_MONDAY):
            assert roll(forge, day, rules).exit_code == ExitCode.OK
        assert len(forge.list_comments(thread)) == 1
        later = replace(CHECKOUT, action_items=(replace(ALERT, due=date(2026, 12, 4)), FAILOVER, DONE))
        sync(forge, [later], telling=Telling(today=NEXT_MONDAY))
        for day in (NEXT_MONDAY, date(2026, 12, 7), date(2026, 12, 8)):
            roll(forge, day, rules)
        bodies = [one.body for one in forge.list_comments(thread)]
        assert ["Friday 13 Nov 2026" in bodies[0], "Friday 4 Dec 2026" in bodies[1]] == [True, True]
        assert len(bodies) == 2

    def test_nobody_is_reminded_unless_the_team_wants_it(self, forge: LocalForge) -> None:
        sync(forge, [CHECKOUT], telling=TELLING)
        roll(forge, MONDAY)
        assert forge.list_comments(Thread(kind="issue", number=issue_of(forge, ALERT.title).number)) == ()


class Trusting(FaultyForge):
    """A forge that lets us comment where a lock keeps others out."""

    def post_comment(self, thread: Thread, body: str) -> Comment:
        assert isinstance(self.forge, LocalForge)
        with self.forge.store.writing() as db:
            db.execute("UPDATE threads SET locked = 0 WHERE number = ?", (thread.number,))
        return super().post_comment(thread, body)


class Undated(FaultyForge):
    """A forge without due dates of its own."""

    @property
    def capabilities(self) -> Capabilities:
        return replace(self.forge.capabilities, native_due=False)


def test_status_and_rollup_count_the_same_with_documents_at_hand(forge: LocalForge) -> None:
    written = [CHECKOUT, postmortem("postmortems/mail.md", DONE), postmortem("postmortems/dns.md", FAILOVER)]
    sync(forge, written, telling=TELLING)
    stands = standing(forge, MONDAY, written)
    items = track(stands.issues, stands.ledgers, lambda _: TrackingRules(), MONDAY, me=stands.me)
    assert totals(items).done == 2
    (ready,) = allotted([gather_round(stands, rolling(MONDAY), forge)])
    assert totals(ready.rehearsed().items) == totals(items)


def test_two_repositories_may_number_an_incident_alike(forge: LocalForge, tmp_path: Path) -> None:
    """Whoever owns the postmortem in one hears of nothing in the other."""
    rules = RollupRules(escalate=Escalation(after=Span(days=3)))
    with closing(LocalForge(tmp_path / "other.sqlite3", clock=lambda: NOON)) as other:
        rounds = []
        for at, owner in ((forge, "lee"), (other, "max")):
            register(at, [Account(login=owner, trusted=True)])
            sync(at, [replace(CHECKOUT, owners=(owner,))], telling=TELLING)
            rounds.append(gather_round(standing(at, MONDAY), rolling(MONDAY, rules), at))
        told = [one.mentions[0] for one in allotted(rounds)]
    assert [[escalated.to for escalated in one.escalated] for one in told] == [["lee"], ["max"]]
