"""Every way to fail at every request of a sync: never twice, never silent, and mended by the next run."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from followthrough.errors import ExitCode, ForgeError
from followthrough.forges.local import LocalForge
from followthrough.forges.local.people import all_issues, register
from followthrough.forges.protocol import Forge
from followthrough.model import Account, IssueState, Postmortem, Thread
from followthrough.tracking.marker import parse_marker
from followthrough.tracking.outcome import exit_code
from followthrough.tracking.rollup_marker import parse_rollup
from tests.acceptance.rig import NOON, item, postmortem, sync, the_plan
from tests.faults.faulty import Fault, FaultyForge, Killed

CODES = {
    Fault.REFUSED: ExitCode.PARTIAL,
    Fault.LIMITED: ExitCode.DEFERRED,
    Fault.DENIED: ExitCode.ACCESS,
    Fault.LOST_AFTER: ExitCode.PARTIAL,
    Fault.LOST_BEFORE: ExitCode.PARTIAL,
}
MOST_REQUESTS = 60

ALERT = item("Alert on the depth of the order queue", owner="alice", due=date(2026, 12, 1))
FAILOVER = item("Rehearse a failover of the payment database", owner="bob")
RETRIES = item("Cap retries of the mail worker at three", owner="Carol")
CARTS = item("Expire abandoned carts after ten minutes", due=date(2026, 12, 24))
UPLINK = item("Buy a second uplink for the office", owner="alice")
NGINX = item("Remove the hand-written nginx rules")

BEFORE = (postmortem("postmortems/checkout.md", ALERT, FAILOVER, RETRIES, UPLINK, incident="INC-42"),)
AFTER = (
    postmortem(
        "postmortems/checkout.md",
        replace(ALERT, done=True),
        replace(FAILOVER, due=date(2027, 1, 15)),
        replace(UPLINK, title="Buy a second uplink for both offices"),
        NGINX,
        incident="INC-42",
    ),
    postmortem("postmortems/mail.md", CARTS, replace(NGINX, done=True)),
)


def opened(path: Path) -> LocalForge:
    return LocalForge(path, clock=lambda: NOON)


@pytest.fixture(scope="module")
def tracker(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tracker in step with the documents before they change."""
    path = tmp_path_factory.mktemp("sweep") / "tracker.sqlite3"
    with closing(opened(path)) as forge:
        register(forge, [Account(login="alice", trusted=True), Account(login="bob", trusted=True)])
        sync(forge, BEFORE)
    return path


@pytest.fixture
def forge(tracker: Path, tmp_path: Path) -> Iterator[LocalForge]:
    with closing(opened(Path(shutil.copy(tracker, tmp_path)))) as forge:
        yield forge


def state(forge: LocalForge) -> list[tuple[object, ...]]:
    """All there is on the forge, without numbers, which follow the order of opening."""
    return sorted(
        (
            issue.title,
            issue.state,
            issue.close_reason or "",
            sorted(issue.labels),
            sorted(issue.assignees),
            str(issue.due),
            issue.comment_count,
            len(ledgers(forge, issue.number)),
        )
        for issue in all_issues(forge)
    ) + [(entry,) for entry in sorted(remembered(forge))]


def ledgers(forge: Forge, number: int) -> tuple[object, ...]:
    rollup = parse_rollup(forge.get_issue(number).body)
    return rollup.ledgers if rollup else ()


def remembered(forge: LocalForge) -> list[str]:
    """What the status comments on change requests remember."""
    found = []
    with forge.store.reading() as db:
        numbers = [row[0] for row in db.execute("SELECT number FROM change_requests")]
    for number in numbers:
        for comment in forge.list_comments(Thread(kind="change_request", number=number)):
            rollup = parse_rollup(comment.body)
            for ledger in rollup.ledgers if rollup else ():
                found += [f"{ledger.postmortem}: {entry.kind} {entry.title}" for entry in ledger.entries]
    return found


