"""The day of an incident: as a field states it, else from the title, the summary, the file's name or the timeline."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice

from followthrough.documents.dates.days import Problem, ReadDate, find_date, read_date
from followthrough.documents.dates.ranges import opens_unknown
from followthrough.documents.dates.written import find_written, order_shown, with_full_years
from followthrough.documents.facts.incident import Facts, Stated
from followthrough.documents.facts.topics import Topic
from followthrough.documents.outline.blocks import Block, Paragraph
from followthrough.documents.outline.inline import plain
from followthrough.documents.outline.sections import Section
from followthrough.documents.reading import Reading
from followthrough.documents.rules import DateOrder
from followthrough.model import TimelineEntry

_ADDRESS = re.compile(r"https?://\S+")
_DIGIT = re.compile(r"[0-9]")
_MOST_DATES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a document tells beside its fields, by how certain it is of the day."""

    title: str | None
    summary: str | None
    root: Section
    topics: Sequence[Topic]
    timeline: Sequence[TimelineEntry]
    is_promise: Callable[[int], bool]
    """Whether a line belongs to an action item, so that its dates lie ahead of the incident."""


def read_day(facts: Facts, told: Told, reading: Reading) -> date | None:
    """The day on which the incident began; FT106 where a field for dates holds none.

    A page's own date yields to a field that says when the incident began, and to a day in the title; the incident's end
    counts where nothing else does. A field that names only a month gives no day.
    """
    days = _Days(facts, told, reading)
    places: tuple[Callable[[], date | None], ...] = (
        lambda: days.dated(posted=False),
        lambda: days.timed("moment", "started_at", matter=False),
        days.titled,
        lambda: days.dated(posted=True),
        lambda: days.timed("moment", "started_at", "detected_at", "duration"),
        lambda: days.written(_texts(told, reading)),
        lambda: days.timed("ended_at"),
    )
    for look in places:
        day = look()
        if day is not None or days.is_open:
            return day
    return None


class _Days:
    """Looks for the first day in one place after another."""

    def __init__(self, facts: Facts, told: Told, reading: Reading) -> None:
        self._facts = facts
        self._told = told
        self.is_open = False
        """A date was met that may be several, so that no place that is less sure may tell another."""
        self._is_vague = False
        """A field for dates names only a month, so that a day written out elsewhere is a guess."""
        self._reading = reading

    def titled(self) -> date | None:
        """The day that the title names, where it can be no other."""
        read = find_date(self._told.title, order=self._reading.rules.date_order) if self._told.title else None
        return read.date if read else None

    def dated(self, *, posted: bool) -> date | None:
        """The day that a field for dates states: the date of the page, or any other."""
        for found in islice((one for one in self._stated("date") if one.is_posted == posted), _MOST_DATES):
            read = read_date(found.text, anchor=None, order=self._reading.rules.date_order)
            if read.is_period:
                self._is_vague = True
                self._facts.report("FT106", found, why="names no day")
                continue
            day = self._settled(read) or self._find(found.text)
            if day is not None:
                self._facts.mark("/date", found)
                self.is_open = False
                return day
            if read.problem is not None and read.problem is not Problem.PLACEHOLDER:
                self._facts.report("FT106", found, why=read.why)
        return None

    def timed(self, *meanings: str, matter: bool = True) -> date | None:
        """The day that a field for moments names, in front matter too or below it alone."""
        for found in (one for meaning in meanings for one in self._stated(meaning)):
            day = self._find(found.text) if matter or not found.is_matter else None
            if day is not None:
                self._facts.mark("/date", found)
                return day
        return None

    def written(self, texts: Iterable[str | None]) -> date | None:
        """The first day written out in any of the texts."""
        for text in () if self._is_vague else texts:
            day = self._find(_ADDRESS.sub(" ", text)) if text else None
            if day is not None or self.is_open:
                return day
        return None

    def _stated(self, meaning: str) -> Iterator[Stated]:
        return (found for found in self._facts.unsigned(meaning) if not opens_unknown(found.text))

    def _find(self, text: str) -> date | None:
        found = find_date(text, order=self._reading.rules.date_order)
        return self._settled(found) if found else None

    def _settled(self, read: ReadDate) -> date | None:
        """The day that is read; of several that it may be the one that the other dates of the document speak for."""
        if read.problem is not Problem.AMBIGUOUS:
            return read.date
        if self._order_shown is not None:
            return read_date(read.text, anchor=None, order=self._order_shown).date
        named = [day for day in read.alternatives if day in self._certain]
        near = [
            day
            for day in read.alternatives
            if (day.year, day.month) in {(one.year, one.month) for one in self._certain}
        ]
        settled = next((days[0] for days in (named, near) if len(days) == 1), None)
        self.is_open = settled is None
        return settled

    @cached_property
    def _order_shown(self) -> DateOrder | None:
        return order_shown("\n".join(self._reading.page.lines))

    @cached_property
    def _certain(self) -> frozenset[date]:
        """The days that the document names in words or year first, so that they can be no other; not those ahead."""
        matter = (found.text for found in self._facts.stated("date") if found.is_matter)
        numbered = enumerate(self._reading.page.lines, start=1)
        lines = (line for number, line in numbered if not self._told.is_promise(number))
        written = find_written("\n".join((*matter, self._reading.path, *lines)), None)
        return frozenset(one.days[0] for one in written if one.days and not one.is_open)


def _texts(told: Told, reading: Reading) -> Iterator[str | None]:
    """Where a day may be written out, the surest place first."""
    yield from (told.title, told.summary, *_overviews(told.topics), _opening(told), reading.path)
    for topic in told.topics:
        if topic.meaning == "timeline" and topic.section:
            yield with_full_years(plain(topic.section.title))
    # An entry without a figure says that nobody knows when.
    yield next((entry.time for entry in told.timeline if _DIGIT.search(entry.time)), None)


def _overviews(topics: Iterable[Topic]) -> Iterator[str | None]:
    """The first paragraph of each overview, which tells what a summary tells elsewhere."""
    return (_first_paragraph(topic.blocks) for topic in topics if topic.meaning == "overview" and topic.section)


def _opening(told: Told) -> str | None:
    """The first paragraph of a document, which tells what happened where no section is called a summary."""
    fields = {topic.line for topic in told.topics if topic.meaning and topic.section is None}
    first = told.root if told.root.blocks else next(iter(told.root.sections), told.root)
    return _first_paragraph(first.blocks, fields)


def _first_paragraph(blocks: Iterable[Block], fields: Collection[int] = ()) -> str | None:
    """The first paragraph that does not open with one of the fields, as one line."""
    paragraphs = (block for block in blocks if isinstance(block, Paragraph) and block.lines[0].number not in fields)
    paragraph = next(paragraphs, None)
    return plain(" ".join(line.text for line in paragraph.lines)) if paragraph else None
