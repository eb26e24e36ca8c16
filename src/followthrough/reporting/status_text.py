"""Status on a terminal: a table, what is late on top and in red, and one line of totals.

The lines between columns stay, so that a cell that wraps never begins a line with foreign text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
_TITLE = "action item"
_COLUMNS = {"issue": 0, _TITLE: 0, "owner": 72, "due": 0, "state": 0, "postmortem": 90}
"""Name → the width of a terminal from which on it is shown."""
_SHARES = {"postmortem": 1 / 3, "owner": 3 / 8}
"""What may break over lines → its share of the room that those before it leave; titles have the rest."""
_BETWEEN = 3
_LEAST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusTable:
    """The items as rich prints them, with as many columns as there is room for."""

    items: tuple[TrackedItem, ...]
    today: date

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if not self.items:
            yield Text("No action items are tracked.")
            return
        yield _table(self.items, self.today, options.max_width)
        yield Text()
        yield Text(sentence(self.items), style="bold")


def status_text(items: Sequence[TrackedItem], today: date) -> StatusTable:
    """The items for a terminal, overdue first; due within 7 days in yellow, settled ones dim."""
    return StatusTable(items=in_order(items), today=today)


def _table(items: Sequence[TrackedItem], today: date, width: int) -> Table:
    shown = [name for name, least in _COLUMNS.items() if width >= least]
    rows = [{name: text for name, text in _cells(item).items() if name in shown} for item in items]
    table = Table(box=box.MINIMAL, pad_edge=False, show_edge=False, header_style="bold")
    for name, room in _widths(rows, width).items():
        table.add_column(name, overflow="fold", width=room)
    for item, cells in zip(items, rows, strict=True):
        cells[_TITLE].append_text(_remark(item))
        table.add_row(*cells.values(), style=_style(item, today))
    return table


def _widths(rows: Sequence[Mapping[str, Text]], whole: int) -> dict[str, int]:
    """The room for each column: what it needs, but people and postmortems have a share at most, and titles the rest.

    It is measured here, since rich may make a table wider than the terminal rather than break a line.
    """
    widths = {name: max(len(name), *(row[name].cell_len for row in rows)) for name in rows[0]}
    left = whole - _BETWEEN * (len(widths) - 1) - sum(widths[name] for name in widths.keys() - {_TITLE, *_SHARES})
    for name in [name for name in _SHARES if name in widths]:
        widths[name] = min(widths[name], max(int(left * _SHARES[name]), len(name)))
        left -= widths[name]
    widths[_TITLE] = min(widths[_TITLE], max(left, _LEAST))
    return widths


def _cells(item: TrackedItem) -> dict[str, Text]:
    told = (
        item.reference,
        item.title,
        ", ".join(item.owners),
        long_day(item.due) if item.due else "",
        "snoozed" if item.state is ItemState.SNOOZED else state_in_words(item),
        item.postmortem_title or item.path.rpartition("/")[2],
    )
    return {name: Text(printable(text)) for name, text in zip(_COLUMNS, told, strict=True)}


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
