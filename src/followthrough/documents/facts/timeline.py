"""The timeline: rows of tables, entries of lists, lines and headings that open with a time, and times as fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from followthrough.documents.facts.times import Timed, read_closing, read_opening
from followthrough.documents.facts.topics import Topic, section_meaning
from followthrough.documents.outline.blocks import Block, Line, ListBlock, ListItem, Paragraph, Row, Table
from followthrough.documents.outline.inline import plain
from followthrough.documents.outline.sections import Section, walk
from followthrough.documents.phrases.placeholders import is_left_over
from followthrough.documents.vocabulary import Vocabulary
from followthrough.model import TimelineEntry

_REMARK = re.compile(r"\s*\([^()]*\)$")
_TIME_COLUMNS = frozenset({"time", "due", "day"})


def read_timeline(root: Section, topics: Iterable[Topic], words: Vocabulary) -> tuple[TimelineEntry, ...]:
    """Every entry, in document order; a row whose time is still a placeholder is none."""
    topics = tuple(topics)
    entries = [*_of_labels(topics, words), *_of_fields(topics, words), *_of_sections(root, words)]
    return tuple(sorted({entry.line: entry for entry in entries}.values(), key=lambda entry: entry.line))


def _of_sections(root: Section, words: Vocabulary) -> Iterator[TimelineEntry]:
    for section in root.sections:
        if section_meaning(section, words) == "timeline":
            for below in walk(section):
                yield from _of_blocks(below, words)
        else:
            yield from _of_sections(section, words)


@dataclass(slots=True)
class _Open:
    """An entry whose end is not reached yet."""

    time: str
    line: int
    said: list[str] = field(default_factory=list)
    holds_all: bool = False
    """It is a heading, and what follows down to the next one tells what happened then."""
    is_day: bool = False
    """It is a heading that names a day, and no entry where times stand below it."""


class _Entries:
    """Makes entries of lines, of which some open with a time and others go on with what happened then."""

    def __init__(self, words: Vocabulary) -> None:
        self.found: list[TimelineEntry] = []
        self._words = words
        self._open: _Open | None = None

    def start(self, timed: Timed, line: int, *, heading: bool = False) -> None:
        """Begin an entry; a time of which nothing is said is none."""
        self._end_before_times()
        alone = heading and not timed.event
        said = [timed.event] if timed.event else []
        self._open = _Open(timed.time, line, said, holds_all=alone, is_day=alone and timed.is_day)

    def add(self, entries: Sequence[TimelineEntry]) -> None:
        """Add entries that a list or table makes by itself."""
        if entries or not self.goes_on:
            self._end_before_times()
        self.found.extend(entries)

    def _end_before_times(self) -> None:
        if self._open is not None and self._open.is_day:
            self._open = None
        self.finish()

    def go_on(self, text: str) -> None:
        """Say more of the entry that is open."""
        if self._open is not None and text:
            self._open.said.append(text)

    def finish(self) -> None:
        """End the entry that is open, if any."""
        said = " ".join(self._open.said) if self._open else ""
        if self._open and said and not is_left_over(said, self._words):
            self.found.append(TimelineEntry(time=self._open.time, event=said, line=self._open.line))
        self._open = None

    @property
    def goes_on(self) -> bool:
        """Whether more may be said of the entry that is open."""
        return self._open is not None and (self._open.holds_all or not self._open.said)

    @property
    def is_waiting(self) -> bool:
        """Whether a time was named, and nothing yet that happened then."""
        return self._open is not None and not self._open.said


def _of_blocks(section: Section, words: Vocabulary) -> Iterator[TimelineEntry]:
    entries = _Entries(words)
    timed = read_opening(_REMARK.sub("", plain(section.title))) if section.level else None
    if timed is not None:
        entries.start(timed, section.line, heading=True)
    for block in section.blocks:
        _add(block, entries, words)
    entries.finish()
    return iter(entries.found)


def _add(block: Block, entries: _Entries, words: Vocabulary) -> None:
    if isinstance(block, Paragraph):
        _add_lines(block.lines, entries)
        return
    listed: list[TimelineEntry] = []
    if isinstance(block, Table):
        listed.extend(_of_table(block, words))
    elif isinstance(block, ListBlock):
        listed.extend(_of_list(block.items, words))
        if entries.is_waiting and not listed:
            entries.go_on(" ".join(plain(line.text) for item in block.items for line in item.lines))
    entries.add(listed)


def _add_lines(lines: tuple[Line, ...], entries: _Entries) -> None:
    """The entries that the lines of a paragraph open; a single time in the midst of it is prose."""
    texts = [plain(line.text) for line in lines]
    times = [read_opening(text) for text in texts]
    listed = times[0] is not None or sum(1 for timed in times if timed) > 1
    if times[0] is None and not entries.goes_on:
        entries.finish()
    for line, text, timed in zip(lines, texts, times, strict=True):
        if timed is not None and listed:
            entries.start(timed, line.number)
        else:
            entries.go_on(text)


def _of_list(items: Iterable[ListItem], words: Vocabulary) -> Iterator[TimelineEntry]:
    for item in items:
        text = plain(" ".join(line.text for line in item.lines))
        timed = read_opening(text) or read_closing(text)
        if timed is not None and timed.event and not is_left_over(timed.event, words):
            yield TimelineEntry(time=timed.time, event=timed.event, line=item.line)
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


def _of_labels(topics: Iterable[Topic], words: Vocabulary) -> Iterator[TimelineEntry]:
    """The entries of lists below a label in a list: `- **Key events**`."""
    for topic in topics:
        if topic.meaning == "timeline" and topic.section is None:
            for block in topic.blocks:
                if isinstance(block, ListBlock):
                    yield from _of_list(block.items, words)


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
