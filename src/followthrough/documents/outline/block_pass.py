"""Markdown → a flat row of blocks, by the parser's block pass alone: it keeps the lines and leaves inline markup."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from followthrough.documents.outline.blocks import (
    Block,
    Heading,
    Line,
    ListBlock,
    ListItem,
    Opaque,
    Page,
    Paragraph,
    Row,
    Table,
    last_line,
)
from followthrough.documents.outline.comments import without_comments
from followthrough.documents.outline.gates import gate
from followthrough.documents.outline.html_headings import read_html_heading
from followthrough.documents.outline.html_tables import read_html_table, without_gaps
from followthrough.documents.outline.loose_tables import join_rows
from followthrough.documents.outline.template_tags import without_template_tags
from followthrough.documents.outline.typed_lists import read_typed_list

_CHECKBOX = re.compile(r"\[([ xX\u00a0]?)\](?:\s+|$)")
_LONGEST_UNDERLINED = 120
_TAG = re.compile(
    r"\s*<(?:[!?]|/?(?:a|article|aside|b|base|blockquote|body|br|center|code|col|dd|del|details|div|dl|dt|em|figure|footer|form"
    r"|h[1-6]|head|header|hr|html|i|iframe|img|ins|kbd|li|link|main|menu|meta|nav|ol|p|pre|s|script|section|small|span|strong"
    r"|style|sub|summary|sup|table|tbody|td|textarea|tfoot|th|thead|title|tr|u|ul|video)(?:[\s/>]|$))",
    re.IGNORECASE,
)


def read_blocks(text: str) -> Page:
    """The blocks of a Markdown text, in order."""
    environment: dict[str, dict[str, dict[str, str]]] = {}
    tokens = _parser().parse(without_gaps(without_template_tags(without_comments(text))), environment)
    references = {
        " ".join(label.split()).casefold(): found["href"] for label, found in environment.get("references", {}).items()
    }
    return Page(blocks=join_rows(_blocks(tokens, 0, len(tokens))), references=references, lines=tuple(text.split("\n")))


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    return gate(MarkdownIt("commonmark").enable("table").disable(["inline", "text_join"]))


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
            paragraph = _paragraph(tokens[index + 1])
            typed = read_typed_list(paragraph) if paragraph and not token.level else None
            return typed or paragraph
        case "bullet_list_open" | "ordered_list_open":
            return _list(tokens, index, stop)
        case "table_open":
            return _table(tokens, index, stop)
        case "html_block":
            return _html(token)
        case _:
            return _opaque(token)


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


def _html(token: Token) -> Block | None:
    """A table or heading in HTML, or the lines of what the parser takes for HTML and is none: `<Name of the lead>`."""
    first = (token.map or (0, 0))[0] + 1
    if _TAG.match(token.content):
        return read_html_table(token.content, first) or read_html_heading(token.content, first) or _opaque(token)
    written = token.content.rstrip("\n").split("\n")
    lines = tuple(Line(first + offset, text.strip()) for offset, text in enumerate(written))
    return Paragraph(lines) if any(line.text for line in lines) else None


def _opaque(token: Token) -> Opaque:
    first, last = token.map or (0, 0)
    return Opaque(token.type.removesuffix("_open").removesuffix("_block"), first + 1, max(last, first + 1))


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
    rows: list[tuple[int, list[str]]] = []
    for token in tokens[start:end]:
        if token.type == "tr_open":
            rows.append(((token.map or (0, 0))[0] + 1, []))
        elif token.type == "inline":
            rows[-1][1].append(token.content)
    header, *body = (Row(line, tuple(cells)) for line, cells in rows)
    return Table(header, tuple(body))
