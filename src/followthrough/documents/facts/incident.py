"""The single facts of an incident: when, how bad, whose, where."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from followthrough.documents.dates.ranges import read_duration, read_ends, read_range
from followthrough.documents.facts.front_topics import FRONT_MATTER
from followthrough.documents.facts.plain_text import Speaker
from followthrough.documents.facts.topics import Topic
from followthrough.documents.phrases.people import split_people
from followthrough.documents.reading import Reading
from followthrough.documents.vocabulary import fold

_COMMA = re.compile(r"\s*[,;、\uff0c\uff1b]\s*(?![^()]*\))|\n")
_AND = re.compile(r"^and\s+|(?<=\S)\s+(?:and|und|et|y|&)\s+(?=\S+$)")
_SENTENCE_END = re.compile(r"。|[.!?]\s+(?=[A-Z])")
_LONGEST_FACT = 300
_SENTENCES = frozenset({"severity", "status"})
"""What is a word or two, behind which a story may go on."""
_PICTORIAL = frozenset({"So", "Sk", "Cf", "Mn"})
_MOST_RANGES = 20
"""More fields for moments than a document has that was written by hand."""
_POSTED = "date"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A fact as a topic states it."""

    text: str
    topic: Topic

    @property
    def is_posted(self) -> bool:
        """Whether it is the date that a site generator sorts its pages by: that of the page, if of nothing else."""
        return self.is_matter and fold(self.topic.name) == _POSTED

    @property
    def is_matter(self) -> bool:
        """Whether it stands in the front matter."""
        return FRONT_MATTER in self.topic.path


class Facts:
    """The topics of a document, asked for one fact after another; every answer leaves its place in the reading."""

    def __init__(self, topics: Sequence[Topic], reading: Reading, speaker: Speaker) -> None:
        self._topics = tuple(topics)
        self._reading = reading
        self._speaker = speaker

    def stated(self, meaning: str) -> Iterator[Stated]:
        """The topics of a meaning that state something on one line, in document order, fields first."""
        found = [topic for topic in self._topics if topic.meaning == meaning]
        for topic in sorted(found, key=lambda topic: topic.section is not None):
            text = self._speaker.value(topic)
            if text and len(text) > _LONGEST_FACT and meaning in _SENTENCES:
                text = first_sentence(text)
            if text and len(text) <= _LONGEST_FACT and not (topic.section and topic.section.sections):
                yield Stated(text=text, topic=topic)

    def word(self, meaning: str, pointer: str) -> str | None:
        """The first thing stated, as written; of a severity the first sentence.

        A pictograph before the words of a severity or a state is left off.
        """
        found = next(self.stated(meaning), None)
        if found is None:
            return None
        self.mark(pointer, found)
        said = first_sentence(found.text) if meaning == "severity" else found.text
        return _without_pictograph(said) if meaning in _SENTENCES else said

    def names(self, meaning: str) -> tuple[str, ...]:
        """Everybody whom topics of a meaning name, in order, nobody twice."""
        names: dict[str, None] = {}
        for found in self._several(meaning):
            self.mark("/owners", found)
            names.update(dict.fromkeys(split_people(found.text)))
        return tuple(name for name in names if name not in self._reading.words.nothing)

    def services(self) -> tuple[str, ...]:
        """The services named, split at commas outside brackets; of several sentences the first names them."""
        parts: dict[str, None] = {}
        for found in self._several("services"):
            self.mark("/services", found)
            parts.update(dict.fromkeys(split_list(_SENTENCE_END.split(found.text, maxsplit=1)[0])))
            if parts and not found.topic.blocks:
                break
        return tuple(parts)

    def window(self, day: date | None) -> tuple[str | None, str | None]:
        """When the incident began and ended: from fields of their own, else from a range in another."""
        start, end = next(self.stated("started_at"), None), next(self.stated("ended_at"), None)
        first, last = read_ends(start.text if start else "", end.text if end else "", day=day)
        ranges = (found for meaning in ("moment", "duration", "date") for found in self.stated(meaning))
        for found in islice(ranges, _MOST_RANGES) if not (first and last) else ():
            if found.is_posted:
                continue
            read = read_duration if found.topic.meaning == "duration" else read_range
            opened, closed = read(found.text, day=day)
            first, start = (first, start) if first else (opened, found)
            last, end = (last, end) if last else (closed, found)
            if first:
                break
        return self._marked((first, last), start, end)

    def mark(self, pointer: str, found: Stated) -> None:
        """Remember where a fact stands, if nothing stood there before."""
        line = found.topic.lines[0].number if found.topic.lines else found.topic.line
        raw = found.topic.lines[0].text if found.topic.lines else found.text
        self._reading.positions.setdefault(pointer, self._reading.locate(line, raw, found.topic.end_line))

    def report(self, code: str, found: Stated, **words: str) -> None:
        """Make a finding about what is stated."""
        line = found.topic.lines[0].number if found.topic.lines else found.topic.line
        place = self._reading.locate(line, found.text, found.topic.end_line)
        self._reading.report(code, place, label=found.topic.name, text=found.text, **words)

    def unsigned(self, meaning: str) -> Iterator[Stated]:
        """What is stated, less what stands beside a signature: that is the report's."""
        return (found for found in self.stated(meaning) if not found.topic.signed)

    def _several(self, meaning: str) -> Iterator[Stated]:
        for topic in self._topics:
            if topic.meaning != meaning:
                continue
            for text in self._speaker.entries(topic):
                if len(text) <= _LONGEST_FACT:
                    yield Stated(text=text, topic=topic)

    def _marked(
        self, pair: tuple[str | None, str | None], start: Stated | None, end: Stated | None
    ) -> tuple[str | None, str | None]:
        for pointer, value, found in (("/started_at", pair[0], start), ("/ended_at", pair[1], end)):
            if value and found:
                self.mark(pointer, found)
        return pair


def first_sentence(text: str) -> str:
    """The first of several sentences; one that ends in brackets goes on."""
    for end in _SENTENCE_END.finditer(text[: _LONGEST_FACT + 1]):
        head = text[: end.start()].strip()
        if head and sum(head.count(sign) for sign in "(（") == sum(head.count(sign) for sign in ")）"):
            return head
    return text


def _without_pictograph(text: str) -> str:
    """The text without pictographs before its first word, if it has one."""
    start = next((at for at, sign in enumerate(text) if not _is_pictorial(sign)), 0)
    return text[start:] if text[start : start + 1].isalnum() else text


def _is_pictorial(sign: str) -> bool:
    return sign.isspace() or unicodedata.category(sign) in _PICTORIAL


def split_list(text: str) -> tuple[str, ...]:
    """The entries of an enumeration: split at commas, at semicolons and at a last "and" before a single word."""
    parts = [part.strip(" .") for part in _COMMA.split(text) if part.strip(" .")]
    if parts:
        parts[-1:] = [piece.strip() for piece in _AND.split(parts[-1]) if piece.strip()]
    return tuple(dict.fromkeys(parts))
