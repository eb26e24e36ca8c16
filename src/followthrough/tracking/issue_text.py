"""The managed block of an issue's body: written for people, and read back with all they made of it.

What stands outside the block, and every part of it that nobody asks to change, is kept character for character.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from followthrough.tracking.days import read_day
from followthrough.tracking.marker import Marker, marker_span, parse_marker, render_marker
from followthrough.tracking.sanitize import escape_quick_actions

BEGIN = "<!-- followthrough:begin -->"
POSTMORTEM, OWNER, DUE, PRIORITY, CATEGORY, TICKETS = LABELS = (
    "Postmortem",
    "Owner",
    "Due",
    "Priority",
    "Category",
    "Tickets",
)
"""What the rows of the table are called, in their order."""
_HEADER = "| | |\n|---|---|\n"
_BEGIN_LINE = re.compile(rf"^{re.escape(BEGIN)}[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
_HEADER_LINES = re.compile(
    r"^\|[ \t]*\|[ \t]*\|[ \t]*\r?\n\|[ \t]*:?-+:?[ \t]*\|[ \t]*:?-+:?[ \t]*\|[ \t]*(?:\r?\n|\Z)", re.MULTILINE
)
_ROW_LINE = re.compile(r"\|(?P<label>[^|\r\n]*)\|(?P<cell>[^\r\n]*?)\|?[ \t]*(?:\r?\n|\Z)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of the table."""

    label: str
    cell: str
    """Markdown, as it stands in the table."""
    raw: str
    """The whole line, its end included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A body, taken apart at the seams of its managed block; `render_body` puts it together again."""

    above: str
    """What people wrote above, to the end of the line that opens the block."""
    text: str
    header: str
    rows: tuple[Row, ...]
    tail: str
    """What stands between table and marker: the footer."""
    marker: Marker
    below: str

    @property
    def description(self) -> str:
        """The text between the block's opening and its table, with LF line ends and no blank lines around it."""
        return plain_lines(self.text)

    def cell(self, label: str) -> str:
        """What a row of the table says, as Markdown; empty where there is no such row."""
        return next((row.cell for row in self.rows if row.label == label), "")

    def words(self, label: str) -> str:
        """What a row of the table says, as people wrote it: what keeps it harmless is taken off."""
        return re.sub(r"\\([|/])", r"\1", self.cell(label).replace("\u200b", ""))

    @property
    def due(self) -> date | None:
        """The day in the Due row; None where there is none, or something that is no day."""
        return read_day(self.cell(DUE))

    def with_description(self, text: str) -> Block:
        """The block with another text."""
        return replace(self, text=f"\n{text}\n\n" if text else "\n")

    def with_cell(self, label: str, cell: str) -> Block:
        """The block with a row set, added in its place, or taken away where the cell is empty."""
        new = (_row(label, cell),) if cell else ()
        at = next((at for at, row in enumerate(self.rows) if row.label == label), None)
        if at is not None:
            rows = (*self.rows[:at], *new, *self.rows[at + 1 :])
        else:
            at = sum(row.label in LABELS[: LABELS.index(label)] for row in self.rows)
            rows = (*self.rows[:at], *new, *self.rows[at:])
        return replace(self, rows=rows, header=self.header or _HEADER)

    def with_tail(self, text: str) -> Block:
        """The block with another footer."""
        return replace(self, tail=f"\n{text}\n\n")


def new_block(*, description: str, cells: Mapping[str, str], footer: str, marker: Marker) -> Block:
    """The block of an issue that is to be opened: harmless Markdown in, empty cells left out."""
    rows = tuple(_row(label, cells[label]) for label in LABELS if cells.get(label))
    bare = Block(above=f"{BEGIN}\n", text="", header=_HEADER, rows=rows, tail="", marker=marker, below="\n")
    return bare.with_description(description).with_tail(footer)


def render_body(block: Block) -> str:
    """The whole body; `read_block` takes it apart into the same pieces."""
    rows = "".join(row.raw for row in block.rows)
    managed = escape_quick_actions(f"{block.text}{block.header}{rows}{block.tail}")
    return f"{block.above}{managed}{render_marker(block.marker)}{block.below}"


def read_block(body: str) -> Block | None:
    """The managed block of a body and what stands around it; None where its marker or its opening line is missing."""
    marker, span = parse_marker(body), marker_span(body)
    if marker is None or span is None:
        return None
    openings = list(_BEGIN_LINE.finditer(body, 0, span[0]))
    if not openings:
        return None
    above, inside = body[: openings[-1].end()], body[openings[-1].end() : span[0]]
    headers = list(_HEADER_LINES.finditer(inside))
    text, header, rest = inside, "", ""
    if headers:
        text, header, rest = inside[: headers[-1].start()], headers[-1][0], inside[headers[-1].end() :]
    rows = _rows(rest)
    tail = rest[sum(len(row.raw) for row in rows) :]
    return Block(above=above, text=text, header=header, rows=rows, tail=tail, marker=marker, below=body[span[1] :])


def plain_lines(text: str) -> str:
    """The text with LF line ends and nothing blank around it: the form in which texts are compared."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _rows(text: str) -> tuple[Row, ...]:
    rows, at = [], 0
    while found := _ROW_LINE.match(text, at):
        rows.append(Row(label=found["label"].strip(), cell=found["cell"].strip(), raw=found[0]))
        at = found.end()
    return tuple(rows)


def _row(label: str, cell: str) -> Row:
    return Row(label=label, cell=cell, raw=f"| {label} | {cell} |\n")
