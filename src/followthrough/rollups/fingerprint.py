"""Whether anything changed that a comment tells: states, deadlines, owners, not how many days have passed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256

from followthrough.rollups.item import ItemState, TrackedItem
from followthrough.rollups.rollup import Rollup


def fingerprint(rollups: Sequence[Rollup]) -> str:
    """A few characters that change when a state, a deadline, an owner or a title does, and on no other day."""
    told = [_postmortem(one) for one in sorted(rollups, key=lambda one: one.key)]
    return sha256(json.dumps(told).encode()).hexdigest()[:16]


def is_as_opened(rollups: Sequence[Rollup]) -> bool:
    """Whether nothing has happened since the issues opened, as far as that shows without a fingerprint of then."""
    return all(_is_untouched(item) for one in rollups for item in one.items)


def _is_untouched(item: TrackedItem) -> bool:
    if item.state is ItemState.DONE:
        return item.number is None
    return item.state is ItemState.OPEN and not item.overdue


def _postmortem(rollup: Rollup) -> object:
    ledger = rollup.ledger
    reviews = [[one.name, one.date.isoformat()] for one in ledger.reviews]
    items = sorted((_item(item) for item in rollup.items), key=json.dumps)
    return [rollup.key, ledger.title, ledger.path, ledger.missing, reviews, items]


def _item(item: TrackedItem) -> object:
    due = item.due.isoformat() if item.due else None
    until = item.snoozed_until.isoformat() if item.snoozed_until else None
    place = [item.key, item.number, item.ticket, item.title, item.priority, item.remark]
    return [*place, item.state.value, item.overdue, due, until, sorted(item.owners), item.assigned, len(item.moves)]
