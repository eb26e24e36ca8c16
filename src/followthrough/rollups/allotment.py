"""Who is notified by the comments of a run: few people, for what is overdue, once a week over all postmortems.

Only logins that the forge or the team's own configuration names are ever mentioned, never what a document says.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import TypeVar

from followthrough.rollups.escalated import escalate, joined, newly, standing
from followthrough.rollups.item import TrackedItem
from followthrough.rollups.memory import Memory
from followthrough.rollups.mentions import Leads, Mentions, folded, is_mentionable
from followthrough.rollups.posting import Post, Turn
from followthrough.rollups.rules import Mention, RollupRules
from followthrough.rollups.weeks import week_of

MOST = 10
"""People notified by one comment; the others stand in it as text."""
_Thread = TypeVar("_Thread")
_NO_LEADS: Leads = MappingProxyType({})


def allot(
    turns: Mapping[_Thread, Turn], rules: RollupRules, today: date, *, leads: Mapping[_Thread, Leads]
) -> Mapping[_Thread, Mentions]:
    """Whom each comment notifies: everybody in that of their most overdue item, at most once in an ISO week.

    Only fresh comments notify anybody; in one that is edited those names stay mentions that were. `leads` are those of
    the postmortems of each thread, since two repositories may give two incidents the same number.
    """
    spoken = _spoken(turns.values(), today)
    fresh = {thread: turn for thread, turn in turns.items() if turn.posting.post is Post.FRESH}
    people = _people(fresh, leads, spoken) if rules.mention is Mention.OVERDUE else {}
    found = {thread: _kept(turn, rules, leads.get(thread, _NO_LEADS)) for thread, turn in turns.items()}
    found |= {thread: replace(found[thread], live=people.get(thread, frozenset())) for thread in fresh}
    return escalate(turns, found, rules, spoken, leads) if rules.escalate else found


def of_digest(
    items: Iterable[TrackedItem],
    turns: Iterable[Turn],
    mentions: Iterable[Mentions],
    rules: RollupRules,
    today: date,
    *,
    before: Memory | None = None,
) -> Mentions:
    """Whom the comment of a digest notifies that shows these items and stands in for these turns.

    Their assignees, but who was this week already, and those to whom `mentions` escalate anything new; `before` is what
    the digest that stands remembers.
    """
    told = list(turns)
    escalated = joined(one for turn, own in zip(told, mentions, strict=False) for one in newly(turn, own))
    if rules.mention is Mention.NOBODY:
        return Mentions(escalated=escalated)
    spoken = _spoken(told, today) | (before.mentioned_in(week_of(today)) if before else frozenset())
    owners = (folded(owner) for item in items if item.assigned for owner in item.owners)
    shown = [one for one in dict.fromkeys(owners) if one not in spoken and is_mentionable(one)][:MOST]
    targets = frozenset(folded(one.to) for one in escalated)
    return Mentions(live=(targets - spoken).union(shown), escalated=escalated)


def _spoken(turns: Iterable[Turn], today: date) -> frozenset[str]:
    """Whom this week has notified already."""
    memories = (turn.memory for turn in turns if turn.memory)
    return frozenset(name for memory in memories for name in memory.mentioned_in(week_of(today)))


def _people(
    fresh: Mapping[_Thread, Turn], leads: Mapping[_Thread, Leads], spoken: Collection[str]
) -> Mapping[_Thread, frozenset[str]]:
    """The people of each comment, the owners of what is latest before others."""
    best: dict[str, tuple[int, _Thread]] = {}
    for thread, turn in fresh.items():
        for login, days in _concerned(turn, leads.get(thread, _NO_LEADS)):
            if login not in spoken and (login not in best or days > best[login][0]):
                best[login] = days, thread
    ordered = sorted(best.items(), key=lambda one: (-one[1][0], one[0]))
    return {thread: frozenset([login for login, (_, own) in ordered if own == thread][:MOST]) for thread in fresh}


def _concerned(turn: Turn, leads: Leads) -> Iterator[tuple[str, int]]:
    """Whoever should hear of what is overdue, and for how many days it is."""
    for rollup in turn.rollups:
        for item in rollup.overdue:
            owners = item.owners if item.assigned else ()
            heard = map(folded, _lead(rollup.key, leads, owners, turn))
            yield from ((login, item.days_overdue) for login in heard if is_mentionable(login))


def _lead(key: str, leads: Leads, owners: tuple[str, ...], turn: Turn) -> tuple[str, ...]:
    return leads.get(key, ()) if turn.posting.quiet else owners


def _kept(turn: Turn, rules: RollupRules, leads: Leads) -> Mentions:
    """What the comment that stands mentions and has escalated."""
    memory = turn.memory or Memory()
    live = memory.mentioned_in(memory.week) if memory.week else frozenset()
    return Mentions(live=live, escalated=standing(turn, rules, leads))
