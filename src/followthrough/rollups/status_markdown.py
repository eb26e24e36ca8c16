"""Status as a Markdown table, for a wiki, a step summary or a comment; foreign text stands in it as plain text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from followthrough.rollups.item import ItemState, TrackedItem, in_order, totals
from followthrough.rollups.link import linked
from followthrough.rollups.phrases import some
from followthrough.tracking.days import long_day
from followthrough.tracking.sanitize import sanitize_cell

_SETTLED = {
    ItemState.DONE: "done",
    ItemState.WONT_DO: "won't do",
    ItemState.SNOOZED: "snoozed",
    ItemState.UNTRACKED: "untracked",
}


def status_markdown(items: Sequence[TrackedItem]) -> str:
    """A line of totals and a row for each item, overdue first."""
    if not items:
        return "No action items are tracked.\n"
    return "\n".join((sentence(items), "", *_table(items))) + "\n"


def sentence(items: Sequence[TrackedItem]) -> str:
    """The totals in words: `12 items: 5 open (2 overdue), 6 done, 1 won't do`."""
    sums = totals(items)
    parts = (
        (sums.open, f"open ({sums.overdue} overdue)" if sums.overdue else "open"),
        (sums.snoozed, "snoozed"),
        (sums.done, "done"),
        (sums.wont_do, "won't do"),
        (sums.untracked, "untracked"),
    )
    return f"{some(sums.items, 'item')}: " + ", ".join(f"{number} {words}" for number, words in parts if number)


def state_in_words(item: TrackedItem) -> str:
    """How an item stands: `16 days late`, `open`, `snoozed until 15 Dec 2026`."""
    if item.overdue:
        return f"{some(item.days_overdue, 'day')} late"
    if item.snoozed_until and item.state is ItemState.SNOOZED:
        return f"snoozed until {long_day(item.snoozed_until)}"
    return _SETTLED.get(item.state, "open")


def _table(items: Sequence[TrackedItem]) -> Iterator[str]:
    yield "| | action item | owner | due | state | postmortem |"
    yield "|---|---|---|---|---|---|"
    for item in in_order(items):
        yield f"| {' | '.join(_cells(item))} |"


def _cells(item: TrackedItem) -> tuple[str, ...]:
    return (
        _reference(item),
        sanitize_cell(item.title),
        sanitize_cell(", ".join(item.owners)),
        long_day(item.due) if item.due else "",
        state_in_words(item),
        sanitize_cell(item.postmortem_title or item.path),
    )


def _reference(item: TrackedItem) -> str:
    if item.number is None:
        return sanitize_cell(item.ticket or "")
    return linked(f"{sanitize_cell(item.repository or '')}#{item.number}", item.url)
