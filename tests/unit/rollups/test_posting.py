from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followthrough.model import Span
from followthrough.rollups.item import ItemState, TrackedItem
from followthrough.rollups.memory import Memory, Snapshot, Told
from followthrough.rollups.posting import AT_ONCE, Post, Posting, decide, gathered, has_changed
from followthrough.rollups.remembered import opened
from followthrough.rollups.rollup import Rollup, roll_up
from followthrough.rollups.rules import Escalation, RollupMode, RollupRules
from followthrough.rollups.weeks import week_of
from tests.unit.rollups.team import Team
from tests.unit.rollups.weeks_of_work import (
    CANARY,
    CHECKOUT,
    FAILOVER,
    LOST,
    MONDAY,
    PAGER,
    QUEUE,
    REWRITE,
    ROLLBACK,
    SNOOZED,
    VENDOR,
)

WEEKLY, STICKY = RollupRules(), RollupRules(mode=RollupMode.STICKY)
ALWAYS = RollupRules(mode=RollupMode.ALWAYS)
LATE = (CANARY, PAGER)
CALM = (QUEUE, PAGER)
SETTLED = (PAGER, REWRITE)


def rollups(*items: TrackedItem) -> tuple[Rollup, ...]:
    """One postmortem."""
    return (roll_up(CHECKOUT, items, MONDAY),)


def told(*items: TrackedItem, week: str | None = "2026-W48", days_ago: int = 7, last: bool = False) -> Memory:
    """A comment of an earlier week that tells of these items."""
    known = opened(rollups(*items), MONDAY - timedelta(days=days_ago))
    return replace(known, told=Told.LAST if last else Told.ROLLUP, week=week)


