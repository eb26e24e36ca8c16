"""Who is notified by the comments of a run: few people, for what is overdue, once a week over all postmortems.

Only logins that the forge or the team's own configuration names are ever mentioned, never what a document says.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import TypeVar

from followthrough.rollups.escalation import long_overdue
from followthrough.rollups.item import TrackedItem
from followthrough.rollups.memory import Memory, sign
from followthrough.rollups.posting import Post, Turn
from followthrough.rollups.rules import Escalation, Mention, RollupRules
from followthrough.rollups.weeks import week_of

MOST = 10
"""People notified by one comment; the others stand in it as text."""
# Both forges' logins, and GitHub's teams and GitLab's groups by their path.
_MENTIONABLE = re.compile(
    r"[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?(?:/[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?)*"
)
_EVERYBODY = frozenset({"all", "everyone", "here", "channel"})
_Thread = TypeVar("_Thread")
Leads = Mapping[str, tuple[str, ...]]
"""Key of a postmortem → the logins of its owners, as far as they have any."""
_NO_LEADS: Leads = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalated:
    """Items that have been overdue for so long that somebody is told of it."""

    to: str
    items: tuple[TrackedItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentions:
    """Whose names stand in a comment as mentions, and what it escalates."""

    live: frozenset[str] = frozenset()
    """Folded logins and teams; all other names are text."""
    escalated: tuple[Escalated, ...] = ()

    def mentions(self, login: str) -> bool:
        """Whether this name stands as a mention."""
        return folded(login) in self.live


def allot(
    turns: Mapping[_Thread, Turn], rules: RollupRules, today: date, *, leads: Mapping[_Thread, Leads]
) -> Mapping[_Thread, Mentions]:
    """Whom each comment notifies: everybody in that of their most overdue item, at most once in an ISO week.

    Only fresh comments notify anybody; in one that is edited those names stay mentions that were. `leads` are those of
    the postmortems of each thread, since two repositories may give two incidents the same number.
    """
    spoken = {name for turn in turns.values() if turn.memory for name in turn.memory.mentioned_in(week_of(today))}
    fresh = {thread: turn for thread, turn in turns.items() if turn.posting.post is Post.FRESH}
    people = _people(fresh, leads, spoken) if rules.mention is Mention.OVERDUE else {}
    found = {thread: _standing(turn, rules, leads.get(thread, _NO_LEADS)) for thread, turn in turns.items()}
    found |= {thread: replace(found[thread], live=people.get(thread, frozenset())) for thread in fresh}
    if rules.escalate:
        spoken |= {name for live in people.values() for name in live}
        found |= _escalate(fresh, found, rules, spoken, leads)
    return found


def of_digest(items: Iterable[TrackedItem], memories: Iterable[Memory], rules: RollupRules, today: date) -> Mentions:
    """Whom a digest's comment that shows these items notifies: their assignees, but who was this week already."""
    if rules.mention is Mention.NOBODY:
        return Mentions()
    spoken = {name for memory in memories for name in memory.mentioned_in(week_of(today))}
    owners = (folded(owner) for item in items if item.assigned for owner in item.owners)
    return Mentions(
        live=frozenset([one for one in dict.fromkeys(owners) if one not in spoken and is_mentionable(one)][:MOST])
    )


def folded(login: str) -> str:
    """The login or team as it is remembered and compared."""
    return login.strip().removeprefix("@").casefold()


def is_mentionable(login: str) -> bool:
    """Whether this is a name that a forge could have given to one person or team, who would be notified."""
    return _MENTIONABLE.fullmatch(login) is not None and folded(login) not in _EVERYBODY


def escalation_sign(item: TrackedItem) -> str:
    """Stands for an item that was escalated; a later deadline makes it another."""
    return sign(item, item.due.isoformat() if item.due else "")


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


def _standing(turn: Turn, rules: RollupRules, leads: Leads) -> Mentions:
    """What the comment that stands mentions and has escalated."""
    memory = turn.memory or Memory()
    live = memory.mentioned_in(memory.week) if memory.week else frozenset()
    known = [item for item in long_overdue(turn.rollups, rules) if escalation_sign(item) in memory.escalated]
    return Mentions(live=live, escalated=_by_target(known, rules.escalate, leads))


def _escalate(
    fresh: Mapping[_Thread, Turn],
    found: Mapping[_Thread, Mentions],
    rules: RollupRules,
    spoken: Collection[str],
    leads: Mapping[_Thread, Leads],
) -> Mapping[_Thread, Mentions]:
    """The same with what is escalated for the first time; who was notified this week already hears of it the next."""
    taken, told = set(spoken), dict(found)
    for thread, turn in sorted(fresh.items(), key=lambda one: -_latest(one[1])):
        mentions = found[thread]
        known = {escalation_sign(item) for one in mentions.escalated for item in one.items}
        for one in _by_target(long_overdue(turn.rollups, rules), rules.escalate, leads.get(thread, _NO_LEADS)):
            new = {escalation_sign(item) for item in one.items} - known
            if new and (rules.mention is Mention.NOBODY or folded(one.to) not in taken):
                mentions = _with(mentions, one, live=rules.mention is not Mention.NOBODY)
                taken.add(folded(one.to))
        told[thread] = mentions
    return told


def _with(mentions: Mentions, escalated: Escalated, *, live: bool) -> Mentions:
    others = tuple(one for one in mentions.escalated if one.to != escalated.to)
    also = {folded(escalated.to)} if live else set()
    return Mentions(live=mentions.live | also, escalated=(*others, escalated))


def _by_target(items: list[TrackedItem], escalation: Escalation | None, leads: Leads) -> tuple[Escalated, ...]:
    """The items under each whom they are escalated to: the one the team names, else the owners of the postmortem."""
    found: dict[str, list[TrackedItem]] = {}
    for item in items:
        for to in (escalation.to,) if escalation and escalation.to else leads.get(item.postmortem, ()):
            found.setdefault(to, []).append(item)
    return tuple(Escalated(to=to, items=tuple(own)) for to, own in found.items())


def _latest(turn: Turn) -> int:
    return max((one.totals.oldest_overdue_days for one in turn.rollups), default=0)
