"""A comment that fits: as many table rows as there is room for, and always its marker, whole."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import replace

from followthrough.tracking.ledger import EntryKind, Ledger
from followthrough.tracking.rollup_marker import RollupMarker, render_rollup

MAX_COMMENT = 65_536
"""Characters; GitHub refuses more."""
_SHORTER = (80, 40, 16, 0)
_SHORT = _SHORTER[2:]
_FEWER = (250, 100, 0)
_MARKER_SHARE = 0.85
"""Of the room, for the marker; the rest is for people."""


def fitted(text: Callable[[int], str], *, longest: int, marker: RollupMarker, limit: int) -> str:
    """`text(most)` with the most rows it may have, and the marker after it, in at most `limit` characters.

    `text` grows with its argument and needs no more than `longest`. Where both are too long, the marker gives way
    first: titles that issues know themselves are shortened, then others; should that not do, the last of the entries
    whose issues have markers of their own are left out.
    """
    share = limit * _MARKER_SHARE
    rest = min(share, limit - 2 - len(text(longest)))
    line = next((line for line in _whole(marker) if len(line) <= rest), None)
    if line is None:
        line = next(line for line in _shorter(marker) if len(line) <= share)
    room = limit - len(line) - 2
    most = bisect_right(range(longest + 1), room, key=lambda rows: len(text(rows))) - 1
    return f"{text(max(most, 0))[:room]}\n\n{line}"


def _whole(marker: RollupMarker) -> Iterator[str]:
    """Ever shorter lines for one marker, in which nothing is lost that no issue knows."""
    yield render_rollup(marker)
    for length in _SHORTER:
        yield _with_titles(marker, length, frozenset({EntryKind.ISSUE}))


def _shorter(marker: RollupMarker) -> Iterator[str]:
    """Ever shorter lines for a marker that leaves people no room."""
    for length in _SHORT:
        yield _with_titles(marker, length, frozenset({EntryKind.ISSUE}))
    for length in _SHORTER:
        yield _with_titles(marker, length, frozenset(EntryKind))
    for issues in _FEWER:
        ledgers = (_within(_shortened(ledger, 0, frozenset(EntryKind)), issues) for ledger in marker.ledgers)
        yield render_rollup(replace(marker, ledgers=tuple(ledgers)))
    bare = tuple(Ledger(postmortem=ledger.postmortem, path=ledger.path) for ledger in marker.ledgers)
    yield render_rollup(replace(marker, ledgers=bare))
    yield render_rollup(RollupMarker(ledgers=bare))


def _with_titles(marker: RollupMarker, length: int, kinds: frozenset[EntryKind]) -> str:
    return render_rollup(replace(marker, ledgers=tuple(_shortened(one, length, kinds) for one in marker.ledgers)))


def _shortened(ledger: Ledger, length: int, kinds: frozenset[EntryKind]) -> Ledger:
    entries = (replace(one, title=one.title[:length]) if one.kind in kinds else one for one in ledger.entries)
    return replace(ledger, entries=tuple(entries))


def _within(ledger: Ledger, issues: int) -> Ledger:
    """The ledger with at most so many entries of issues, which have markers of their own, and all others."""
    surplus = frozenset([entry for entry in ledger.entries if entry.kind is EntryKind.ISSUE][issues:])
    return replace(ledger, entries=tuple(entry for entry in ledger.entries if entry not in surplus))
