"""Every way to fail at every request of a rollup: never two comments a week, never silent, mended by the next run."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from followthrough.apply import Telling
from followthrough.errors import ExitCode, ForgeError
from followthrough.forges.local import LocalForge
from followthrough.forges.local.people import all_issues
from followthrough.model import IssueEdit, IssueState
from followthrough.rollups.rules import RollupRules
from tests.acceptance.rig import NOON, item, postmortem, sync
from tests.acceptance.rollup_rig import roll, standing_on, told_on
from tests.faults.faulty import Fault, FaultyForge, Killed

FRIDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 23)
MOST_REQUESTS = 60
RULES = RollupRules(remind=True)
CODES = {
    Fault.REFUSED: ExitCode.PARTIAL,
    Fault.LIMITED: ExitCode.DEFERRED,
    Fault.DENIED: ExitCode.ACCESS,
    Fault.LOST_AFTER: ExitCode.PARTIAL,
    Fault.LOST_BEFORE: ExitCode.PARTIAL,
}
LATE = item("Alert on the depth of the order queue", owner="alice", due=date(2026, 11, 13))
ON_TIME = item("Rehearse a failover of the payment database", owner="bob", due=date(2027, 1, 15))
SETTLED = item("Cap retries of the mail worker at three")
DOCUMENTS = (
    postmortem("postmortems/late.md", LATE, ON_TIME),
    postmortem("postmortems/changed.md", ON_TIME, replace(SETTLED, title="Remove the hand-written rules")),
    postmortem("postmortems/settled.md", SETTLED),
    postmortem("postmortems/astray.md", replace(LATE, title="Buy a second uplink for the office")),
)
COMMITS = {one.path: one.path.encode().hex()[-40:] for one in DOCUMENTS[:3]}


def opened(path: Path) -> LocalForge:
    return LocalForge(path, clock=lambda: NOON)


@pytest.fixture(scope="module")
def tracker(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tracker in which a Monday has something of each kind to tell."""
    path = tmp_path_factory.mktemp("rollups") / "tracker.sqlite3"
    with closing(opened(path)) as forge:
        sync(forge, DOCUMENTS, commits=COMMITS, telling=Telling(today=FRIDAY))
        done = {SETTLED.title, "Remove the hand-written rules"}
        for issue in all_issues(forge):
            if issue.title in done:
                forge.edit_issue(issue.number, IssueEdit(state=IssueState.CLOSED))
    return path


def state(forge: LocalForge) -> list[object]:
    """What people see: every comment that counts on each thread, and how many were superseded."""
    numbers = range(1, 40)
    threads = [
        (kind, number, [one.body for one in standing_on(forge, number, kind)], len(told_on(forge, number, kind)))
        for number in numbers
        for kind in ("change_request", "issue")
    ]
    issues = [(issue.title, issue.state, issue.comment_count) for issue in all_issues(forge)]
    return [*(one for one in threads if one[3]), *issues]


@pytest.fixture(scope="module")
def wanted(tracker: Path, tmp_path_factory: pytest.TempPathFactory) -> list[object]:
    """What a run without any fault comes to."""
    path = Path(shutil.copy(tracker, tmp_path_factory.mktemp("wanted")))
    with closing(opened(path)) as forge:
        counting = FaultyForge(forge=forge)
        assert roll(counting, MONDAY, RULES).exit_code == ExitCode.OK
        assert counting.requests < MOST_REQUESTS
        assert len(counting.writes) == 10, counting.writes
        second = FaultyForge(forge=forge)
        roll(second, MONDAY, RULES)
        assert second.writes == []
        return state(forge)


@pytest.mark.parametrize("fault", list(Fault))
def test_whatever_fails_the_next_run_mends(tracker: Path, tmp_path: Path, wanted: list[object], fault: Fault) -> None:
    for at in range(MOST_REQUESTS):
        with closing(opened(Path(shutil.copy(tracker, tmp_path / f"{at}.sqlite3")))) as forge:
            faulty = FaultyForge(forge=forge, fault=fault, at=at)
            run_into(faulty, fault)
            roll(forge, MONDAY, RULES)
            assert state(forge) == wanted, (fault, at)
            second = FaultyForge(forge=forge)
            assert roll(second, MONDAY, RULES).exit_code == ExitCode.OK
            assert second.writes == []
            if faulty.requests <= at:
                return
    pytest.fail("the run has more requests than were tried")


def run_into(faulty: FaultyForge, fault: Fault) -> None:
    """Run into the fault and hold the run to an honest end."""
    try:
        code = roll(faulty, MONDAY, RULES).exit_code
    except Killed:
        return
    except ForgeError as error:  # cut short while it only looked
        assert faulty.writes == []
        code = error.exit_code
    assert code in {ExitCode.OK, CODES.get(fault, ExitCode.OK)}
