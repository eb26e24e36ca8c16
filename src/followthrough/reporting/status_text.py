"""Status on a terminal: a table, what is late on top and in red, and one line of totals.

The lines between columns stay, so that a cell that wraps never begins a line with foreign text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rich import box
from rich.console import Console, ConsoleOptions, RenderResult
from rich.table import Table
from rich.text import Text

from followthrough.reporting.escape import printable
from followthrough.rollups.item import ItemState, TrackedItem, in_order
from followthrough.rollups.status_markdown import sentence, state_in_words
from followthrough.tracking.days import long_day

_SOON = timedelta(days=7)
_WIDE = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusTable:
    """The items as rich prints them, with as many columns as there is room for."""

    items: tuple[TrackedItem, ...]
    today: date

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if not self.items:
            yield Text("No action items are tracked.")
            return
        yield _table(self.items, self.today, wide=options.max_width >= _WIDE)
        yield Text()
        yield Text(sentence(self.items), style="bold")


def status_text(items: Sequence[TrackedItem], today: date) -> StatusTable:
    """The items for a terminal, overdue first; due within 7 days in yellow, settled ones dim."""
    return StatusTable(items=in_order(items), today=today)


def _table(items: Sequence[TrackedItem], today: date, *, wide: bool) -> Table:
    table = Table(box=box.MINIMAL, pad_edge=False, show_edge=False, header_style="bold")
    table.add_column("issue", no_wrap=True)
    table.add_column("action item", overflow="fold", min_width=24 if wide else 16)
    table.add_column("owner", overflow="fold", max_width=18 if wide else 14)
    table.add_column("due", no_wrap=True)
    table.add_column("state", no_wrap=True)
    if wide:
        table.add_column("postmortem", overflow="fold", max_width=28)
    for item in items:
        cells = _cells(item) if wide else _cells(item)[:-1]
        number, title, *others = map(_cell, cells)
        table.add_row(number, title.append_text(_remark(item)), *others, style=_style(item, today))
    return table


def _cells(item: TrackedItem) -> tuple[str, ...]:
    return (
        item.reference,
        item.title,
        ", ".join(item.owners),
        long_day(item.due) if item.due else "",
        "snoozed" if item.state is ItemState.SNOOZED else state_in_words(item),
        item.postmortem_title or item.path.rpartition("/")[2],
    )


def _cell(text: str) -> Text:
    return Text(printable(text))


def _remark(item: TrackedItem) -> Text:
    """What is worth knowing of an item that is not settled, under its title."""
    if item.remark is None or item.state not in {ItemState.OPEN, ItemState.UNTRACKED}:
        return Text()
    return Text(f"\n{printable(item.remark)}", style="italic")


def _style(item: TrackedItem, today: date) -> str:
    if item.overdue:
        return "red"
    if item.state in {ItemState.DONE, ItemState.WONT_DO}:
        return "dim"
    if item.state is ItemState.OPEN and item.due and item.due - today <= _SOON:
        return "yellow"
    return ""
