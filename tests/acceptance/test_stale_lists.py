"""Issues that are there, and that no list shows yet: what remembers their numbers makes up for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from followthrough.apply import Telling, apply
from followthrough.errors import ExitCode
from followthrough.forges.local import LocalForge
from followthrough.forges.local.people import all_issues
from followthrough.model import IssueEdit, IssueState
from followthrough.rollups.item import totals
from followthrough.rollups.tracked import track
from followthrough.tracking.outcome import exit_code
from tests.acceptance.rig import LABEL, NOON, item, postmortem, sync, the_plan
from tests.acceptance.rollup_rig import TRACKING, roll, standing
from tests.faults.faulty import FaultyForge

FRIDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 23)
ALERT = item("Alert on the depth of the order queue", owner="alice", due=date(2026, 11, 13))
FAILOVER = item("Rehearse a failover of the payment database", owner="bob")
CHECKOUT = postmortem("postmortems/checkout.md", ALERT, FAILOVER, incident="INC-42")


@pytest.fixture
def forge(tmp_path: Path) -> Iterator[LocalForge]:
    """A tracker that has just been brought into step."""
    with closing(LocalForge(tmp_path / "tracker.sqlite3", clock=lambda: NOON)) as forge:
        sync(forge, [CHECKOUT], telling=Telling(today=FRIDAY))
        yield forge


def lagging(forge: LocalForge, *titles: str) -> FaultyForge:
    """The forge as a run sees it whose lists do not show these issues yet."""
    numbers = {issue.number for issue in all_issues(forge) if issue.title in titles}
    return FaultyForge(forge=forge, lags=True, unlisted=frozenset(numbers))


@pytest.mark.parametrize("titles", [(ALERT.title, FAILOVER.title), (FAILOVER.title,)])
def test_nothing_is_done_and_nobody_asked(forge: LocalForge, titles: tuple[str, ...]) -> None:
    plan = the_plan(lagging(forge, *titles), [CHECKOUT])
    assert plan.is_empty
    assert [one for known in plan.postmortems for one in known.conflicts] == []
    assert sum(known.unchanged for known in plan.postmortems) == 2


def test_a_change_of_the_document_reaches_them(forge: LocalForge) -> None:
    changed = replace(CHECKOUT, action_items=(replace(ALERT, done=True), FAILOVER))
    seen = lagging(forge, ALERT.title)
    outcome = apply(the_plan(seen, [changed]), seen)
    assert exit_code(outcome) == ExitCode.OK
    (issue,) = [issue for issue in all_issues(forge) if issue.title == ALERT.title]
    assert issue.state is IssueState.CLOSED


def test_one_that_lost_its_label_is_still_told(forge: LocalForge) -> None:
    (issue,) = [issue for issue in all_issues(forge) if issue.title == ALERT.title]
    forge.edit_issue(issue.number, IssueEdit(remove_labels=(LABEL,)))
    outcome = sync(forge, [CHECKOUT])
    assert [one.subject.title for one in outcome.conflicts] == [ALERT.title]


def test_a_rollup_counts_them(forge: LocalForge) -> None:
    seen = lagging(forge, ALERT.title, FAILOVER.title)
    stands = standing(seen, MONDAY, [CHECKOUT])
    items = track(stands.issues, stands.ledgers, lambda _: TRACKING, MONDAY, me=stands.me)
    sums = totals(items)
    assert (sums.open, sums.overdue, sums.untracked) == (2, 1, 0)
    assert roll(lagging(forge, FAILOVER.title), MONDAY).run.items == items


def test_a_status_looks_for_no_issue_that_was_there_before_others_that_are_listed(forge: LocalForge) -> None:
    """A list lags behind what is newest, so that one which is missing before it is gone, and costs no request."""
    seen = lagging(forge, ALERT.title)
    stands = standing(seen, MONDAY, [CHECKOUT])
    assert [issue.title for issue in stands.issues] == [FAILOVER.title]
