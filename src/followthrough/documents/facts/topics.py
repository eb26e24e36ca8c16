"""Everything in a document that has a name: sections, bold labels, fields and the rows of two-column tables.

A name is looked up in the vocabulary once, here; what is done with a meaning is the affair of those who ask for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from followthrough.documents.dates.written import find_written
from followthrough.documents.facts.times import has_time, read_closing
from followthrough.documents.outline.blocks import Block, Line, ListBlock, ListItem, Paragraph, Table
from followthrough.documents.outline.inline import plain
from followthrough.documents.outline.sections import Section
from followthrough.documents.phrases.labels import clean_label, split_fields, split_label
from followthrough.documents.vocabulary import Vocabulary, without_numbering

_FIELD_COLUMNS = 2
_TITLE_LEVEL = 1
_LONGEST_STATED = 80
_STATED = frozenset(
    {"date", "moment", "started_at", "detected_at", "ended_at", "duration", "severity", "status", "owners", "people"}
)
"""What a heading may state in a few words behind its colon."""
_MOMENTS = frozenset({"date", "moment", "started_at", "detected_at", "ended_at"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A name with what stands under it."""

    name: str
    """The words of the name, without markup and numbering."""
    meaning: str | None
    line: int
    end_line: int
    lines: tuple[Line, ...]
    """What stands beside the name: the value of a field; empty for a section."""
    blocks: tuple[Block, ...]
    """What stands below it."""
    path: tuple[str, ...]
    """Meanings of the sections around it, from the outside in; unknown ones are left out."""
    section: Section | None
    """The section it is; None for a field."""
    signed: bool = False
    """It stands beside a signature below the first section, so that its date is the report's."""

    @property
    def value(self) -> str:
        """What stands beside the name, as one line with its markup."""
        return " ".join(line.text for line in self.lines).strip()


def read_topics(section: Section, words: Vocabulary, path: tuple[str, ...] = ()) -> tuple[Topic, ...]:
    """The topics of a section and of all below it, in document order."""
    found: list[Topic] = []
    _gather(section, words, path, found)
    return tuple(sorted(found, key=lambda topic: topic.line))


def _gather(section: Section, words: Vocabulary, path: tuple[str, ...], found: list[Topic]) -> None:
    if section.level:
        topic, *stated = _of_section(section, words, path)
        found.extend((topic, *stated))
        path = (*path, topic.meaning) if topic.meaning else path
    closing = section.level > _TITLE_LEVEL
    for block in section.blocks:
        fields = list(_of_block(block, words, path))
        signed = closing and any(field.meaning == "sign_off" for field in fields)
        found.extend((replace(field, signed=True) for field in fields) if signed else fields)
    for below in section.sections:
        _gather(below, words, path, found)


def _of_section(section: Section, words: Vocabulary, path: tuple[str, ...]) -> tuple[Topic, ...]:
    """The topic of a section, and the field that its heading states by itself."""
    name = without_numbering(plain(section.title)).rstrip(":：").strip()
    stated = _of_heading(section, words, path)
    topic = Topic(
        name=name,
        meaning=None if stated else section_meaning(section, words),
        line=section.line,
        end_line=section.end_line,
        lines=(),
        blocks=section.blocks,
        path=path,
        section=section,
    )
    return (topic, *stated)


def section_meaning(section: Section, words: Vocabulary) -> str | None:
    """What a section is for.

    A title is no section, however much of its words are like the name of one; but what holds nothing save action items
    may say so in its title.
    """
    meaning = words.topics.meaning(section.title)
    if not section.is_title or (meaning == "action_items" and all(below.is_label for below in section.sections)):
        return meaning
    return words.topics.named(section.title)


def _of_heading(section: Section, words: Vocabulary, path: tuple[str, ...]) -> tuple[Topic, ...]:
    """The field that a heading states by itself: `## Date: July 1, 2026`; a title states no more than a day."""
    label, _, value = plain(section.title).partition(":")
    if not 0 < len(value.strip()) <= _LONGEST_STATED:
        return ()
    field = _field(label, (Line(section.line, value.strip()),), (), (section.line, section.line), (words, path))
    if section.level == _TITLE_LEVEL and not (field.meaning == "date" and _opens_with_day(field.value)):
        return ()
    return (field,) if field.meaning in _STATED else ()


def _opens_with_day(text: str) -> bool:
    written = next(find_written(text, None), None)
    return written is not None and written.start == 0


