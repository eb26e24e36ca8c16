"""A Markdown postmortem: text → blocks → outline → topics → facts and action items."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from followthrough.documents.facts.day import Told, read_day
from followthrough.documents.facts.front_topics import front_topics
from followthrough.documents.facts.incident import Facts
from followthrough.documents.facts.narrative import (
    read_entries,
    read_lessons,
    read_metrics,
    read_reviews,
    read_root_cause,
    read_text,
)
from followthrough.documents.facts.plain_text import Speaker
from followthrough.documents.facts.quoted import quoted_topics
from followthrough.documents.facts.timeline import read_timeline
from followthrough.documents.facts.titles import find_incident_id, read_title
from followthrough.documents.facts.topics import Topic, read_topics
from followthrough.documents.items.found import Found, find_items, make_items
from followthrough.documents.items.nothing import says_there_are_none
from followthrough.documents.markdown.leftovers import report_leftovers
from followthrough.documents.outline.block_pass import read_blocks
from followthrough.documents.outline.sections import Section, read_outline
from followthrough.documents.phrases.people import short_forms, split_people
from followthrough.documents.reading import Reading
from followthrough.documents.rules import ReadingRules
from followthrough.documents.text.source import Source
from followthrough.documents.vocabulary import vocabulary_for
from followthrough.model import Postmortem

_NAMING = ("owners", "people", "sign_off")


def read_markdown(source: Source, rules: ReadingRules) -> Postmortem:
    """What a Markdown document says; dates and deadlines are read, horizons and policies not yet granted."""
    page = read_blocks(source.text)
    words = vocabulary_for(rules)
    reading = Reading(path=source.path, page=page, words=words, rules=rules)
    root = read_outline(page, lambda name: words.topics.meaning(name) in _OPENING and name not in words.nothing)
    quoted = quoted_topics(root, page, words)
    topics = (*front_topics(source.front_matter, words), *quoted, *read_topics(root, words))
    people = _people(topics)
    found = find_items(root, topics, reading, people)
    outside = tuple(topic for topic in topics if not found.covers(topic.line) or topic.line == 0)
    report_leftovers(root, reading, found)
    postmortem = _tell(source, root, (outside, topics), found, reading)
    items = make_items(found, reading, people | _owners(found), postmortem.date)
    return replace(
        postmortem,
        action_items=items,
        nothing_to_do=not items and says_there_are_none(found.scopes, reading.words),
        findings=(*source.findings, *sorted(reading.findings, key=lambda finding: finding.position)),
        positions=dict(reading.positions),
        notes=tuple(sorted(reading.notes, key=lambda note: note.line)),
    )


def _tell(
    source: Source, root: Section, both: tuple[tuple[Topic, ...], tuple[Topic, ...]], items: Found, reading: Reading
) -> Postmortem:
    """The incident, from the topics that stand outside action items; a review may be promised among those too."""
    topics, everything = both
    speaker = Speaker(reading.words, reading.page.references)
    facts = Facts(topics, reading, speaker)
    title = read_title(reading, facts)
    timeline = read_timeline(root, topics, reading.words)
    summary = read_text(topics, "summary", speaker, reading)
    told = Told(title=title, summary=summary, root=root, topics=topics, timeline=timeline, is_promise=items.covers)
    day = read_day(facts, told, reading)
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
        reviews=read_reviews(everything, reading, day),
        suppressions=source.suppressions,
        readable=source.readable,
    )


def _people(topics: Iterable[Topic]) -> frozenset[str]:
    """Everybody the document names in a field for people, so that a bare name in brackets is known."""
    named = (topic.value for topic in topics if topic.meaning in _NAMING)
    return frozenset(form for value in named for name in split_people(value) for form in short_forms(name))


def _owners(found: Found) -> frozenset[str]:
    facts = (fact for candidate in found.candidates for fact in (*candidate.facts, *candidate.group.facts))
    names = (name for fact in facts if fact.kind == "owner" for name in split_people(fact.text))
    return frozenset(form for name in names for form in short_forms(name))


_OPENING = frozenset(
    {
        "action_items",
        "aside",
        "follow_ups",
        "measures",
        "timeline",
        "summary",
        "impact",
        "root_cause",
        "contributing_factors",
        "lessons",
        "went_well",
        "went_wrong",
        "lucky",
        "metrics",
    }
)
"""What a line of plain words may open a section of, if it is nothing but such a name."""