@pytest.mark.parametrize(
    ("items", "memory", "rules", "expected"),
    [
        pytest.param(LATE, told(*LATE), WEEKLY, Post.FRESH, id="overdue, a new week"),
        pytest.param(LATE, told(*LATE, week="2026-W49"), WEEKLY, Post.NOTHING, id="overdue, told this week"),
        pytest.param(LATE, told(*CALM, week="2026-W49"), WEEKLY, Post.EDIT, id="newly overdue, told this week"),
        pytest.param(LATE, told(*LATE, week="2026-W50"), WEEKLY, Post.NOTHING, id="a clock that went back"),
        pytest.param(LATE, opened(rollups(*LATE), MONDAY), WEEKLY, Post.FRESH, id="overdue right after the first"),
        pytest.param(LATE, None, WEEKLY, Post.FRESH, id="overdue, no comment stands"),
        pytest.param(LATE, told(*LATE), replace(WEEKLY, weekday=1), Post.NOTHING, id="overdue, before the weekday"),
        pytest.param(LATE, told(*CALM), replace(WEEKLY, weekday=1), Post.EDIT, id="changed, before the weekday"),
        pytest.param(CALM, told(*CALM), WEEKLY, Post.NOTHING, id="nothing overdue, nothing changed"),
        pytest.param(CALM, told(QUEUE), WEEKLY, Post.EDIT, id="nothing overdue, something done"),
        pytest.param(CALM, opened(rollups(*CALM), MONDAY), WEEKLY, Post.NOTHING, id="as it was opened"),
        pytest.param(CALM, opened(rollups(QUEUE), MONDAY), WEEKLY, Post.EDIT, id="changed since it was opened"),
        pytest.param((QUEUE, ROLLBACK), Memory(), WEEKLY, Post.NOTHING, id="an old first status, as it was opened"),
        pytest.param(CALM, Memory(), WEEKLY, Post.EDIT, id="an old first status, something done since"),
        pytest.param(CALM, None, WEEKLY, Post.NOTHING, id="nothing overdue, no comment stands"),
        pytest.param(LATE, told(*LATE, days_ago=28), WEEKLY, Post.NOTHING, id="quiet after four weeks"),
        pytest.param(LATE, told(*LATE, days_ago=56, week="2026-W45"), WEEKLY, Post.FRESH, id="and then monthly"),
        pytest.param(LATE, told(*CALM, days_ago=56), WEEKLY, Post.FRESH, id="quiet ends with a change"),
        pytest.param(LATE, told(*LATE), STICKY, Post.NOTHING, id="sticky, overdue"),
        pytest.param(LATE, told(*CALM), STICKY, Post.EDIT, id="sticky, newly overdue"),
        pytest.param(LATE, None, STICKY, Post.FRESH, id="sticky, no comment stands"),
        pytest.param(CALM, told(*CALM), ALWAYS, Post.FRESH, id="always, a new week"),
        pytest.param(CALM, told(*CALM, week="2026-W49"), ALWAYS, Post.NOTHING, id="always, told this week"),
        pytest.param(CALM, told(*CALM, days_ago=28), ALWAYS, Post.NOTHING, id="always, quiet after four weeks"),
        pytest.param(SETTLED, told(*LATE), WEEKLY, Post.LAST, id="all settled"),
        pytest.param(SETTLED, told(*LATE), STICKY, Post.LAST, id="sticky, all settled"),
        pytest.param(SETTLED, told(*LATE), ALWAYS, Post.LAST, id="always, all settled"),
        pytest.param(SETTLED, opened(rollups(*CALM), MONDAY), WEEKLY, Post.LAST, id="settled before any rollup"),
        pytest.param(SETTLED, told(*LATE), replace(WEEKLY, weekday=6), Post.LAST, id="the last needs no weekday"),
        pytest.param(SETTLED, told(*LATE, week="2026-W49"), WEEKLY, Post.EDIT, id="the last waits for its week"),
        pytest.param(SETTLED, told(*SETTLED, week="2026-W49"), WEEKLY, Post.NOTHING, id="and nothing meanwhile"),
        pytest.param(SETTLED, told(*SETTLED, last=True), WEEKLY, Post.NOTHING, id="nothing after the last"),
        pytest.param(SETTLED, told(*SETTLED, last=True), ALWAYS, Post.NOTHING, id="always, nothing after the last"),
        pytest.param(SETTLED, None, WEEKLY, Post.NOTHING, id="settled, no comment stands"),
        pytest.param(CALM, told(*SETTLED, last=True), WEEKLY, Post.EDIT, id="reopened after the last"),
        pytest.param(LATE, told(*SETTLED, last=True), WEEKLY, Post.FRESH, id="reopened and overdue after the last"),
        pytest.param((PAGER, LOST), told(PAGER, LOST), WEEKLY, Post.NOTHING, id="a lost issue is not settled"),
        pytest.param((PAGER, SNOOZED), told(PAGER, SNOOZED), WEEKLY, Post.NOTHING, id="nor is a snoozed one"),
        pytest.param((PAGER, VENDOR), told(PAGER, VENDOR), WEEKLY, Post.NOTHING, id="nor a ticket elsewhere"),
        pytest.param((ROLLBACK,), Memory(), WEEKLY, Post.NOTHING, id="nothing ever was open"),
        pytest.param((ROLLBACK,), Memory(), ALWAYS, Post.NOTHING, id="always, nothing ever was open"),
        pytest.param((), Memory(), ALWAYS, Post.NOTHING, id="no items"),
    ],
)
def test_what_becomes_of_a_comment(
    items: tuple[TrackedItem, ...], memory: Memory | None, rules: RollupRules, expected: Post
) -> None:
    """On Monday, the 30th of November, in the 49th week."""
    assert decide(rollups(*items), memory, rules, MONDAY).post is expected


