from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followthrough.model import Span
from followthrough.rollups.allotment import MOST, allot, of_digest
from followthrough.rollups.escalation import escalation_sign
from followthrough.rollups.item import TrackedItem
from followthrough.rollups.memory import Memory, memory_of, state_of
from followthrough.rollups.mentions import Escalated, Mentions
from followthrough.rollups.posting import Post, Posting, Turn, decide
from followthrough.rollups.remembered import remember
from followthrough.rollups.rollup import roll_up
from followthrough.rollups.rules import Escalation, Mention, RollupRules
from tests.unit.rollups.weeks_of_work import CANARY, CHECKOUT, FAILOVER, MONDAY, QUEUE, RETRIES

RULES = RollupRules()
FRESH, EDIT = Posting(post=Post.FRESH, reason="x"), Posting(post=Post.EDIT, reason="x")
LEADS = {thread: {"inc-42": ("lee",)} for thread in range(5)}
"""Of every thread."""
LAST_WEEK, THIS_WEEK = "2026-W48", "2026-W49"


def turn(*items: TrackedItem, posting: Posting = FRESH, memory: Memory | None = None) -> Turn:
    """A thread with one postmortem."""
    return Turn(rollups=(roll_up(CHECKOUT, items, MONDAY),), memory=memory or Memory(), posting=posting)


def late(days: int, *owners: str) -> TrackedItem:
    """An overdue item."""
    due = MONDAY - timedelta(days=days)
    return replace(CANARY, key=f"late-{days}", number=days, owners=owners, due=due, days_overdue=days)


def live(turns: Mapping[int, Turn], rules: RollupRules = RULES) -> dict[int, list[str]]:
    """Whom each comment notifies."""
    found = allot(turns, rules, MONDAY, leads=LEADS)
    return {thread: sorted(mentions.live) for thread, mentions in found.items()}


def test_only_owners_of_overdue_items_are_mentioned() -> None:
    """Not who owns what is due soon, and not who is no login of the forge."""
    unassigned = replace(FAILOVER, due=date(2026, 11, 2), days_overdue=28)
    assert live({1: turn(RETRIES, QUEUE, unassigned)}) == {1: ["alice"]}


@pytest.mark.parametrize("name", ["Dana Levin", "all", "everyone", "a@b.example", ""])
def test_what_no_forge_gives_as_a_login_is_not_counted_as_a_mention(name: str) -> None:
    """The embedded forge takes any name; what cannot be a mention is not told as one."""
    assert live({1: turn(late(9, name, "alice"))}) == {1: ["alice"]}


def test_everybody_is_mentioned_where_they_are_latest() -> None:
    """Once over all postmortems."""
    turns = {1: turn(late(3, "alice"), late(9, "bob")), 2: turn(late(5, "Alice"), late(4, "bob", "carol"))}
    assert live(turns) == {1: ["bob"], 2: ["alice", "carol"]}


def test_whoever_was_mentioned_this_week_is_not_again() -> None:
    """In whichever comment it was; last week's mention is over."""
    told = Memory(week=THIS_WEEK, mentioned={"alice": THIS_WEEK, "bob": LAST_WEEK})
    turns = {1: turn(late(9, "alice"), late(2, "bob")), 2: turn(posting=EDIT, memory=told)}
    assert live(turns)[1] == ["bob"]


def test_an_edit_notifies_nobody_new_and_keeps_its_mentions() -> None:
    """An edited name that becomes a mention would be a second reminder on GitLab."""
    told = Memory(week=LAST_WEEK, mentioned={"alice": LAST_WEEK})
    assert live({1: turn(late(9, "alice"), late(2, "bob"), posting=EDIT, memory=told)}) == {1: ["alice"]}


def test_a_team_may_ask_for_no_mentions() -> None:
    """`mention: nobody`."""
    rules = replace(RULES, mention=Mention.NOBODY, escalate=Escalation(after=Span(days=1), to="acme/leads"))
    found = allot({1: turn(RETRIES)}, rules, MONDAY, leads=LEADS)[1]
    assert found == Mentions(escalated=(Escalated(to="acme/leads", items=(RETRIES,)),))


def test_few_people_are_mentioned_at_once() -> None:
    """Those of what is latest; the others stand there as text."""
    turns = {1: turn(*(late(days, f"p{days:02}") for days in range(1, MOST + 6)))}
    assert live(turns) == {1: [f"p{days:02}" for days in range(6, MOST + 6)]}


def test_what_does_not_change_is_told_to_the_lead_alone() -> None:
    """A team mutes who repeats themselves."""
    assert live({1: turn(RETRIES, CANARY, posting=replace(FRESH, quiet=True))}) == {1: ["lee"]}


ESCALATING = replace(RULES, escalate=Escalation(after=Span(days=14), to="@acme/leads"))