def _of_block(block: Block, words: Vocabulary, path: tuple[str, ...]) -> Iterator[Topic]:
    match block:
        case Paragraph():
            yield from fields_of_lines(block.lines, words, path)
        case ListBlock():
            for item in block.items:
                yield from _of_item(item, words, path)
        case Table():
            yield from _of_table(block, words, path)


def _of_item(item: ListItem, words: Vocabulary, path: tuple[str, ...]) -> Iterator[Topic]:
    """The field a list item is, if it is one, and those among its children."""
    field = field_of_item(item, words, path) or _undivided(item, words, path)
    if field is not None:
        yield field
        path = (*path, field.meaning) if field.meaning else path
    for block in item.blocks:
        yield from _of_block(block, words, path)


def field_of_item(item: ListItem, words: Vocabulary, path: tuple[str, ...] = ()) -> Topic | None:
    """The list item as a field: a bold label, or a known one, before its text or before its children."""
    if not item.lines or item.checked is not None:
        return None
    first = item.lines[0]
    label, rest = split_label(first.text, words)
    if label is None and item.blocks and not item.lines[1:]:
        bare = plain(first.text).rstrip(":：").strip()
        label, rest = (bare, "") if words.topics.meaning(bare) else (None, "")
    if label is None:
        return None
    lines = (*((Line(first.number, rest),) if rest else ()), *item.lines[1:])
    return _field(label, lines, item.blocks, (item.line, item.end_line), (words, path))


def _undivided(item: ListItem, words: Vocabulary, path: tuple[str, ...]) -> Topic | None:
    """The field that a list item is which names a moment right behind its label: `- Resolved 2026-11-03 10:32`."""
    line = item.lines[0] if len(item.lines) == 1 and item.checked is None else None
    timed = read_closing(plain(line.text)) if line and has_time(line.text) else None
    if line is None or timed is None or words.topics.named(timed.event) not in _MOMENTS:
        return None
    return _field(timed.event, (Line(line.number, timed.time),), item.blocks, (item.line, item.end_line), (words, path))


def fields_of_lines(lines: Iterable[Line], words: Vocabulary, path: tuple[str, ...] = ()) -> list[Topic]:
    """The fields that the lines of a paragraph are; a line that is none goes on with the field before it."""
    found: list[tuple[str, list[Line]]] = []
    for line in lines:
        parts = split_fields(line.text, words)
        if parts:
            found.extend((label, [Line(line.number, value)]) for label, value in parts)
        elif found:
            found[-1][1].append(line)
    return [
        _field(label, [part for part in parts if part.text], (), (parts[0].number, parts[-1].number), (words, path))
        for label, parts in found
    ]


def _of_table(table: Table, words: Vocabulary, path: tuple[str, ...]) -> list[Topic]:
    """The rows of a table of two columns, where its header or its first column says that they are fields."""
    if len(table.header.cells) != _FIELD_COLUMNS:
        return []
    is_header = is_header_of_fields(table, words)
    if not is_header and words.columns.meaning(table.header.cells[0]) in {"time", "action"}:
        return []
    rows = table.rows if is_header else (table.header, *table.rows)
    known = sum(1 for row in rows if words.topics.meaning(row.cells[0]))
    if not known or known * 3 < len(rows):
        return []
    return [
        _field(
            clean_label(row.cells[0]),
            (Line(row.line, row.cells[1]),) if row.cells[1].strip() else (),
            (),
            (row.line, row.line),
            (words, path),
        )
        for row in rows
        if row.cells[0].strip()
    ]


def is_header_of_fields(table: Table, words: Vocabulary) -> bool:
    """Whether the header of a table of two columns says only that its rows are fields and their values, or nothing."""
    cells = table.header.cells
    if len(cells) != _FIELD_COLUMNS:
        return False
    return not any(cell.strip() for cell in cells) or all(cell in words.field_headers for cell in cells)


def _field(
    label: str,
    lines: Iterable[Line],
    blocks: tuple[Block, ...],
    extent: tuple[int, int],
    setting: tuple[Vocabulary, tuple[str, ...]],
) -> Topic:
    words, path = setting
    return Topic(
        name=label,
        meaning=words.topics.meaning(label),
        line=extent[0],
        end_line=extent[1],
        lines=tuple(lines),
        blocks=blocks,
        path=path,
        section=None,
    )
