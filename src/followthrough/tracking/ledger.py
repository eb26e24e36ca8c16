"""The ledger: what the status comment of a postmortem remembers beside the issues themselves.

Issues are the truth, the ledger is memory. This module holds its values; `marker` writes and reads them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from followthrough.model import Review


class EntryKind(StrEnum):
    """How an item is tracked."""

    ISSUE = "issue"
    """By an issue we opened."""
    ADOPTED = "adopted"
    """By an issue people had opened, or by a ticket elsewhere."""
    DONE = "done"
    """By nothing: it was done when it was first seen."""
    UNTRACKED = "untracked"
    """By nothing any more: its issue was deleted, moved away or stripped of its marker."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A deadline that was moved: on `on`, away from `was`."""

    on: date
    was: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One action item."""

    item: str
    """Its key."""
    title: str
    kind: EntryKind
    number: int | None = None
    """Of its issue, where it is known."""
    ticket: str | None = None
    """Of an adopted ticket that is not an issue of this repository."""
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """One postmortem."""

    postmortem: str
    """Its key."""
    path: str
    title: str | None = None
    incident_id: str | None = None
    severity: str | None = None
    date: date | None = None
    owners: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    reviews: tuple[Review, ...] = ()
    missing: bool = False
    """Whether the document was unreadable or gone when last looked for."""
    confidential: bool = False
    """Whether its items are named by number alone where others can read; the titles of its entries are empty then."""


def ledger_after(ledger: Ledger, opened: Mapping[str, int]) -> Ledger:
    """The ledger with the numbers of issues that were opened, by item key; items that were not opened are left out."""
    entries = (
        replace(one, number=opened.get(one.item)) if one.kind is EntryKind.ISSUE and one.number is None else one
        for one in ledger.entries
    )
    return replace(
        ledger, entries=tuple(one for one in entries if one.kind is not EntryKind.ISSUE or one.number is not None)
    )