def test_what_is_to_be_escalated_does_not_wait_for_the_month() -> None:
    """Where a team wants to hear of it sooner than a quiet thread speaks; once, and then it is quiet again."""
    due = MONDAY - timedelta(days=30)
    stuck = replace(CANARY, due=due, days_overdue=30)
    after_29_days = replace(WEEKLY, quiet_after=2, escalate=Escalation(after=Span(days=29)))
    memory = told(stuck, days_ago=14, week="2026-W47")
    posting = decide(rollups(stuck), memory, after_29_days, MONDAY)
    assert (posting.post, posting.reason, posting.quiet) == (Post.FRESH, "1 item to be escalated", True)
    assert decide(rollups(stuck), memory, replace(after_29_days, escalate=None), MONDAY).post is Post.NOTHING
    spoken = replace(memory, now=Snapshot(on=MONDAY - timedelta(days=1)))
    assert decide(rollups(stuck), spoken, after_29_days, MONDAY).post is Post.NOTHING


@pytest.mark.parametrize(
    ("items", "memory", "expected"),
    [
        pytest.param(LATE, told(*LATE), "1 item overdue, to be told from Friday on", id="nothing else to tell"),
        pytest.param(LATE, told(*CALM), "1 item overdue, to be told from Friday on", id="an edit meanwhile"),
        pytest.param(LATE, told(*LATE, week="2026-W49"), "nothing changed", id="this week has had its comment"),
        pytest.param(CALM, told(*CALM), "nothing changed", id="nothing to be told on Friday"),
    ],
)
def test_a_run_before_the_weekday_says_that_it_waits(
    items: tuple[TrackedItem, ...], memory: Memory, expected: str
) -> None:
    """So that a schedule that never runs from that day on gives itself away."""
    assert decide(rollups(*items), memory, replace(WEEKLY, weekday=4), MONDAY).reason == expected


def test_owners_hear_of_what_is_overdue_before_a_thread_gets_quiet() -> None:
    """Where no week was told yet, as after a schedule that slept, silence says nothing of whether anybody knows."""
    first = opened(rollups(*LATE), MONDAY - timedelta(days=70))
    posting = decide(rollups(*LATE), first, WEEKLY, MONDAY)
    assert (posting.post, posting.reason, posting.quiet) == (Post.FRESH, "1 item overdue", False)


def test_a_change_request_of_several_postmortems_has_one_comment() -> None:
    """Overdue in one is overdue for all; settled is only what is settled in all."""
    other = replace(CHECKOUT, postmortem="inc-43")
    calm, late = roll_up(CHECKOUT, CALM, MONDAY), roll_up(other, [replace(CANARY, postmortem="inc-43")], MONDAY)
    done = roll_up(CHECKOUT, SETTLED, MONDAY)
    assert decide((calm, late), Memory(), WEEKLY, MONDAY).post is Post.FRESH
    assert decide((done, late), Memory(), STICKY, MONDAY).post is Post.EDIT


@pytest.mark.parametrize(
    ("now", "changes"),
    [
        pytest.param((replace(CANARY, days_overdue=3), QUEUE), False, id="a day later"),
        pytest.param((replace(CANARY, state=ItemState.DONE), QUEUE), True, id="done"),
        pytest.param((replace(CANARY, owners=("carol",)), QUEUE), True, id="another owner"),
        pytest.param((CANARY, replace(QUEUE, due=date(2026, 12, 9))), True, id="another deadline"),
        pytest.param((CANARY, replace(QUEUE, owners=("carol", "alice"))), False, id="owners in another order"),
        pytest.param((CANARY, replace(QUEUE, title="Alert on depth")), True, id="another title"),
        pytest.param((CANARY, QUEUE, FAILOVER), True, id="one more"),
    ],
)
def test_what_counts_as_a_change(now: tuple[TrackedItem, ...], changes: bool) -> None:  # noqa: FBT001  # a table
    """One day later is none."""
    assert has_changed(rollups(*now), told(CANARY, QUEUE)) is changes


FRESH, EDIT, LAST = (Posting(post=post, reason="x") for post in (Post.FRESH, Post.EDIT, Post.LAST))


