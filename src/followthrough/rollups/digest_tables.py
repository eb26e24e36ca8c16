"""The tables of a digest: what is longest overdue, and who, which service and which severity has most of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from followthrough.rollups.figures import NOBODY, Share
from followthrough.rollups.item import WITHHELD, TrackedItem
from followthrough.rollups.link import linked
from followthrough.rollups.phrases import some
from followthrough.rollups.rollup import Rollup
from followthrough.tracking.sanitize import sanitize_cell, sanitize_title

OLDEST = 10
_MOST = 10
_TITLE = 120
_REPOSITORY = re.compile(r"[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)+")
Late = tuple[Rollup, TrackedItem]


def longest_overdue(rollups: Sequence[Rollup]) -> tuple[Late, ...]:
    """Every overdue item with its rollup, the latest first."""
    late = ((rollup, item) for rollup in rollups for item in rollup.overdue)
    return tuple(sorted(late, key=lambda one: (-one[1].days_overdue, one[0].repository or "", one[1].number or 0)))


def overdue_table(late: Sequence[Late], most: int) -> str:
    """The first `most` of them as a table, with a count of the others."""
    rows = (f"| {' | '.join(_cells(rollup, item))} |" for rollup, item in late[:most])
    table = "\n".join(("| | action item | late | owner | postmortem |", "|---|---|---|---|---|", *rows))
    left = len(late) - most
    return f"{table}\n\n… and {some(left, 'more item')}." if left > 0 else table


def share_table(what: str, shares: Sequence[Share], withheld: int) -> str:
    """Who or what has anything overdue, most of it first; `withheld` is the number of confidential items that are."""
    behind = [share for share in shares if share.overdue]
    rows = [f"| {_name(share, what)} | {share.overdue} | {share.open} |" for share in behind[:_MOST]]
    if withheld:
        rows.append(f"| {WITHHELD} | {withheld} | |")
    table = "\n".join((f"| {what} | overdue | open |", "|---|---|---|", *rows))
    left = len(behind) - _MOST
    return f"{table}\n\n… and {left} more." if left > 0 else table


def reference(rollup: Rollup, item: TrackedItem) -> str:
    """The item's number, with the repository and as a link in a digest over several."""
    if item.number is None:
        return sanitize_cell(item.ticket or "")
    if rollup.repository is None or not _REPOSITORY.fullmatch(rollup.repository):
        return f"#{item.number}"
    return linked(f"{rollup.repository}#{item.number}", item.url)


def _cells(rollup: Rollup, item: TrackedItem) -> tuple[str, ...]:
    title = sanitize_cell(sanitize_title(rollup.ledger.title or rollup.ledger.path, _TITLE))
    if item.confidential:
        return reference(rollup, item), WITHHELD, "", "", ""
    return (
        reference(rollup, item),
        sanitize_cell(sanitize_title(item.title, _TITLE)),
        some(item.days_overdue, "day"),
        sanitize_cell(", ".join(item.owners)) if item.owners else "nobody",
        title,
    )


def _name(share: Share, what: str) -> str:
    if share.name == NOBODY:
        return "nobody" if what == "owner" else "not stated"
    return sanitize_cell(share.name)
