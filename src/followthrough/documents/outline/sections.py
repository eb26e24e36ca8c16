"""The outline: a tree of sections, each with its blocks, made of headings and of bold labels on lines of their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from followthrough.documents.outline.blocks import Block, Heading, Line, ListBlock, Opaque, Page, Paragraph, last_line
from followthrough.documents.outline.html_headings import DETAILS_END, SUMMARY_LEVEL

LABEL_LEVEL = 7
"""A bold label stands below every heading."""

_BOLD_LINE = re.compile(r"(?P<mark>\*\*\*|\*\*|___|__)(?P<words>\S(?:[^*_]|(?<=\w)_(?=\w)|\*(?!\*))*?)(?P=mark)\s*:?$")
_SAYS_MORE = re.compile(r"[:：]|\s[–—-]\s")
_LONGEST_LABEL = 120
_LONGEST_NAME = 60
_SENTENCE_ENDS = (".", "!", "。")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading or label with what stands under it, down to the next of its rank."""

    title: str
    """As written, markup kept; empty for what precedes the first heading."""
    level: int
    """0 for the document, 1 to 6 for headings, 7 for labels."""
    line: int
    end_line: int
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    is_title: bool = False
    """It is the first heading and holds all others, so that its words name the document."""

    @property
    def is_label(self) -> bool:
        """Whether a bold line, not a heading, opens the section."""
        return self.level == LABEL_LEVEL


@dataclass(slots=True)
class _Open:
    """A section whose end is not reached yet."""

    title: str
    level: int
    line: int
    blocks: list[Block] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)


def read_outline(page: Page, is_name: Callable[[str], bool]) -> Section:
    """The tree of a page; its root has level 0 and holds what precedes the first heading.

    `is_name` says which words open a section though they are neither a heading nor bold.
    """
    stack = [_Open("", 0, 1)]
    for block, after in zip(page.blocks, (*page.blocks, None)[1:], strict=True):
        match block:
            case Opaque(kind=kind) if kind == DETAILS_END:
                _close(stack, SUMMARY_LEVEL)
            case Heading():
                _open(stack, _Open(block.text, block.level, block.line))
            case Paragraph():
                _add_paragraph(stack, block, is_name)
            case ListBlock() if after is not None and not isinstance(after, Heading):
                _add_list(stack, block, is_name)
            case _:
                stack[-1].blocks.append(block)
    _close(stack, 1)
    return _with_title(_closed(stack[0]))


def walk(section: Section) -> Iterator[Section]:
    """The section and all below it, in the order they are written."""
    yield section
    for below in section.sections:
        yield from walk(below)


def bold_label(text: str) -> str | None:
    """The words of a line that is nothing but a bold label, with or without its colon; None for any other line."""
    if len(text) > _LONGEST_LABEL or text[:2] not in ("**", "__"):
        return None
    found = _BOLD_LINE.match(text.strip())
    words = found["words"].strip() if found else ""
    return words if words and not words.endswith(_SENTENCE_ENDS) else None


def _with_title(root: Section) -> Section:
    headings = [section for section in root.sections if not section.is_label]
    first = headings[0] if headings else root
    if first.level != 1 or any(section.level == 1 for section in headings[1:]):
        return root
    marked = (replace(section, is_title=section is first) for section in root.sections)
    return replace(root, sections=tuple(marked))


def _add_paragraph(stack: list[_Open], block: Paragraph, is_name: Callable[[str], bool]) -> None:
    """Split a paragraph at the lines that are nothing but a label."""
    rest: list[Line] = []
    for line in block.lines:
        label = bold_label(line.text) or _bare_name(line.text, is_name, alone=len(block.lines) == 1)
        if label is None:
            rest.append(line)
            continue
        _add_lines(stack, rest)
        rest = []
        _open(stack, _Open(label, LABEL_LEVEL, line.number))
    _add_lines(stack, rest)


def _add_list(stack: list[_Open], block: ListBlock, is_name: Callable[[str], bool]) -> None:
    """Add a list; a last entry that is nothing but a name opens a section for what follows the list."""
    last = block.items[-1]
    text = last.lines[0].text if len(last.lines) == 1 and not last.blocks and last.checked is None else ""
    label = bold_label(text)
    if label is None or not is_name(label):
        stack[-1].blocks.append(block)
        return
    if block.items[:-1]:
        stack[-1].blocks.append(ListBlock(block.ordered, block.items[:-1]))
    _open(stack, _Open(label, LABEL_LEVEL, last.line))


def _bare_name(text: str, is_name: Callable[[str], bool], *, alone: bool) -> str | None:
    """The words of a line that is nothing but a known name: with a colon, or as a paragraph of its own."""
    name = text.rstrip(":： ")
    if len(name) > _LONGEST_NAME or not (alone or name != text) or _SAYS_MORE.search(name) or not is_name(name):
        return None
    return name


def _add_lines(stack: list[_Open], lines: Sequence[Line]) -> None:
    if lines:
        stack[-1].blocks.append(Paragraph(tuple(lines)))


def _open(stack: list[_Open], section: _Open) -> None:
    _close(stack, section.level)
    stack.append(section)


def _close(stack: list[_Open], level: int) -> None:
    """Close every section of this rank or below it."""
    while len(stack) > 1 and stack[-1].level >= level:
        section = _closed(stack.pop())
        stack[-1].sections.append(section)


def _closed(section: _Open) -> Section:
    ends = [section.line, *(last_line(block) for block in section.blocks[-1:])]
    ends.extend(below.end_line for below in section.sections[-1:])
    return Section(
        title=section.title,
        level=section.level,
        line=section.line,
        end_line=max(ends),
        blocks=tuple(section.blocks),
        sections=tuple(section.sections),
    )
