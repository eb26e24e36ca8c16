"""What the first status of a postmortem tells, and whose words it is once a rollup has told more."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from followthrough.apply import Telling
from followthrough.forges.local import LocalForge
from followthrough.gather.earlier import still_overdue
from followthrough.model import Account, ActionItem, Comment, IssueEdit, Thread
from followthrough.rollups.rules import RollupMode, RollupRules
from followthrough.rollups.tracked import track
from followthrough.tracking.rollup_marker import parse_rollup, render_rollup
from followthrough.tracking.rules import TrackingRules
from tests.acceptance.rig import NOON, TODAY, item, postmortem, sync, the_plan
from tests.faults.faulty import FaultyForge

ALERT = item("Alert on the depth of the order queue", owner="alice", due=date(2026, 12, 1))
FAILOVER = item("Rehearse a failover of the payment database", owner="bob", due=date(2027, 1, 15))
RETRIES = item("Cap retries of the mail worker at three")
CHECKOUT = postmortem("postmortems/checkout.md", ALERT, FAILOVER)
THREAD = Thread(kind="change_request", number=1)
TELLING = Telling(today=TODAY)
TOLD = "**Checkout** · 0 of 2 done"


@pytest.fixture
def forge(tmp_path: Path) -> Iterator[LocalForge]:
    with closing(LocalForge(tmp_path / "tracker.sqlite3", clock=lambda: NOON)) as forge:
        yield forge


def status(forge: LocalForge) -> Comment:
    (comment,) = [one for one in forge.list_comments(THREAD) if not one.folded and parse_rollup(one.body)]
    return comment


def tell_a_rollup(forge: LocalForge) -> None:
    """Replace the words, as a rollup does."""
    comment = status(forge)
    marker = parse_rollup(comment.body)
    assert marker
    line = render_rollup(replace(marker, state={**marker.state, "told": "rollup", "week": "2026-W47"}))
    forge.edit_comment(comment, f"{TOLD}\n\n{line}")


class TestNextStatus:
    @pytest.mark.parametrize(
        ("rules", "said"),
        [
            pytest.param(RollupRules(), "Next status: Monday 7 Dec 2026.", id="after the first deadline"),
            pytest.param(RollupRules(weekday=2), "Next status: Wednesday 2 Dec 2026.", id="on the team's day"),
            pytest.param(RollupRules(mode=RollupMode.ALWAYS), "Next status: Monday 23 Nov 2026.", id="every week"),
        ],
    )
    def test_the_first_status_says_when_the_next_comes(self, forge: LocalForge, rules: RollupRules, said: str) -> None:
        sync(forge, [CHECKOUT], telling=Telling(today=TODAY, rules=rules))
        assert said in status(forge).body

    @pytest.mark.parametrize(
        ("rules", "items"),
        [
            pytest.param(RollupRules(mode=RollupMode.STICKY), (ALERT,), id="no fresh comments wanted"),
            pytest.param(RollupRules(), (RETRIES,), id="no deadline"),
        ],
    )
    def test_it_promises_no_status_that_may_never_come(
        self, forge: LocalForge, rules: RollupRules, items: tuple[ActionItem, ...]
    ) -> None:
        written = replace(CHECKOUT, action_items=items)
        sync(forge, [written], telling=Telling(today=TODAY, rules=rules))
        assert "Next status" not in status(forge).body

    def test_a_day_that_passed_is_no_reason_to_write(self, forge: LocalForge) -> None:
        sync(forge, [CHECKOUT], telling=TELLING)
        counting = FaultyForge(forge=forge)
        sync(counting, [CHECKOUT], telling=Telling(today=TODAY + timedelta(days=30)))
        assert counting.writes == []


class TestEarlier:
    def test_what_is_still_overdue_on_the_same_service_is_told(self, forge: LocalForge) -> None:
        late = replace(CHECKOUT, services=("Checkout",), action_items=(replace(ALERT, due=date(2026, 11, 1)),))
        new = replace(postmortem("postmortems/cart.md", RETRIES), services=("checkout", "mail"))
        other = replace(postmortem("postmortems/dns.md", FAILOVER), services=("dns",))
        sync(forge, [late])
        plan = the_plan(forge, [late, new, other])
        items = track(plan.issues, (), lambda _: TrackingRules(), TODAY, me=Account(login="followthrough"))
        earlier = still_overdue(plan.postmortems, items)
        assert list(earlier) == ["postmortems/cart.md"]
        sync(forge, [late, new, other], telling=Telling(today=TODAY, earlier=earlier))
        every = forge.comments_on([Thread(kind="change_request", number=number) for number in range(1, 10)])
        bodies = [comment.body for comments in every.values() for comment in comments]
        assert len(bodies) == 3
        told = [body for body in bodies if "Still overdue" in body]
        assert len(told) == 1
        assert "Still overdue from earlier incidents on *checkout*, *mail*: #2 (19 days)." in told[0]


class TestWords:
    def test_what_a_rollup_told_stays_while_the_ledger_is_kept(self, forge: LocalForge) -> None:
        sync(forge, [CHECKOUT], telling=TELLING)
        tell_a_rollup(forge)
        more = replace(CHECKOUT, action_items=(*CHECKOUT.action_items, RETRIES))
        sync(forge, [more], telling=TELLING)
        body = status(forge).body
        marker = parse_rollup(body)
        assert marker
        assert body.startswith(f"{TOLD}\n\n<!--")
        assert [entry.title for entry in marker.ledgers[0].entries] == [ALERT.title, FAILOVER.title, RETRIES.title]
        assert (marker.state["told"], marker.state["week"]) == ("rollup", "2026-W47")

    def test_the_same_holds_for_a_tracking_issue_and_what_people_wrote_around_it(self, forge: LocalForge) -> None:
        sync(forge, [CHECKOUT], commits={}, telling=TELLING)
        (issue,) = [one for one in forge.list_issues("postmortem-action") if parse_rollup(one.body)]
        marker = parse_rollup(issue.body)
        assert marker
        line = render_rollup(replace(marker, state={**marker.state, "told": "rollup"}))
        framed = f"Ours.\n\n<!-- followthrough:begin -->\n{TOLD}\n\n{line}\n\nMinutes: none."
        forge.edit_issue(issue.number, IssueEdit(body=framed))
        more = replace(CHECKOUT, action_items=(*CHECKOUT.action_items, RETRIES))
        sync(forge, [more], commits={}, telling=TELLING)
        body = forge.get_issue(issue.number).body
        assert body.startswith(f"Ours.\n\n<!-- followthrough:begin -->\n{TOLD}\n\n<!-- followthrough:rollup")
        assert body.endswith("-->\n\nMinutes: none.")
        assert RETRIES.title in body

    def test_a_status_says_when_sync_last_wrote_it(self, forge: LocalForge) -> None:
        sync(forge, [CHECKOUT], telling=TELLING)
        marker = parse_rollup(status(forge).body)
        assert marker
        assert (marker.state["told"], marker.state["synced_on"]) == ("opened", "2026-11-20")
