"""The ledger that a postmortem shall have, and whether it differs from the one that was read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from followthrough.tracking.ledger import Entry, EntryKind, Ledger
from followthrough.tracking.verdict import Context

_LONG = 100
"""Entries from which on a status comment may have had to shorten titles, and to leave entries out."""


def ledger_of(context: Context, entries: Iterable[Entry]) -> Ledger:
    """The ledger of a postmortem; entries of former issues are kept, those of items that had none go with them."""
    postmortem, hidden = context.postmortem, context.is_confidential
    present = {one.item: one for one in entries}
    numbers = {one.number for one in present.values()}
    before = context.ledger.entries if context.ledger else ()
    kept = [one for one in before if one.item not in present and one.kind is EntryKind.ISSUE]
    return Ledger(
        postmortem=context.match.key,
        path=context.match.path,
        title=None if hidden else postmortem.title,
        incident_id=postmortem.incident_id,
        severity=postmortem.severity,
        date=postmortem.date,
        owners=postmortem.owners,
        services=postmortem.services,
        entries=(*present.values(), *(one for one in kept if one.number not in numbers)),
        reviews=tuple(replace(one, line=1) for one in postmortem.reviews),
        confidential=hidden,
    )


def differs(wanted: Ledger, read: Ledger | None) -> bool:
    """Whether a ledger is to be written.

    Moved deadlines, which issues remember themselves, are written along with the rest; neither they, nor the order of
    the items, nor what a long ledger lacks for room counts.
    """
    if read is None:
        return bool(wanted.entries)
    if replace(wanted, entries=()) != replace(read, entries=()):
        return True
    known = {one.item: one for one in read.entries}
    is_long = len(wanted.entries) >= _LONG
    left_out = [one for one in wanted.entries if one.item not in known]
    return (
        bool(known.keys() - {one.item for one in wanted.entries})
        or not all(is_long and one.kind is EntryKind.ISSUE for one in left_out)
        or not all(_is_same(one, known[one.item], cut=is_long) for one in wanted.entries if one.item in known)
    )


def _is_same(wanted: Entry, read: Entry, *, cut: bool) -> bool:
    title = wanted.title[: len(read.title)] if cut else wanted.title
    moves = read.moves if wanted.kind is EntryKind.ISSUE else wanted.moves
    return replace(wanted, title=title, moves=moves) == read
