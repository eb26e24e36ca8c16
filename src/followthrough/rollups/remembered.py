"""What a comment remembers once it was posted or edited."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from followthrough.rollups.escalation import escalation_sign
from followthrough.rollups.fingerprint import fingerprint
from followthrough.rollups.memory import Memory, Snapshot, Told, sign
from followthrough.rollups.mentions import Mentions, folded
from followthrough.rollups.posting import Post, Turn
from followthrough.rollups.rollup import Rollup
from followthrough.rollups.weeks import week_of


def opened(rollups: Sequence[Rollup], today: date) -> Memory:
    """What a first status remembers, so that a later run sees whether anything changed since."""
    return Memory(fingerprint=fingerprint(rollups), changed_on=today, now=snapshot(rollups, today))


def remember(turn: Turn, mentions: Mentions, today: date) -> Memory:
    """What the comment of this turn remembers, once it tells what it shall."""
    memory, posting = turn.memory or Memory(), turn.posting
    week, seen = week_of(today), fingerprint(turn.rollups)
    its_week = week if posting.is_fresh or posting.in_digest else memory.week
    notified = mentions.live if posting.post is Post.FRESH else frozenset()
    still = {name: then for name, then in memory.mentioned.items() if then in {week, its_week}}
    return Memory(
        told=Told.LAST if posting.post is Post.LAST or _stays_last(memory, turn) else Told.ROLLUP,
        week=its_week,
        fingerprint=seen,
        changed_on=memory.changed_on if seen == memory.fingerprint else today,
        now=snapshot(turn.rollups, today),
        before=memory.since(today),
        mentioned={**still, **{folded(name): week for name in notified}},
        escalated=_escalated(turn, memory, mentions),
        waiting=_waiting(turn, memory, mentions),
        synced_on=memory.synced_on,
    )


def snapshot(rollups: Sequence[Rollup], today: date) -> Snapshot:
    """How things stand."""
    return Snapshot(
        on=today,
        overdue={one.key: one.totals.overdue for one in rollups},
        done=frozenset(sign(item) for one in rollups for item in one.done),
    )


def _escalated(turn: Turn, memory: Memory, mentions: Mentions) -> frozenset[str]:
    """What was escalated, now or before, and is overdue still, whether or not the comment names to whom."""
    told = {escalation_sign(item) for one in mentions.escalated for item in one.items}
    overdue = {escalation_sign(item) for rollup in turn.rollups for item in rollup.overdue}
    return frozenset(told | (memory.escalated & overdue))


def _waiting(turn: Turn, memory: Memory, mentions: Mentions) -> frozenset[str]:
    """What could not be escalated in this week; an edit leaves that as it is."""
    tried = turn.posting.post is Post.FRESH or turn.posting.in_digest
    return mentions.waiting if tried else memory.waiting


def _stays_last(memory: Memory, turn: Turn) -> bool:
    return memory.told is Told.LAST and all(one.is_settled for one in turn.rollups)