def escalated(turns: Mapping[int, Turn], rules: RollupRules = ESCALATING) -> dict[int, list[tuple[str, list[int]]]]:
    """To whom each comment escalates what."""
    found = allot(turns, rules, MONDAY, leads=LEADS)
    return {
        thread: [(one.to, [item.number or 0 for item in one.items]) for one in mentions.escalated]
        for thread, mentions in found.items()
    }


def test_what_stays_overdue_is_escalated_once() -> None:
    """In the comment of the week in which it is 14 days late; later ones name the team as text."""
    first = turn(late(13, "bob"), late(14, "alice"))
    mentions = allot({1: first}, ESCALATING, MONDAY, leads=LEADS)[1]
    assert mentions.live == {"alice", "bob", "acme/leads"}
    assert escalated({1: first}) == {1: [("@acme/leads", [14])]}
    memory = remember(first, mentions, MONDAY)
    later = MONDAY + timedelta(days=7)
    again = replace(first, memory=memory, rollups=(roll_up(CHECKOUT, [late(14, "alice")], later),))
    assert allot({1: again}, ESCALATING, later, leads=LEADS)[1] == Mentions(
        live=frozenset({"alice"}), escalated=(Escalated(to="@acme/leads", items=(late(14, "alice"),)),)
    )


def test_a_later_deadline_can_be_escalated_anew() -> None:
    """It is another promise."""
    item = late(20, "alice")
    told = Memory(escalated=frozenset({escalation_sign(replace(item, due=date(2026, 1, 1)))}))
    assert "acme/leads" in allot({1: turn(item, memory=told)}, ESCALATING, MONDAY, leads=LEADS)[1].live


def test_without_a_team_the_lead_is_told() -> None:
    """Whoever owns the postmortem; where nobody does, nobody is."""
    rules = replace(RULES, escalate=Escalation(after=Span(days=14)))
    assert escalated({1: turn(late(20, "alice"))}, rules) == {1: [("lee", [20])]}
    assert allot({1: turn(late(20, "alice"))}, rules, MONDAY, leads={})[1].escalated == ()


def test_two_repositories_may_number_an_incident_alike() -> None:
    """Each postmortem has owners of its own."""
    rules = replace(RULES, escalate=Escalation(after=Span(days=14)))
    turns = {
        1: turn(late(20, "alice")),
        2: turn(late(30, "bob")),
        3: turn(late(40), posting=replace(FRESH, quiet=True)),
    }
    leads = {1: {"inc-42": ("lee",)}, 2: {"inc-42": ("max",)}, 3: {"inc-42": ("kim",)}}
    found = allot(turns, rules, MONDAY, leads=leads)
    assert {at: sorted(one.live) for at, one in found.items()} == {1: ["alice", "lee"], 2: ["bob", "max"], 3: ["kim"]}


def test_what_was_escalated_stays_so_where_an_edit_cannot_say_to_whom() -> None:
    """Else the next comment would escalate it once more."""
    item = late(20, "alice")
    told = Memory(escalated=frozenset({escalation_sign(item), escalation_sign(late(21))}))
    edited = turn(item, posting=EDIT, memory=told)
    assert remember(edited, Mentions(), MONDAY).escalated == {escalation_sign(item)}


def in_repository(name: str, one: Turn) -> Turn:
    """The thread in a run over several repositories."""
    return replace(one, rollups=tuple(replace(rollup, repository=name) for rollup in one.rollups))


def test_one_comment_a_week_escalates_to_a_team_whatever_there_is() -> None:
    """That of what is latest also names what other comments escalate, where the team stands as text."""
    turns = {1: turn(late(20, "alice")), 2: turn(late(30, "bob")), 3: turn(late(5, "carol"))}
    assert escalated(turns) == {1: [("@acme/leads", [20])], 2: [("@acme/leads", [30, 20])], 3: []}
    assert live(turns, ESCALATING) == {1: ["alice"], 2: ["acme/leads", "bob"], 3: ["carol"]}


def test_whoever_is_mentioned_as_an_owner_hears_of_an_escalation_there() -> None:
    """A lead has items of their own."""
    rules = replace(RULES, escalate=Escalation(after=Span(days=14), to="bob"))
    turns = {1: turn(late(20, "alice")), 2: turn(late(3, "bob"))}
    assert escalated(turns, rules) == {1: [("bob", [20])], 2: [("bob", [20])]}
    assert live(turns, rules) == {1: ["alice"], 2: ["bob"]}


