"""Whether the status comment of a thread is left alone, edited, or followed by a fresh one, which alone notifies.

A fresh comment is due once an ISO week at most, whenever the schedule runs; what the comment remembers decides, and
nothing else does. That the decision is carried out once is for `apply` to see.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

from followthrough.rollups.escalation import came_due
from followthrough.rollups.fingerprint import fingerprint, is_as_opened
from followthrough.rollups.memory import Memory, Told
from followthrough.rollups.phrases import day_name, some
from followthrough.rollups.rollup import Rollup
from followthrough.rollups.rules import RollupMode, RollupRules
from followthrough.rollups.weeks import week_of, weeks_between

AT_ONCE = 10
"""The most fresh comments of one run; where more are due, one digest tells them all."""
QUIET_WEEKS = 4
"""Between two fresh comments on what does not change."""
_Thread = TypeVar("_Thread")


class Post(StrEnum):
    """What becomes of the status comment of a thread."""

    NOTHING = "nothing"
    EDIT = "edit"
    FRESH = "fresh"
    LAST = "last"
    """A fresh one that says that all is settled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """What becomes of a status comment, and why."""

    post: Post
    reason: str
    quiet: bool = False
    """Whether nothing changed for so long that it addresses the postmortem's owner alone."""
    in_digest: bool = False
    """Whether a digest tells in its stead what a fresh comment of this week would."""

    @property
    def is_fresh(self) -> bool:
        """Whether a new comment is posted."""
        return self.post in {Post.FRESH, Post.LAST}


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One thread in a run: what it covers, what its comment remembers, and what becomes of it."""

    rollups: tuple[Rollup, ...]
    memory: Memory | None
    """None where no comment stands."""
    posting: Posting


def decide(rollups: Sequence[Rollup], memory: Memory | None, rules: RollupRules, today: date) -> Posting:
    """What becomes of the comment that covers these postmortems; None for `memory` where no comment stands."""
    if not any(one.was_tracked for one in rollups):
        return Posting(post=Post.NOTHING, reason="everything was done when it was first seen")
    changed = has_changed(rollups, memory)
    if all(one.is_settled for one in rollups):
        return _settled(memory, today, changed=changed)
    due = _due(rollups, memory, rules, today, changed=changed)
    if due and today.weekday() >= rules.weekday:
        return due
    waits = f"{due.reason}, to be told from {day_name(rules.weekday)} on" if due else None
    if changed and memory:
        return Posting(post=Post.EDIT, reason=waits or "something changed")
    return Posting(post=Post.NOTHING, reason=waits or "nothing changed")


def has_changed(rollups: Sequence[Rollup], memory: Memory | None) -> bool:
    """Whether there is anything to tell that the comment does not tell yet."""
    if memory is None or memory.fingerprint is None:
        return not is_as_opened(rollups)
    return memory.fingerprint != fingerprint(rollups)


def gathered(postings: Mapping[_Thread, Posting], *, digest_posted: bool = False) -> Mapping[_Thread, Posting]:
    """The same, or where too many fresh comments are due at once, quiet edits in their stead.

    `digest_posted` says that a digest of this week tells them already, as after a run that was cut off.
    """
    due = sum(one.post is Post.FRESH for one in postings.values())
    if due <= AT_ONCE and not (digest_posted and due):
        return postings
    reason = f"one of {some(due, 'comment')} that are due; the digest tells them" if due > 1 else "the digest tells it"
    quiet = {thread: replace(one, post=Post.EDIT, reason=reason, in_digest=True) for thread, one in postings.items()}
    return {thread: quiet[thread] if one.post is Post.FRESH else one for thread, one in postings.items()}


def _settled(memory: Memory | None, today: date, *, changed: bool) -> Posting:
    if memory is None:
        return Posting(post=Post.NOTHING, reason="everything is settled, and no comment stands")
    if memory.told is not Told.LAST and _is_free(memory, today):
        return Posting(post=Post.LAST, reason="everything is settled")
    if changed:
        return Posting(post=Post.EDIT, reason="something changed")
    told = "that was told" if memory.told is Told.LAST else "this week has had its comment"
    return Posting(post=Post.NOTHING, reason=f"everything is settled, and {told}")


def _due(
    rollups: Sequence[Rollup], memory: Memory | None, rules: RollupRules, today: date, *, changed: bool
) -> Posting | None:
    """The fresh comment of this week, where there is to be one."""
    reason = _reason(rollups, memory, rules)
    known = memory or Memory()
    if not reason or not _is_free(known, today):
        return None
    weeks = 0 if changed else _unchanged(known, today)
    if weeks < rules.quiet_after:
        return Posting(post=Post.FRESH, reason=reason)
    if known.week and weeks_between(known.week, week_of(today)) < QUIET_WEEKS:
        reason = _escalation(rollups, known, rules)
        return Posting(post=Post.FRESH, reason=reason, quiet=True) if reason else None
    return Posting(post=Post.FRESH, reason=f"{reason}; nothing changed for {some(weeks, 'week')}", quiet=True)


def _unchanged(memory: Memory, today: date) -> int:
    """For how many weeks a thread that was told in an earlier week has told the same."""
    return (today - memory.changed_on).days // 7 if memory.week and memory.changed_on else 0


def _escalation(rollups: Sequence[Rollup], memory: Memory, rules: RollupRules) -> str | None:
    """Why a week brings a comment although nothing changed: an item has been overdue for as long as the team bears.

    Once for each item: it is not to wait for a month, nor to end the silence for longer than a week.
    """
    told = memory.now.on if memory.now else None
    items = came_due(rollups, rules, told, memory.waiting) if told else 0
    return f"{some(items, 'item')} to be escalated" if items else None


def _reason(rollups: Sequence[Rollup], memory: Memory | None, rules: RollupRules) -> str | None:
    """Why a week brings a fresh comment; None where it brings none."""
    overdue = sum(one.totals.overdue for one in rollups)
    late = f"{some(overdue, 'item')} overdue" if overdue else None
    if rules.mode is RollupMode.WHEN_OVERDUE:
        return late
    if rules.mode is RollupMode.STICKY:
        return "no comment stands yet" if memory is None else None
    return late or "each week brings one"


def _is_free(memory: Memory, today: date) -> bool:
    """Whether no comment of this ISO week was posted yet."""
    return memory.week is None or memory.week < week_of(today)
