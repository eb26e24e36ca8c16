"""A Markdown postmortem: text → blocks → outline → topics → facts and action items."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from followthrough.documents.blocks import Heading, Line, Page, Paragraph, read_blocks
from followthrough.documents.dates import find_date
from followthrough.documents.facts import Facts
from followthrough.documents.inline import plain
from followthrough.documents.items import Found, find_items, make_items
from followthrough.documents.leftovers import report_leftovers
from followthrough.documents.narrative import (
    read_entries,
    read_lessons,
    read_metrics,
    read_reviews,
    read_root_cause,
    read_text,
)
from followthrough.documents.nodes import Mapping, Node, Scalar, Sequence
from followthrough.documents.outline import Section, read_outline, walk
from followthrough.documents.people import split_people
from followthrough.documents.placeholders import is_placeholder
from followthrough.documents.reading import Reading
from followthrough.documents.rules import ReadingRules
from followthrough.documents.source import Source
from followthrough.documents.text_of import Speaker
from followthrough.documents.timeline import read_timeline
from followthrough.documents.titles import clean_title, find_incident_id, is_bare_kind
from followthrough.documents.topics import Topic, read_topics
from followthrough.documents.vocabulary import fold, vocabulary_for
from followthrough.model import Postmortem, TimelineEntry

_NAMING = ("owners", "people", "sign_off")


def read_markdown(source: Source, rules: ReadingRules) -> Postmortem:
    """What a Markdown document says; dates and deadlines are read, horizons and policies not yet granted."""
    page = read_blocks(source.text)
    reading = Reading(path=source.path, page=page, words=vocabulary_for(rules), rules=rules)
    root = read_outline(page)
    topics = (*_front_topics(source.front_matter, reading), *read_topics(root, reading.words))
    people = _people(topics)
    found = find_items(root, topics, reading, people)
    outside = tuple(topic for topic in topics if not found.covers(topic.line) or topic.line == 0)
    report_leftovers(root, reading, found)
    postmortem = _tell(source, root, outside, reading)
    items = make_items(found, reading, people | _owners(found), postmortem.date)
    return replace(
        postmortem,
        action_items=items,
        findings=(*source.findings, *sorted(reading.findings, key=lambda finding: finding.position)),
        positions=dict(reading.positions),
        notes=tuple(sorted(reading.notes, key=lambda note: note.line)),
    )


def _tell(source: Source, root: Section, topics: tuple[Topic, ...], reading: Reading) -> Postmortem:
    speaker = Speaker(reading.words, reading.page.references)
    facts = Facts(topics, reading, speaker)
    title = _title(reading, facts)
    timeline = read_timeline(root, topics, reading.words)
    summary = read_text(topics, "summary", speaker, reading)
    day = facts.day() or _day_elsewhere((title, summary, source.path), timeline, reading)
    started_at, ended_at = facts.window(day)
    return Postmortem(
        path=source.path,
        format=source.format,
        title=title,
        incident_id=facts.word("incident_id", "/incident_id") or (find_incident_id(title) if title else None),
        date=day,
        started_at=started_at,
        ended_at=ended_at,
        duration=facts.word("duration", "/duration"),
        severity=facts.word("severity", "/severity"),
        status=facts.word("status", "/status"),
        owners=facts.names("owners"),
        services=facts.services(),
        summary=summary,
        impact=read_text(topics, "impact", speaker, reading),
        root_cause=read_root_cause(topics, speaker, reading),
        contributing_factors=read_entries(topics, "contributing_factors", speaker, reading),
        timeline=timeline,
        lessons=read_lessons(topics, speaker, reading),
        metrics=read_metrics(topics, speaker, reading),
        reviews=read_reviews(topics, reading, day),
        suppressions=source.suppressions,
        readable=source.readable,
    )


def _title(reading: Reading, facts: Facts) -> str | None:
    """The first heading where it is the title, else a title stated as a field or in the front matter."""
    heading = _title_heading(reading)
    if heading is None:
        stated = next(facts.stated("title"), None)
        if stated is None:
            return None
        facts.mark("/title", stated)
        return clean_title(stated.text, reading.words)
    title = clean_title(heading.text, reading.words)
    place = reading.locate(heading.line, title)
    if is_bare_kind(title, reading.words):
        reading.report("FT103", place, label="The title", text=title)
        return None
    if is_placeholder(title, reading.words):
        if not is_placeholder(heading.text, reading.words):
            reading.report("FT103", place, label="The title", text=title)
        return None
    reading.mark("/title", place)
    return title


def _title_heading(reading: Reading) -> Heading | None:
    """The heading that names the document: the first, of level 1 or telling of no known section."""
    heading = next((block for block in reading.page.blocks if isinstance(block, Heading)), None)
    if heading is None or heading.level > _LOWEST_TITLE:
        return None
    named = heading.text in reading.words.topics
    return (
        None
        if named and (heading.level > 1 or clean_title(heading.text, reading.words) == plain(heading.text))
        else heading
    )


def _day_elsewhere(texts: Iterable[str | None], timeline: tuple[TimelineEntry, ...], reading: Reading) -> date | None:
    """The incident's date where no field states it: in the title, the summary, the file's name or the timeline."""
    for text in (*texts, *(entry.time for entry in timeline[:1])):
        written = find_date(text, order=reading.rules.date_order) if text else None
        if written is not None and written.date is not None:
            return written.date
    return None


def _people(topics: Iterable[Topic]) -> frozenset[str]:
    """Everybody the document names in a field for people, so that a bare name in brackets is known."""
    named = (topic.value for topic in topics if topic.meaning in _NAMING)
    return frozenset(fold(name) for value in named for name in split_people(value))


def _owners(found: Found) -> frozenset[str]:
    facts = (fact for candidate in found.candidates for fact in (*candidate.facts, *candidate.group.facts))
    return frozenset(fold(name) for fact in facts if fact.kind == "owner" for name in split_people(fact.text))


def _front_topics(front: Mapping | None, reading: Reading) -> tuple[Topic, ...]:
    """The entries of front matter as fields."""
    return tuple(_front_topic(key, value, reading) for key, value in front.entries) if front else ()


def _front_topic(key: Scalar, value: Node, reading: Reading) -> Topic:
    nodes = value.items if isinstance(value, Sequence) else (value,)
    lines = tuple(
        Line(node.position.line, text)
        for node in nodes
        if isinstance(node, Scalar) and not node.is_null
        for text in node.value.split("\n")
        if text.strip()
    )
    several = isinstance(value, Sequence)
    return Topic(
        name=key.value,
        meaning=reading.words.topics.meaning(key.value),
        line=key.position.line,
        end_line=max((line.number for line in lines), default=key.position.line),
        lines=() if several else lines,
        blocks=tuple(Paragraph((line,)) for line in lines) if several else (),
        path=(),
        section=None,
    )


_LOWEST_TITLE = 2
__all__ = ["Page", "read_markdown", "walk"]