def test_ten_fresh_comments_are_posted() -> None:
    """Ten at once can be borne."""
    few = dict.fromkeys(range(AT_ONCE), FRESH) | {99: EDIT, 98: LAST}
    assert gathered(few) == few


def test_more_than_ten_are_gathered_in_a_digest() -> None:
    """They take their week all the same; what is no weekly comment stays."""
    many = dict.fromkeys(range(AT_ONCE + 1), FRESH) | {99: EDIT, 98: LAST}
    found = gathered(many)
    assert Counter((one.post, one.in_digest) for one in found.values()) == {
        (Post.EDIT, True): AT_ONCE + 1,
        (Post.EDIT, False): 1,
        (Post.LAST, False): 1,
    }


def test_a_run_that_was_cut_off_goes_on_quietly() -> None:
    """Where a digest of this week stands already, the few that are left do not become comments."""
    assert gathered({1: FRESH}, digest_posted=True)[1].in_digest
    assert gathered({1: EDIT}, digest_posted=True) == {1: EDIT}


@settings(max_examples=20, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    mode=st.sampled_from(RollupMode),
    weekday=st.integers(0, 6),
    quiet_after=st.integers(0, 6),
)
def test_a_year_of_any_team(seed: int, mode: RollupMode, weekday: int, quiet_after: int) -> None:
    """However people work and whenever the schedule runs: few comments, and what stands is true."""
    chance = Random(seed)  # noqa: S311  # a simulation
    team = Team(rules=RollupRules(mode=mode, weekday=weekday, quiet_after=quiet_after))
    for _ in range(chance.randrange(1, 8)):
        team.add(team.today + timedelta(days=chance.randrange(1, 90)), "alice")
    team.open()
    weeks: Counter[str] = Counter()
    reopened = True
    for _ in range(365):
        team.sleep()
        team.live(chance)
        for _ in range(chance.choice([0, 1, 1, 2])):
            posting = team.run()
            is_settled = team.rollup().is_settled
            reopened = reopened or not is_settled
            weeks[week_of(team.today)] += posting.is_fresh
            if posting.post is Post.FRESH and mode is RollupMode.WHEN_OVERDUE:
                assert team.rollup().overdue
            if posting.post is Post.FRESH:
                assert mode is not RollupMode.STICKY
                assert team.today.weekday() >= weekday
            if posting.post is Post.LAST:
                assert is_settled
                assert reopened
                reopened = False
            assert not has_changed([team.rollup()], team.memory)
    assert max(weeks.values()) <= 1


def test_a_second_run_of_a_day_does_nothing() -> None:
    """Whatever the first did."""
    team = Team(rules=WEEKLY, today=MONDAY)
    team.add(MONDAY - timedelta(days=1), "alice")
    team.open()
    assert [team.run().post for _ in range(3)] == [Post.FRESH, Post.NOTHING, Post.NOTHING]


def test_twelve_weeks_of_a_team() -> None:
    """Opened, overdue, weekly until it is quiet, changed, done: the comments of each week from Monday to Sunday."""
    team = Team(rules=WEEKLY, today=date(2026, 9, 7))
    team.add(date(2026, 9, 18), "alice")
    team.add(date(2026, 12, 31), "bob")
    team.open()
    found = []
    for week in range(1, 13):
        for _ in range(7):
            team.run()
            team.sleep()
        if week == 10:
            team.items[0] = replace(team.items[0], state=ItemState.DONE)
        if week == 11:
            team.items[1] = replace(team.items[1], state=ItemState.WONT_DO)
        posts = [posting.post for day, posting in team.posted if day >= team.today - timedelta(days=7)]
        found.append(" ".join(post for post in posts if post is not Post.NOTHING))
    assert found == [
        "",
        "fresh",  # overdue on the Saturday
        "fresh",
        "fresh",
        "fresh",
        "fresh",
        "",  # nothing has changed for four weeks
        "",
        "",
        "fresh",  # the first of a month
        "edit",  # one is done, nothing is overdue any more
        "last",
    ]