@pytest.mark.parametrize(
    ("turns", "waits"),
    [
        pytest.param(
            {1: turn(late(20, "alice")), 2: turn(posting=EDIT, memory=Memory(mentioned={"acme/leads": THIS_WEEK}))},
            1,
            id="the team was mentioned in this week already",
        ),
        pytest.param(
            {
                1: in_repository("acme/shop", turn(late(20, "alice"))),
                2: in_repository("acme/cart", turn(late(30, "bob"))),
            },
            1,
            id="it is mentioned in another repository, whose readers may not know of this one",
        ),
    ],
)
def test_what_cannot_be_escalated_this_week_waits_for_the_next(turns: Mapping[int, Turn], waits: int) -> None:
    """Even on a thread that is quiet: its memory knows, and a comment of the next week tells."""
    found = allot(turns, ESCALATING, MONDAY, leads=LEADS)
    assert [one.number for escalated in found[waits].escalated for one in escalated.items] == []
    memory = remember(turns[waits], found[waits], MONDAY)
    assert memory_of(state_of(memory, {})) == memory
    quiet = replace(ESCALATING, quiet_after=0)
    next_week = MONDAY + timedelta(days=7)
    rollups = tuple(roll_up(CHECKOUT, one.items, next_week) for one in turns[waits].rollups)
    posting = decide(rollups, memory, quiet, next_week)
    assert (posting.post, posting.reason) == (Post.FRESH, "1 item to be escalated")
    then = Turn(rollups=rollups, memory=memory, posting=posting)
    told = allot({1: then}, quiet, next_week, leads={})[1]
    assert told.live == {"acme/leads"}
    assert remember(then, told, next_week).waiting == frozenset()


IN_DIGEST = Posting(post=Post.EDIT, reason="x", in_digest=True)


def test_a_digest_escalates_what_its_comments_would() -> None:
    """Where most is late, least is told otherwise; the comments name the team as text."""
    turns = {1: turn(late(20, "alice"), posting=IN_DIGEST), 2: turn(late(30, "bob"), posting=IN_DIGEST)}
    found = allot(turns, ESCALATING, MONDAY, leads=LEADS)
    assert escalated(turns) == {1: [("@acme/leads", [20])], 2: [("@acme/leads", [30])]}
    assert {at: set(one.live) for at, one in found.items()} == {1: set(), 2: set()}
    told = of_digest([], turns.values(), found.values(), ESCALATING, MONDAY)
    assert told.live == {"acme/leads"}
    assert [(one.to, [item.number for item in one.items]) for one in told.escalated] == [("@acme/leads", [20, 30])]
    later = [replace(one, memory=remember(one, found[at], MONDAY)) for at, one in turns.items()]
    again = allot(dict(enumerate(later)), ESCALATING, MONDAY, leads=LEADS)
    assert of_digest([], later, again.values(), ESCALATING, MONDAY) == Mentions()


def test_a_digest_mentions_who_was_not_mentioned_yet() -> None:
    """The owners of the items that it shows."""
    told = turn(memory=Memory(mentioned={"alice": THIS_WEEK}))
    assert of_digest([late(9, "alice"), late(3, "bob")], [told], [], RULES, MONDAY).live == {"bob"}
    assert of_digest([late(3, "bob")], [], [], replace(RULES, mention=Mention.NOBODY), MONDAY).live == frozenset()


@settings(max_examples=60, deadline=None)
@given(
    owned=st.lists(
        st.lists(st.tuples(st.integers(1, 60), st.sampled_from(["alice", "Bob", "carol", "acme/leads"])), max_size=4),
        min_size=1,
        max_size=5,
    ),
    days=st.lists(st.tuples(st.integers(0, 6), st.frozensets(st.integers(0, 4))), min_size=1, max_size=12),
)
def test_nobody_is_notified_twice_in_a_week(
    owned: list[list[tuple[int, str]]], days: list[tuple[int, frozenset[int]]]
) -> None:
    """Over all postmortems, whichever comments are fresh on whichever days."""
    memories: dict[int, Memory] = {}
    notified: Counter[tuple[str, str]] = Counter()
    today = MONDAY
    for step, fresh in days:
        today += timedelta(days=step)
        turns = {
            thread: replace(
                turn(*(late(late_by, owner) for late_by, owner in items), memory=memories.get(thread)),
                posting=FRESH if thread in fresh else EDIT,
            )
            for thread, items in enumerate(owned)
        }
        found = allot(turns, ESCALATING, today, leads=LEADS)
        for thread, one in turns.items():
            memories[thread] = remember(one, found[thread], today)
            if thread in fresh:
                week = today.isocalendar()
                notified.update((login, f"{week.year}-{week.week}") for login in found[thread].live)
    assert max(notified.values(), default=0) <= 1


@pytest.mark.parametrize("posting", [FRESH, EDIT])
def test_a_confidential_item_mentions_nobody(posting: Posting) -> None:
    """Its owners are withheld before anything here sees them."""
    secret = replace(late(20), title="(confidential)", confidential=True, assigned=True)
    assert live({1: turn(secret, posting=posting)}) == {1: []}
