"""To whom a run escalates what, and in which of its comments they are mentioned: one in a week, that of what is latest.

The other comments of a repository name them as text, and what they escalate stands in that one too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Generic, TypeVar

from followthrough.rollups.escalation import escalation_sign, long_overdue
from followthrough.rollups.item import TrackedItem
from followthrough.rollups.memory import Memory
from followthrough.rollups.mentions import Escalated, Leads, Mentions, folded
from followthrough.rollups.posting import Post, Turn
from followthrough.rollups.rules import Escalation, Mention, RollupRules

_Thread = TypeVar("_Thread")
_NO_LEADS: Leads = MappingProxyType({})


def standing(turn: Turn, rules: RollupRules, leads: Leads) -> tuple[Escalated, ...]:
    """What the thread has escalated already, as far as it still is overdue."""
    memory = turn.memory or Memory()
    known = [item for item in long_overdue(turn.rollups, rules) if escalation_sign(item) in memory.escalated]
    return _by_target(known, rules.escalate, leads)


def newly(turn: Turn, mentions: Mentions) -> Iterator[Escalated]:
    """What of it the thread has not escalated before."""
    known = turn.memory.escalated if turn.memory else frozenset()
    for one in mentions.escalated:
        items = tuple(item for item in one.items if escalation_sign(item) not in known)
        if items:
            yield replace(one, items=items)


def joined(found: Iterable[Escalated]) -> tuple[Escalated, ...]:
    """The same with everything that is escalated to somebody in one place."""
    by_target: dict[str, tuple[TrackedItem, ...]] = {}
    for one in found:
        by_target[one.to] = (*by_target.get(one.to, ()), *one.items)
    return tuple(Escalated(to=to, items=items) for to, items in by_target.items())


def escalate(
    turns: Mapping[_Thread, Turn],
    found: Mapping[_Thread, Mentions],
    rules: RollupRules,
    spoken: Collection[str],
    leads: Mapping[_Thread, Leads],
) -> Mapping[_Thread, Mentions]:
    """The same with what is escalated for the first time; `spoken` are those whom this week had notified before."""
    desk = _Desk(turns=turns, told=dict(found), spoken=spoken, mentions=rules.mention is not Mention.NOBODY)
    telling = (thread for thread, turn in turns.items() if turn.posting.post is Post.FRESH or turn.posting.in_digest)
    for thread in sorted(telling, key=lambda one: -_latest(turns[one])):
        for one in _new(turns[thread], found[thread], rules, leads.get(thread, _NO_LEADS)):
            desk.take(thread, one)
    return desk.told


@dataclass(frozen=True, kw_only=True)
class _Desk(Generic[_Thread]):
    """What is decided of one escalation after the other."""

    turns: Mapping[_Thread, Turn]
    told: dict[_Thread, Mentions]
    spoken: Collection[str]
    mentions: bool
    """Whether anybody is mentioned at all."""

    def take(self, thread: _Thread, one: Escalated) -> None:
        """Escalate it: with a mention, as text beside one, or not before the next week."""
        name, quietly = folded(one.to), not self.mentions or self.turns[thread].posting.in_digest
        home = None if quietly else self._home(name)
        if home is not None and self._repository(home) == self._repository(thread):
            for place in {thread: None, home: None}:
                self._tell(place, one)
        elif home is not None or (name in self.spoken and self.mentions):
            waiting = self.told[thread].waiting.union(map(escalation_sign, one.items))
            self.told[thread] = replace(self.told[thread], waiting=waiting)
        else:
            self._tell(thread, one, live=frozenset() if quietly else frozenset({name}))

    def _home(self, name: str) -> _Thread | None:
        """The thread whose fresh comment mentions somebody."""
        return next(
            (one for one, turn in self.turns.items() if turn.posting.is_fresh and name in self.told[one].live), None
        )

    def _repository(self, thread: _Thread) -> str | None:
        return next((rollup.repository for rollup in self.turns[thread].rollups), None)

    def _tell(self, thread: _Thread, one: Escalated, live: frozenset[str] = frozenset()) -> None:
        known = self.told[thread]
        self.told[thread] = replace(known, live=known.live | live, escalated=joined((*known.escalated, one)))


def _new(turn: Turn, mentions: Mentions, rules: RollupRules, leads: Leads) -> tuple[Escalated, ...]:
    """What has been overdue for long enough and was not escalated yet."""
    known = {escalation_sign(item) for one in mentions.escalated for item in one.items}
    items = [item for item in long_overdue(turn.rollups, rules) if escalation_sign(item) not in known]
    return _by_target(items, rules.escalate, leads)


def _by_target(items: list[TrackedItem], escalation: Escalation | None, leads: Leads) -> tuple[Escalated, ...]:
    """The items under each whom they are escalated to: the one the team names, else the owners of the postmortem."""
    found: dict[str, list[TrackedItem]] = {}
    for item in items:
        for to in (escalation.to,) if escalation and escalation.to else leads.get(item.postmortem, ()):
            found.setdefault(to, []).append(item)
    return tuple(Escalated(to=to, items=tuple(own)) for to, own in found.items())


def _latest(turn: Turn) -> int:
    return max((one.totals.oldest_overdue_days for one in turn.rollups), default=0)
