"""What a status comment remembers of itself: when it last notified people, and what it told them then.

The ledgers beside it remember items; this is the `state` in the same marker. Keys that are not ours stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import sha256
from types import MappingProxyType

from followthrough.rollups.item import TrackedItem
from followthrough.rollups.weeks import monday_of, week_of

_SIGN = 6
"""Hexadecimal digits that stand for an item."""
_MOST_SIGNS = 1_000
_SIGNS = re.compile(rf"(?:[0-9a-f]{{{_SIGN}}})*")
_ONE_SIGN = re.compile(rf"[0-9a-f]{{{_SIGN}}}")
_WEEK = re.compile(r"[0-9]{4}-W[0-9]{2}")
_NO_NUMBERS: Mapping[str, int] = MappingProxyType({})
_NO_WEEKS: Mapping[str, str] = MappingProxyType({})


class Told(StrEnum):
    """What the comment tells."""

    OPENED = "opened"
    """Which issues opened: it is the first status, as `sync` writes it."""
    ROLLUP = "rollup"
    LAST = "last"
    """That everything is settled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """How things stood on a day, as far as a later comment compares itself with it."""

    on: date
    overdue: Mapping[str, int] = field(default_factory=lambda: _NO_NUMBERS)
    """Key of a postmortem → how many of its items were overdue."""
    done: frozenset[str] = frozenset()
    """The signs of all items that were done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """The state of a status comment."""

    told: Told = Told.OPENED
    week: str | None = None
    """The ISO week whose comment it is; None for a first status."""
    fingerprint: str | None = None
    """Of everything it tells but the passing of days."""
    changed_on: date | None = None
    """When the fingerprint last changed."""
    now: Snapshot | None = None
    """What it tells."""
    before: Snapshot | None = None
    """What was told last in an earlier week."""
    mentioned: Mapping[str, str] = field(default_factory=lambda: _NO_WEEKS)
    """Whom it notified → the ISO week in which it did."""
    escalated: frozenset[str] = frozenset()
    """The signs of items that were escalated, with the deadlines they had then."""
    waiting: frozenset[str] = frozenset()
    """Those that are to be escalated as soon as a week has not notified these people yet."""
    synced_on: date | None = None
    """When `sync` last wrote here."""

    def since(self, today: date) -> Snapshot | None:
        """What a comment of today compares itself with: what was told last in a week before this one."""
        if self.now and week_of(self.now.on) < week_of(today):
            return self.now
        return self.before

    def mentioned_in(self, week: str) -> frozenset[str]:
        """Whom it notified in an ISO week."""
        return frozenset(login for login, then in self.mentioned.items() if then == week)


def sign(item: TrackedItem, *more: str) -> str:
    """A few characters that stand for an item, and for whatever else is said of it."""
    text = "\n".join((item.postmortem, item.key, *more))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_SIGN]


def memory_of(state: Mapping[str, object]) -> Memory:
    """What a marker's state says; what is not there, or is not as we write it, counts as not remembered."""
    return Memory(
        told=_told(state.get("told")),
        week=_week(state.get("week")),
        fingerprint=_text(state.get("fingerprint")) or None,
        changed_on=_day(state.get("changed_on")),
        now=_snapshot_in(state.get("now")),
        before=_snapshot_in(state.get("before")),
        mentioned={login: week for login, then in _mapping(state.get("mentioned")).items() if (week := _week(then))},
        escalated=_signs_in(state.get("escalated")),
        waiting=_signs_in(state.get("waiting")),
        synced_on=_day(state.get("synced_on")),
    )


def state_of(memory: Memory, state: Mapping[str, object]) -> dict[str, object]:
    """The state that `memory_of` reads back the same, with all keys of `state` that are not ours."""
    ours: dict[str, object] = {
        "told": memory.told.value,
        "week": memory.week,
        "fingerprint": memory.fingerprint,
        "changed_on": _iso(memory.changed_on),
        "now": _snapshot_out(memory.now),
        "before": _snapshot_out(memory.before),
        "mentioned": dict(sorted(memory.mentioned.items())),
        "escalated": _signs_out(memory.escalated),
        "waiting": _signs_out(memory.waiting),
        "synced_on": _iso(memory.synced_on),
    }
    theirs = {key: value for key, value in state.items() if key not in ours}
    return {**{key: value for key, value in ours.items() if value}, **theirs}


def _snapshot_out(snapshot: Snapshot | None) -> dict[str, object] | None:
    if snapshot is None:
        return None
    overdue = dict(sorted(snapshot.overdue.items()))
    return {"on": snapshot.on.isoformat(), "overdue": overdue, "done": _signs_out(snapshot.done)}


def _snapshot_in(value: object) -> Snapshot | None:
    raw = _mapping(value)
    day = _day(raw.get("on"))
    if day is None:
        return None
    numbers = {key: number for key, number in _mapping(raw.get("overdue")).items() if type(number) is int}
    return Snapshot(on=day, overdue=numbers, done=_signs_in(raw.get("done")))


def _signs_out(signs: frozenset[str]) -> str:
    """All of them in one word; of very many as many as there is room for."""
    return "".join(sorted(signs)[:_MOST_SIGNS])


def _signs_in(value: object) -> frozenset[str]:
    text = _text(value) or ""
    return frozenset(_ONE_SIGN.findall(text)) if _SIGNS.fullmatch(text) else frozenset()


def _told(value: object) -> Told:
    return next((told for told in Told if told == value), Told.OPENED)


def _week(value: object) -> str | None:
    text = _text(value)
    try:
        return week_of(monday_of(text)) if text and _WEEK.fullmatch(text) else None
    except ValueError:
        return None


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(_text(value) or "")
    except ValueError:
        return None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}
