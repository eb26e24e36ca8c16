"""A line of a document as it is shown under a finding: its number, its text, a mark under the extent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from followthrough.model import Position
from followthrough.reporting.escape import printable

GUTTER = 5
_LEAD = 1 / 3
"""How much of the room stays before the mark where a line is too long to be shown whole."""


def excerpt(lines: Sequence[str], position: Position, width: int, style: str) -> Iterator[Text]:
    """The line and its mark; nothing where the line is blank or not there, and no mark where no extent is known."""
    written = lines[position.line - 1] if 0 < position.line <= len(lines) else ""
    if not written.strip():
        return
    room = max(width - GUTTER - 3, 10)
    start = _start(written, position, room)
    yield _gutter(str(position.line)).append(_cut(("…" if start else "") + printable(written[start:]), room))
    if position.end_column is None and position.column == 1:
        return
    before = ("…" if start else "") + printable(written[start : position.column - 1])
    marked = printable(written[position.column - 1 : max(position.end_column or 0, position.column + 1) - 1])
    size = max(1, min(cell_len(marked), room - cell_len(before)))
    yield _gutter("").append(" " * cell_len(before)).append("^" * size, style=style)


def _start(written: str, position: Position, room: int) -> int:
    """How many characters to leave off at the beginning, so that the extent is seen."""
    if cell_len(printable(written)) <= room:
        return 0
    marked = position.end_column or position.column
    start = max(0, position.column - 1 - int(room * _LEAD))
    return start if cell_len(printable(written[:marked])) > room else 0


def _cut(text: str, room: int) -> str:
    return text if cell_len(text) <= room else set_cell_size(text, room - 1) + "…"


def _gutter(number: str) -> Text:
    return Text().append(f"{number:>{GUTTER}} │ ", style="dim")
