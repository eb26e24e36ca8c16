"""The blocks of a Markdown document, with their lines. Text inside them keeps its inline markup."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Line:
    """One physical line of text, its inline markup kept."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 6."""

    level: int
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that follow one another without a blank one."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the cells of its header may all be empty."""

    header: Row
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class ListItem:
    """A bullet, a numbered entry or a check box, with what hangs below it."""

    line: int
    end_line: int
    marker: str
    """`-`, or the number with its point."""
    checked: bool | None
    lines: tuple[Line, ...]
    """Its first paragraph, without the check box."""
    blocks: tuple[Block, ...]
    """Everything after the first paragraph."""


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list."""

    ordered: bool
    items: tuple[ListItem, ...]


@dataclass(frozen=True, slots=True)
class Opaque:
    """What is shown but not read: code, a quotation, raw HTML, a rule."""

    kind: str
    line: int
    end_line: int


Block: TypeAlias = Heading | Paragraph | Table | ListBlock | Opaque


@dataclass(frozen=True, slots=True)
class Page:
    """A document's blocks and the link definitions it makes."""

    blocks: tuple[Block, ...]
    references: Mapping[str, str]
    """Case-folded label → address."""
    lines: tuple[str, ...]
    """The source, line by line."""


def first_line(block: Block) -> int:
    """The line a block begins on."""
    match block:
        case Paragraph():
            return block.lines[0].number
        case Table():
            return block.header.line
        case ListBlock():
            return block.items[0].line
        case _:
            return block.line


def last_line(block: Block) -> int:
    """The last line a block reaches to."""
    match block:
        case Paragraph():
            return block.lines[-1].number
        case Table():
            return block.rows[-1].line if block.rows else block.header.line + 1
        case ListBlock():
            return block.items[-1].end_line
        case Heading():
            return block.line
        case _:
            return block.end_line
