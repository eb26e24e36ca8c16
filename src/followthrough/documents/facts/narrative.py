"""What a document tells in words: summary, impact, causes, lessons, metrics and promised reviews."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from followthrough.documents.dates.days import find_date, read_date
from followthrough.documents.facts.plain_text import Speaker
from followthrough.documents.facts.topics import Topic
from followthrough.documents.outline.inline import plain
from followthrough.documents.phrases.placeholders import is_placeholder
from followthrough.documents.reading import Reading
from followthrough.model import Lessons, Position, Review

_BRACKETED = re.compile(r"\s*[(（\[][^()（）\[\]]*[)）\]]")
_LONGEST_METRIC = 60
_METRIC_SECTIONS = frozenset({"metrics"})


def read_text(topics: Sequence[Topic], meaning: str, speaker: Speaker, reading: Reading) -> str | None:
    """What the first topic of a meaning says that says anything: a field before a section."""
    found = [topic for topic in topics if topic.meaning == meaning]
    return _first_said(sorted(found, key=lambda topic: topic.section is not None), f"/{meaning}", speaker, reading)


def read_root_cause(topics: Sequence[Topic], speaker: Speaker, reading: Reading) -> str | None:
    """The cause under its plainest name: `Root Cause`, else `Primary Cause`, `Technical Cause` and so on."""
    found = [topic for topic in topics if topic.meaning == "root_cause"]
    ranked = sorted(
        found,
        key=lambda topic: (
            topic.section is not None and not topic.section.is_label and bool(topic.section.sections),
            reading.words.topics.rank(topic.name),
        ),
    )
    return _first_said(ranked, "/root_cause", speaker, reading)


def read_entries(topics: Iterable[Topic], meaning: str, speaker: Speaker, reading: Reading) -> tuple[str, ...]:
    """What the topics of a meaning list, nothing twice."""
    entries: dict[str, None] = {}
    for topic in topics:
        if topic.meaning == meaning:
            said = speaker.entries(topic)
            entries.update(dict.fromkeys(said))
            if said:
                reading.positions.setdefault(f"/{meaning}", Position(line=topic.line))
    return tuple(entries)


def read_lessons(topics: Sequence[Topic], speaker: Speaker, reading: Reading) -> Lessons:
    """What went well, what went wrong and where luck helped."""
    return Lessons(
        went_well=read_entries(topics, "went_well", speaker, reading),
        went_wrong=read_entries(topics, "went_wrong", speaker, reading),
        lucky=read_entries(topics, "lucky", speaker, reading),
    )


def read_metrics(topics: Iterable[Topic], speaker: Speaker, reading: Reading) -> Mapping[str, str]:
    """Fields under a metrics section, and times to detect or repair wherever they stand; the first of a name counts."""
    metrics: dict[str, str] = {}
    for topic in topics:
        if topic.section is not None or not (topic.meaning == "metric" or _METRIC_SECTIONS & set(topic.path)):
            continue
        said = speaker.value(topic)
        key = metric_key(topic.name)
        if said and key and key not in metrics:
            metrics[key] = said
            reading.mark(f"/metrics/{key}", reading.locate(topic.line, topic.value, topic.end_line))
    return MappingProxyType(metrics)


def metric_key(label: str) -> str:
    """A metric's label in snake case, without its bracketed abbreviation: `Time to Fix (TTF)` → `time_to_fix`."""
    return re.sub(r"[^\w]+", "_", _BRACKETED.sub("", plain(label)[:_LONGEST_METRIC]).casefold()).strip("_")


def read_reviews(topics: Iterable[Topic], reading: Reading, anchor: date | None) -> tuple[Review, ...]:
    """The days on which somebody promised to look again, named as their labels name them."""
    reviews: list[Review] = []
    for topic in topics:
        value = plain(topic.value)
        if topic.meaning != "review" or not value or is_placeholder(topic.value, reading.words):
            continue
        order = reading.rules.date_order
        written = find_date(value, order=order)
        read = written if written is not None and written.date else read_date(value, anchor=anchor, order=order)
        place = reading.locate(topic.line, topic.value, topic.end_line)
        if read.date is not None:
            reading.mark(f"/reviews/{len(reviews)}", place)
            reviews.append(Review(name=topic.name, date=read.date, line=topic.line))
        elif read.problem is not None:
            reading.report("FT106", place, label=topic.name, text=value, why=read.why)
    return tuple(reviews)


def _first_said(topics: Iterable[Topic], pointer: str, speaker: Speaker, reading: Reading) -> str | None:
    for topic in topics:
        said = speaker.text(topic)
        if said:
            first = said.split("\n", 1)[0]
            reading.mark(pointer, reading.locate(topic.line, first, topic.end_line))
            return said
    return None
