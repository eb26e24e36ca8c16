"""The timeline: rows of tables, entries of lists, headings that are times, and times written as fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from followthrough.documents.facts.topics import Topic, section_meaning
from followthrough.documents.outline.blocks import ListBlock, ListItem, Paragraph, Row, Table
from followthrough.documents.outline.inline import plain
from followthrough.documents.outline.sections import Section, walk
from followthrough.documents.phrases.placeholders import is_left_over
from followthrough.documents.vocabulary import Vocabulary
from followthrough.model import TimelineEntry

_CLOCK = r"(?:\d{1,2}(?:[:.]\d{2}){1,2}(?:\s*[AaPp]\.?[Mm]\.?)?|\d{1,2}\s*[AaPp]\.?[Mm]\b\.?|\d{1,2}h\d{2})"
_MONTH_DAY = r"(?:\d{1,2}\s+)?[A-Z][a-z]{2,8}\.?(?:\s+\d{1,2})?(?:,?\s+\d{4})?"
_DAY = rf"(?:\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}|{_MONTH_DAY})"
_ZONE = r"(?:\s*(?:[A-Z]{2,5}\b|Z\b|[+-]\d{2}:?\d{2}|\([A-Z]{2,5}\)))"
_MOMENT = rf"~?\s*(?:{_DAY}[ ,T]*(?:at\s+)?)?{_CLOCK}{_ZONE}?"
_OPENS = re.compile(rf"(?P<time>{_MOMENT}|\d{{4}}-\d{{2}}-\d{{2}})\s*(?:[:：–—|-]+|\s)\s*(?P<event>\S.*)$", re.DOTALL)
_IS_TIME = re.compile(rf"{_MOMENT}|\d{{4}}-\d{{2}}-\d{{2}}.*")
_TIME_COLUMNS = frozenset({"time", "due", "day"})


def read_timeline(root: Section, topics: Iterable[Topic], words: Vocabulary) -> tuple[TimelineEntry, ...]:
    """Every entry, in document order; a row whose time is still a placeholder is none."""
    entries = [*_of_sections(root, words), *_of_fields(topics, words)]
    return tuple(sorted(entries, key=lambda entry: entry.line))


def _of_sections(root: Section, words: Vocabulary) -> Iterator[TimelineEntry]:
    for section in root.sections:
        if section_meaning(section, words) == "timeline":
            for below in walk(section):
                yield from _of_blocks(below, words)
        else:
            yield from _of_sections(section, words)


def _of_blocks(section: Section, words: Vocabulary) -> Iterator[TimelineEntry]:
    title = plain(section.title)
    if section.level and _IS_TIME.fullmatch(title):
        said = " ".join(
            plain(line.text) for block in section.blocks if isinstance(block, Paragraph) for line in block.lines
        )
        if said:
            yield TimelineEntry(time=title, event=said, line=section.line)
    for block in section.blocks:
        if isinstance(block, Table):
            yield from _of_table(block, words)
        elif isinstance(block, ListBlock):
            yield from _of_list(block.items, words)


def _of_list(items: Iterable[ListItem], words: Vocabulary) -> Iterator[TimelineEntry]:
    for item in items:
        text = plain(" ".join(line.text for line in item.lines))
        found = _OPENS.match(text)
        if found and not is_left_over(found["event"], words):
            yield TimelineEntry(time=found["time"].strip(), event=found["event"].strip(), line=item.line)
        for block in item.blocks:
            if isinstance(block, ListBlock):
                yield from _of_list(block.items, words)


def _of_table(table: Table, words: Vocabulary) -> Iterator[TimelineEntry]:
    meanings = [words.columns.meaning(cell) for cell in table.header.cells]
    times = [index for index, meaning in enumerate(meanings) if meaning in _TIME_COLUMNS] or [0]
    rest = [index for index in range(len(meanings)) if index not in times]
    event = next((index for index in rest if meanings[index] == "event"), rest[0] if rest else None)
    for row in table.rows:
        time = " ".join(filter(None, (_cell(row, index) for index in times)))
        said = _cell(row, event) if event is not None else ""
        if time and said and not is_left_over(time, words) and not is_left_over(said, words):
            yield TimelineEntry(time=time, event=said, line=row.line)


def _of_fields(topics: Iterable[Topic], words: Vocabulary) -> Iterator[TimelineEntry]:
    """A time under *Detection*, *Response* or *Resolution*, named after the heading it stands under."""
    heading = ""
    for topic in topics:
        if topic.section is not None:
            heading = topic.name
        told = topic.meaning == "time" and topic.section is None and {"timeline", "narration"} & set(topic.path)
        if told and heading and topic.value and not is_left_over(topic.value, words):
            yield TimelineEntry(time=plain(topic.value), event=heading, line=topic.line)


def _cell(row: Row, index: int) -> str:
    return plain(row.cells[index]) if index < len(row.cells) else ""
