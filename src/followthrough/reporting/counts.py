"""How much a plan would do, in numbers and in one sentence."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from followthrough.reporting.described import Kind, kind_of
from followthrough.rollups.phrases import enumerated, some
from followthrough.tracking.changes import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many changes of each kind a plan holds, and what it leaves alone."""

    open: int = 0
    edit: int = 0
    close: int = 0
    reopen: int = 0
    link: int = 0
    comment: int = 0
    conflicts: int = 0
    deferred: int = 0
    blocked: int = 0
    """Errors in documents that keep items from being tracked."""
    unchanged: int = 0
    records: int = 0
    """Status comments that would be written."""


def counts(plan: Plan) -> Counts:
    """The numbers of a plan."""
    kinds = Counter(kind_of(change) for change in plan.changes)
    return Counts(
        open=kinds[Kind.OPEN],
        edit=kinds[Kind.EDIT],
        close=kinds[Kind.CLOSE],
        reopen=kinds[Kind.REOPEN],
        link=kinds[Kind.LINK],
        comment=kinds[Kind.COMMENT],
        conflicts=sum(len(one.conflicts) for one in plan.postmortems),
        deferred=sum(len(one.deferred) for one in plan.postmortems),
        blocked=sum(len(one.blocked) for one in plan.postmortems),
        unchanged=sum(one.unchanged for one in plan.postmortems),
        records=sum(one.ledger is not None for one in plan.postmortems),
    )


def sentence(plan: Plan, requests: int | None = None) -> str:
    """What a plan comes to: `2 to open, 1 to close, 9 unchanged · 14 requests`."""
    numbers = counts(plan)
    if plan.is_empty and not (numbers.conflicts or numbers.deferred or numbers.blocked):
        return f"Nothing to do: {some(numbers.unchanged, 'item')} in step."
    parts = enumerated(
        (
            (numbers.open, "to open"),
            (numbers.edit, "to edit"),
            (numbers.close, "to close"),
            (numbers.reopen, "to reopen"),
            (numbers.link, "to link"),
            (numbers.comment, "to comment on"),
            (numbers.conflicts, "conflict" if numbers.conflicts == 1 else "conflicts"),
            (numbers.deferred, "held"),
            (numbers.blocked, "error in the way" if numbers.blocked == 1 else "errors in the way"),
            (numbers.records, "status comment" if numbers.records == 1 else "status comments"),
            (numbers.unchanged, "unchanged"),
        )
    )
    return parts if requests is None else f"{parts} · {some(requests, 'request')}"
