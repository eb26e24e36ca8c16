"""A finding for each placeholder that a template left in a document, wherever it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from followthrough.documents.facts.topics import field_of_item, is_header_of_fields
from followthrough.documents.items.found import Found
from followthrough.documents.items.shapes.columns import columns_of
from followthrough.documents.items.shapes.tables import is_template_row
from followthrough.documents.outline.blocks import Block, Line, ListBlock, Paragraph, Row, Table
from followthrough.documents.outline.inline import plain
from followthrough.documents.outline.sections import Section, walk
from followthrough.documents.phrases.labels import split_fields, split_labels
from followthrough.documents.phrases.placeholders import is_left_over, is_masked, is_placeholder
from followthrough.documents.reading import Reading
from followthrough.documents.vocabulary import without_numbering

_LONGEST_QUOTE = 80


def report_leftovers(root: Section, reading: Reading, found: Found) -> None:
    """Report FT103 once for each field, entry, line and row that still holds what the template brought."""
    stale = _Stale(reading, found)
    for section in walk(root):
        title = without_numbering(plain(section.title)).rstrip(":：") or "The document"
        if section.level and is_masked(section.title):
            _report(reading, "The heading", section.title, section.line)
        for label, text, line in _in_blocks(section.blocks, title, stale):
            _report(reading, label, text, line)


@dataclass(frozen=True, slots=True)
class _Stale:
    """Tells what is left over: instructions too, save among action items, where they may be promises."""

    reading: Reading
    found: Found

    def __call__(self, text: str, line: int) -> bool:
        words = self.reading.words
        return is_placeholder(text, words) if self.found.covers(line) else is_left_over(text, words)


def _report(reading: Reading, label: str, text: str, line: int) -> None:
    quote = plain(text) if len(text) <= _LONGEST_QUOTE else plain(text)[:_LONGEST_QUOTE] + "…"
    reading.report("FT103", reading.locate(line, text), label=label, text=quote)


def _in_blocks(blocks: tuple[Block, ...], title: str, stale: _Stale) -> Iterator[tuple[str, str, int]]:
    for block in blocks:
        match block:
            case Paragraph():
                yield from _in_lines(block.lines, title, stale)
            case ListBlock():
                for item in block.items:
                    yield from _in_lines(item.lines, title, stale)
                    if item.blocks:
                        field = field_of_item(item, stale.reading.words)
                        yield from _in_blocks(item.blocks, field.name if field else title, stale)
            case Table():
                yield from _in_table(block, stale)


def _in_lines(lines: tuple[Line, ...], title: str, stale: _Stale) -> Iterator[tuple[str, str, int]]:
    words = stale.reading.words
    whole = " ".join(line.text for line in lines)
    if len(lines) > 1 and stale(whole, lines[0].number):
        yield title, lines[0].text, lines[0].number
        return
    for line in lines:
        fields = split_fields(line.text, words) or split_labels(line.text, words)
        found = [(label, value) for label, value in fields if value and stale(value, line.number)]
        if found:
            yield from ((label, value, line.number) for label, value in found)
        elif is_masked(line.text) or (len(lines) == 1 and stale(line.text, line.number)):
            yield title, line.text, line.number


def _in_table(table: Table, stale: _Stale) -> Iterator[tuple[str, str, int]]:
    columns = columns_of(table, stale.reading.words)
    fields = is_header_of_fields(table, stale.reading.words)
    action = next((index for index, meaning in columns.items() if meaning == "action" and not fields), None)
    for row in table.rows:
        if action is not None and is_template_row(row, action, stale.reading.words):
            yield plain(table.header.cells[action]) or "The table", row.cells[action], row.line
        else:
            yield from _in_row(table, row, stale, is_known=action is not None)


def _in_row(table: Table, row: Row, stale: _Stale, *, is_known: bool) -> Iterator[tuple[str, str, int]]:
    """The placeholders of a row, in a table of unknown columns by their form alone; one for a row of nothing else."""
    filled = [(index, cell) for index, cell in enumerate(row.cells) if cell.strip()]
    found = [(index, cell) for index, cell in filled if (stale(cell, row.line) if is_known else is_masked(cell))]
    for index, cell in found[:1] if len(found) == len(filled) else found:
        header = table.header.cells[index] if index < len(table.header.cells) else ""
        yield plain(header) or plain(row.cells[0]) or "The table", cell, row.line