def assert_nothing_is_double(forge: LocalForge) -> None:
    markers = [marker for issue in all_issues(forge) if (marker := parse_marker(issue.body))]
    keys = [(marker.postmortem, marker.item) for marker in markers]
    assert len(keys) == len(set(keys))
    assert len(remembered(forge)) == len(set(remembered(forge)))


def requests_of(forge: LocalForge, postmortems: tuple[Postmortem, ...]) -> int:
    counting = FaultyForge(forge=forge)
    sync(counting, postmortems)
    return counting.requests


@pytest.fixture(scope="module")
def wanted(tracker: Path, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[object, ...]]:
    """What a run without any fault comes to."""
    path = Path(shutil.copy(tracker, tmp_path_factory.mktemp("wanted")))
    with closing(opened(path)) as forge:
        assert requests_of(forge, AFTER) < MOST_REQUESTS
        assert the_plan(forge, AFTER).is_empty
        return state(forge)


@pytest.mark.parametrize("fault", list(Fault))
def test_whatever_fails_the_next_run_mends(
    tracker: Path, tmp_path: Path, wanted: list[tuple[object, ...]], fault: Fault
) -> None:
    for at in range(MOST_REQUESTS):
        with closing(opened(Path(shutil.copy(tracker, tmp_path / f"{at}.sqlite3")))) as forge:
            faulty = FaultyForge(forge=forge, fault=fault, at=at)
            run_into(faulty, AFTER)
            assert_nothing_is_double(forge)
            sync(forge, AFTER)
            assert state(forge) == wanted, (fault, at)
            second = FaultyForge(forge=forge)
            assert exit_code(sync(second, AFTER)) == ExitCode.OK
            assert second.writes == []
            if faulty.requests <= at:
                return
    pytest.fail("the run has more requests than were tried")


def run_into(faulty: FaultyForge, postmortems: tuple[Postmortem, ...]) -> None:
    """Run into the fault and hold the run to an honest end."""
    try:
        code = exit_code(sync(faulty, postmortems))
    except Killed:
        return
    except ForgeError as error:  # cut short while it only looked
        assert faulty.writes == []
        code = error.exit_code
    if code == ExitCode.OK:
        assert the_plan(faulty.forge, postmortems).is_empty
    elif faulty.fault:
        assert code == CODES[faulty.fault]


def test_a_first_run_that_is_cut_off_anywhere_ends_with_one_issue_an_item(tmp_path: Path) -> None:
    for at in range(MOST_REQUESTS):
        with closing(opened(tmp_path / f"{at}.sqlite3")) as forge:
            faulty = FaultyForge(forge=forge, fault=Fault.KILLED_AFTER, at=at)
            run_into(faulty, BEFORE)
            sync(forge, BEFORE)
            titles = sorted(issue.title for issue in all_issues(forge) if issue.state is IssueState.OPEN)
            assert titles == sorted(one.title for one in BEFORE[0].action_items)
            assert len(remembered(forge)) == len(titles)
            assert the_plan(forge, BEFORE).is_empty
            if faulty.requests <= at:
                return
    pytest.fail("the run has more requests than were tried")


def test_a_limit_puts_the_rest_off_and_says_so(forge: LocalForge) -> None:
    outcome = sync(FaultyForge(forge=forge, fault=Fault.LIMITED, at=requests_of_gathering(forge) + 3), AFTER)
    assert outcome.postponed
    assert not outcome.failed
    assert exit_code(outcome) == ExitCode.DEFERRED


def test_a_run_that_is_asked_to_end_finishes_what_it_is_at_and_puts_the_rest_off(forge: LocalForge) -> None:
    counting = FaultyForge(forge=forge)
    outcome = sync(counting, AFTER, stop=lambda: len(counting.writes) > 1)
    assert len(outcome.done) == 1
    assert outcome.postponed
    assert all("asked to end" in one.reason for one in outcome.postponed)
    assert any("waits for the next run" in warning for warning in outcome.warnings)


def requests_of_gathering(forge: LocalForge) -> int:
    counting = FaultyForge(forge=forge)
    the_plan(counting, AFTER)
    return counting.requests
