"""Blocks → plain text: what a section says, without its markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from followthrough.documents.facts.topics import Topic, field_of_item, fields_of_lines
from followthrough.documents.outline.blocks import Block, Line, ListBlock, ListItem, Paragraph, Table
from followthrough.documents.outline.inline import plain
from followthrough.documents.outline.sections import Section
from followthrough.documents.phrases.placeholders import is_left_over
from followthrough.documents.vocabulary import Vocabulary, without_numbering

_FOOTNOTE = re.compile(r"(?P<code>`[^`]*`)|\s*\[\^[\w-]{1,40}\]")


class Speaker:
    """Says in plain words what topics hold, leaving out what belongs to another topic and what a template left."""

    def __init__(self, words: Vocabulary, references: Mapping[str, str]) -> None:
        self._words = words
        self._references = references

    def value(self, topic: Topic) -> str | None:
        """The single line that a topic states: beside a field's name, or a section's first paragraph or entry."""
        if topic.lines:
            return self._said(" ".join(line.text for line in topic.lines))
        first = topic.blocks[0] if topic.blocks else None
        if isinstance(first, Paragraph):
            return self._said(" ".join(line.text for line in first.lines))
        if isinstance(first, ListBlock) and len(first.items) == 1:
            return self._said(" ".join(line.text for line in first.items[0].lines))
        return None

    def text(self, topic: Topic) -> str | None:
        """Everything a topic says, a line for each entry and a blank line between paragraphs."""
        beside = self._said(" ".join(line.text for line in topic.lines)) if topic.lines else None
        parts = [beside] if beside else []
        parts.extend(self._blocks(topic.blocks, topic.meaning))
        if topic.section is not None:
            parts.extend(self._subsections(topic.section, topic.meaning))
        return "\n".join(part for part in parts if part).strip() or None

    def entries(self, topic: Topic) -> tuple[str, ...]:
        """What a topic lists: the entries of its lists, else its lines."""
        beside = self._said(" ".join(line.text for line in topic.lines)) if topic.lines else None
        found = [beside] if beside else []
        for block in topic.blocks:
            if isinstance(block, ListBlock):
                found.extend(text for item in block.items if (text := self._entry(item)))
            elif isinstance(block, Paragraph):
                said = self._said(" ".join(line.text for line in block.lines))
                found.extend([said] if said and not _leads_on(block, topic) else [])
        return tuple(found)

    def _entry(self, item: ListItem) -> str | None:
        """An entry with what hangs below it, on one line."""
        parts = [self._said(" ".join(line.text for line in item.lines)) or ""]
        parts.extend(" ".join(text.split("\n")) for text in self._blocks(item.blocks, None))
        return " ".join(part for part in parts if part) or None

    def _blocks(self, blocks: tuple[Block, ...], meaning: str | None) -> Iterator[str]:
        for block in blocks:
            match block:
                case Paragraph():
                    yield from self._paragraph(block.lines, meaning)
                case ListBlock():
                    yield from (text for item in block.items if (text := self._item(item, meaning)))
                case Table():
                    yield from self._rows(block)

    def _paragraph(self, lines: tuple[Line, ...], meaning: str | None) -> Iterator[str]:
        fields = fields_of_lines(lines, self._words)
        if not any(self._is_foreign(field, meaning) for field in fields):
            yield self._said(" ".join(line.text for line in lines)) or ""
            return
        yield from (self._field(field) for field in fields if not self._is_foreign(field, meaning))

    def _item(self, item: ListItem, meaning: str | None) -> str | None:
        field = field_of_item(item, self._words)
        if field is None:
            return self._entry(item)
        if self._is_foreign(field, meaning):
            return None
        return self._field(field)

    def _field(self, field: Topic) -> str:
        said = self.text(field)
        return f"{field.name}: {said}" if said else ""

    def _rows(self, table: Table) -> Iterator[str]:
        for row in table.rows:
            cells = [self._said(cell) for cell in row.cells]
            yield ": ".join(cell for cell in cells if cell)

    def _subsections(self, section: Section, meaning: str | None) -> Iterator[str]:
        """Sub-sections that go on with the same topic, each under its name."""
        for below in section.sections:
            inner = self._words.topics.meaning(below.title)
            goes_on = below.is_label or meaning == "impact" if inner is None else inner == meaning not in _UNMIXED
            if not goes_on:
                continue
            lines = [text for text in self._blocks(below.blocks, meaning) if text]
            lines.extend(self._subsections(below, meaning))
            if lines:
                yield "\n".join((f"{without_numbering(plain(below.title)).rstrip(':')}:", *lines))

    def _is_foreign(self, field: Topic, meaning: str | None) -> bool:
        if meaning in _UNMIXED:
            return field.meaning is not None
        return field.meaning not in {None, meaning, *_NEUTRAL}

    def _said(self, text: str) -> str | None:
        said = plain(_without_footnotes(text), self._references)
        return said if said and not is_left_over(text, self._words) and said not in self._words.nothing else None


_UNMIXED = frozenset({"summary", "root_cause"})
"""Meanings whose sections often hold fields of their own, even of the same meaning under a plainer name."""
_NEUTRAL = frozenset({"services", "metric", "duration", "status", "time", "people", "title", "date"})


def _leads_on(block: Paragraph, topic: Topic) -> bool:
    """Whether a paragraph only leads to the list below it."""
    return len(topic.blocks) > 1 and block.lines[-1].text.rstrip().endswith((":", "："))


def _without_footnotes(text: str) -> str:
    """The text without the marks of footnotes; those in code are code."""
    return _FOOTNOTE.sub(lambda found: found["code"] or "", text) if "[^" in text else text
