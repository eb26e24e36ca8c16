"""Markdown → a flat row of blocks with their lines, by the parser's block pass alone.

Text inside the blocks keeps its inline markup; `inline` strips what is kept. Comments are blanked beforehand, since
they are no content and would split lists; code blocks are marked and never read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from markdown_it import MarkdownIt
from markdown_it.token import Token

_CHECKBOX = re.compile(r"\[([ xX\u00a0]?)\](?:\s+|$)")
_FENCE = re.compile(r" {0,3}(?:[-*+>] {1,3}|\d{1,9}[.)] {1,3})*(`{3,}|~{3,})")
_LONGEST_UNDERLINED = 120
_TAG = re.compile(
    r"\s*<(?:[!?]|/?(?:a|article|aside|b|base|blockquote|body|br|center|code|col|dd|del|details|div|dl|dt|em|figure|footer|form"
    r"|h[1-6]|head|header|hr|html|i|iframe|img|ins|kbd|li|link|main|menu|meta|nav|ol|p|pre|s|script|section|small|span|strong"
    r"|style|sub|summary|sup|table|tbody|td|textarea|tfoot|th|thead|title|tr|u|ul|video)(?:[\s/>]|$))",
    re.IGNORECASE,
)


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


def read_blocks(text: str) -> Page:
    """The blocks of a Markdown text, in order."""
    environment: dict[str, dict[str, dict[str, str]]] = {}
    tokens = _parser().parse(_without_comments(text), environment)
    references = {
        " ".join(label.split()).casefold(): found["href"] for label, found in environment.get("references", {}).items()
    }
    return Page(blocks=_blocks(tokens, 0, len(tokens)), references=references, lines=tuple(text.split("\n")))


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table").disable("inline")


def _without_comments(text: str) -> str:
    """The text with HTML comments blanked out, each line and column staying where it is; code keeps its own."""
    if "<!--" not in text:
        return text
    kept: list[str] = []
    fence, inside = "", False
    for line in text.split("\n"):
        if inside or not fence:
            cut, inside = _blank(line, inside=inside)
        else:
            cut = line
        found = _FENCE.match(cut)
        if found and not fence:
            fence = found[1]
        elif fence and cut.strip().startswith(fence) and not cut.strip().strip(fence[0]):
            fence = ""
        kept.append(cut)
    return text if inside else "\n".join(kept)


def _blank(line: str, *, inside: bool) -> tuple[str, bool]:
    parts: list[str] = []
    position = 0
    while True:
        mark = "-->" if inside else "<!--"
        found = line.find(mark, position)
        end = len(line) if found < 0 else found + (len(mark) if inside else 0)
        parts.append(" " * (end - position) if inside else line[position:end])
        if found < 0:
            return "".join(parts), inside
        position, inside = end, not inside


def _blocks(tokens: Sequence[Token], start: int, end: int) -> tuple[Block, ...]:
    """The blocks of tokens[start:end], all of one depth."""
    found: list[Block] = []
    index = start
    while index < end:
        stop = _closing(tokens, index)
        block = _block(tokens, index, stop)
        if block is not None:
            found.append(block)
        index = stop + 1
    return tuple(found)


def _closing(tokens: Sequence[Token], index: int) -> int:
    if tokens[index].nesting != 1:
        return index
    level = tokens[index].level
    index += 1
    while tokens[index].nesting != -1 or tokens[index].level != level:
        index += 1
    return index


def _block(tokens: Sequence[Token], index: int, stop: int) -> Block | None:
    token = tokens[index]
    match token.type:
        case "heading_open":
            return _heading(token, tokens[index + 1])
        case "paragraph_open":
            return _paragraph(tokens[index + 1])
        case "bullet_list_open" | "ordered_list_open":
            return _list(tokens, index, stop)
        case "table_open":
            return _table(tokens, index, stop)
        case "html_block" if not _TAG.match(token.content):
            return _lines_of(token)
        case _:
            first, last = token.map or (0, 0)
            return Opaque(token.type.removesuffix("_open").removesuffix("_block"), first + 1, max(last, first + 1))


def _heading(token: Token, content: Token) -> Block | None:
    """A heading; a long paragraph above a rule that was meant as a rule stays a paragraph."""
    text = content.content
    if token.markup in "-=" and ("\n" in text or len(text) > _LONGEST_UNDERLINED or _is_field(text)):
        return _paragraph(content)
    first = (content.map or (0, 0))[0]
    return Heading(int(token.tag[1:]), first + 1, text)


def _is_field(text: str) -> bool:
    return bool(re.match(r"(?:\*\*|__)[^*_]+(?::(?:\*\*|__)|(?:\*\*|__):)\s*\S", text)) or text.startswith("|")


def _paragraph(content: Token) -> Paragraph | None:
    first = (content.map or (0, 0))[0] + 1
    lines = tuple(Line(first + offset, text.strip()) for offset, text in enumerate(content.content.split("\n")))
    return Paragraph(lines) if any(line.text for line in lines) else None


def _lines_of(token: Token) -> Paragraph | None:
    """What the parser takes for HTML and is none: `<Name of the lead>`."""
    first = (token.map or (0, 0))[0] + 1
    lines = tuple(
        Line(first + offset, text.strip()) for offset, text in enumerate(token.content.rstrip("\n").split("\n"))
    )
    return Paragraph(lines) if any(line.text for line in lines) else None


def _list(tokens: Sequence[Token], start: int, end: int) -> ListBlock | None:
    items: list[ListItem] = []
    index = start + 1
    while index < end:
        stop = _closing(tokens, index)
        items.append(_list_item(tokens, index, stop))
        index = stop + 1
    return ListBlock(tokens[start].type == "ordered_list_open", tuple(items)) if items else None


def _list_item(tokens: Sequence[Token], start: int, end: int) -> ListItem:
    token = tokens[start]
    line = (token.map or (0, 0))[0] + 1
    blocks = _blocks(tokens, start + 1, end)
    lines: tuple[Line, ...] = ()
    if blocks and isinstance(blocks[0], Paragraph):
        lines, blocks = blocks[0].lines, blocks[1:]
    checked, lines = _check_box(lines)
    last = max([line, *(one.number for one in lines[-1:]), *(last_line(block) for block in blocks[-1:])])
    marker = f"{token.info}{token.markup}" if token.info else token.markup
    return ListItem(line, last, marker, checked, lines, blocks)


def _check_box(lines: tuple[Line, ...]) -> tuple[bool | None, tuple[Line, ...]]:
    found = _CHECKBOX.match(lines[0].text) if lines else None
    if found is None:
        return None, lines
    return found[1] in ("x", "X"), (Line(lines[0].number, lines[0].text[found.end() :]), *lines[1:])


def _table(tokens: Sequence[Token], start: int, end: int) -> Table:
    rows: list[Row] = []
    cells: list[str] = []
    for token in tokens[start:end]:
        if token.type == "tr_open":
            cells = []
        elif token.type == "inline":
            cells.append(token.content)
        elif token.type == "tr_close":
            continue
        if token.type == "tr_open":
            rows.append(Row((token.map or (0, 0))[0] + 1, ()))
        if token.type == "inline":
            rows[-1] = Row(rows[-1].line, tuple(cells))
    return Table(rows[0], tuple(rows[1:]))
