"""Status as CSV, for spreadsheets, with every cell that a spreadsheet would calculate made plain text.

Quoting alone does not stop a spreadsheet from taking `=…` for a formula; see OWASP's "CSV Injection".
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from followthrough.rollups.inert import inert
from followthrough.rollups.item import TrackedItem, in_order
from followthrough.tracking.characters import visible

COLUMNS = (
    "state",
    "title",
    "owners",
    "due",
    "days_overdue",
    "priority",
    "issue",
    "url",
    "postmortem",
    "path",
)

# Some spreadsheets trim first, and some take the full-width signs for the plain ones.
_FORMULA = re.compile(r"\s*[=+\-@|%\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")


def status_csv(items: Sequence[TrackedItem]) -> str:
    """One line an item, overdue first, under a line of column names; every cell is quoted."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([defused(cell) for cell in _cells(item)] for item in in_order(items))
    return out.getvalue()


def defused(cell: str) -> str:
    """The cell, with an apostrophe before it where a spreadsheet would calculate it."""
    cell = inert(cell)
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _cells(item: TrackedItem) -> tuple[str, ...]:
    return (
        item.state.value,
        item.title,
        ", ".join(item.owners),
        item.due.isoformat() if item.due else "",
        str(item.days_overdue),
        item.priority or "",
        "" if item.number is None else str(item.number),
        item.url or item.ticket or "",
        item.postmortem_title or "",
        visible(item.path),
    )
