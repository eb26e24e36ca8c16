"""A postmortem's title and its incident id, from its first heading."""

from __future__ import annotations

import re

from followthrough.documents.facts.incident import Facts, Stated
from followthrough.documents.facts.topics import fields_of_lines
from followthrough.documents.outline.blocks import Heading, Paragraph
from followthrough.documents.outline.inline import plain
from followthrough.documents.outline.sections import bold_label
from followthrough.documents.phrases.placeholders import is_masked, is_placeholder
from followthrough.documents.reading import Reading
from followthrough.documents.vocabulary import Vocabulary, fold

_AFTER_KIND = re.compile(r"\s*(?:[:：]|\s[-–—]|[–—])\s*")
_INCIDENT_ID = re.compile(
    r"(?P<sure>\b(?:INC|PM|PIR|COE)-\d[\w-]*\b)|\b(?:INC|INCIDENT|PM|PIR|SEV|POSTMORTEM|IR|COE)[-_ ]?#?\d[\w-]*\b"
    r"|\b[A-Z]{2,10}-\d[\d-]*\b"
)
_ID_END = re.compile(r"\s*(?:[:：)\]]|\s[-–—]|$)")
_LONGEST_KIND = 60
_MOST_KINDS = 2
_LOWEST_TITLE = 2


def read_title(reading: Reading, facts: Facts) -> str | None:
    """The first heading where it is the title, else a title stated as a field or in the front matter."""
    heading = _title_heading(reading) or _title_line(reading)
    stated = next((found for found in facts.stated("title") if not _is_field(found, reading.words)), None)
    if heading is None or (stated is not None and _yields(heading, stated, reading.words)):
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
        if not is_masked(heading.text):
            reading.report("FT103", place, label="The title", text=title)
        return None
    reading.mark("/title", place)
    return title


def _is_field(found: Stated, words: Vocabulary) -> bool:
    """Whether what stands below the word for a title is another field."""
    first = found.topic.blocks[0] if found.topic.blocks and not found.topic.lines else None
    return isinstance(first, Paragraph) and bool(fields_of_lines(first.lines, words))


def _yields(heading: Heading, stated: Stated, words: Vocabulary) -> bool:
    """Whether a heading says less than the title in the front matter: it may be a section, or names but a kind."""
    return stated.is_matter and (heading.level > 1 or fold(plain(heading.text)) in words.kinds)


def _title_heading(reading: Reading) -> Heading | None:
    """The heading that names the document: the first, of level 1 or telling of no known section."""
    heading = _first_heading(reading)
    if heading is None:
        return None
    headings = [block for block in reading.page.blocks if isinstance(block, Heading)]
    alone = heading.level == 1 and sum(1 for one in headings if one.level == 1) == 1
    named = (reading.words.topics.named if alone else reading.words.topics.meaning)(heading.text) is not None
    is_section = named and (heading.level > 1 or clean_title(heading.text, reading.words) == plain(heading.text))
    return None if is_section else heading


def _first_heading(reading: Reading) -> Heading | None:
    """The first heading; the second where the first says only that a title follows, or what kind of document it is."""
    places = [(at, block) for at, block in enumerate(reading.page.blocks) if isinstance(block, Heading)][:2]
    if not places:
        return None
    words = reading.words
    (start, first), (after, second) = places[0], places[-1]
    if words.topics.named(first.text) == "title" and after == start + 1:
        return second
    is_named = second is not first and second.text not in words.topics and second.level <= _LOWEST_TITLE
    heading = second if fold(plain(first.text)) in words.kinds and is_named else first
    names_kind = clean_title(heading.text, words) != plain(heading.text)
    return heading if heading.level <= _LOWEST_TITLE or names_kind else None


def _title_line(reading: Reading) -> Heading | None:
    """The first line of a document that opens without a heading, where it is bold or names the kind of document."""
    first = next(iter(reading.page.blocks), None)
    if not isinstance(first, Paragraph) or len(first.lines) > 1:
        return None
    line = first.lines[0]
    text = bold_label(line.text) or line.text
    is_title = clean_title(text, reading.words) != plain(text) or (
        text != line.text and text not in reading.words.topics
    )
    return Heading(1, line.number, text) if is_title else None


def clean_title(heading: str, words: Vocabulary) -> str:
    """The words of a heading without markup and without leading kind words (`Postmortem:`, `Incident Report –`)."""
    text = plain(heading).strip()
    for _ in range(_MOST_KINDS):
        text = _without_kind(text, words)
    return text


def _without_kind(text: str, words: Vocabulary) -> str:
    for found in _AFTER_KIND.finditer(text, 0, _LONGEST_KIND):
        rest = text[found.end() :].strip()
        if rest and fold(text[: found.start()]) in words.kinds:
            return rest
    return text


def is_bare_kind(title: str, words: Vocabulary) -> bool:
    """Whether a title says only that it is the template of some kind of document."""
    parts = fold(title).split()
    rest = [part for part in parts if part not in words.template_words]
    return len(rest) < len(parts) and (not rest or " ".join(rest) in words.kinds)


def find_incident_id(title: str) -> str | None:
    """The incident id a title opens with (`INC-42: …`, `PM-2026-001: …`), as written."""
    found = _INCIDENT_ID.match(title)
    if found is None:
        return None
    is_certain = found["sure"] is not None and title[found.end() :].startswith(" ")
    return found.group() if is_certain or _ID_END.match(title, found.end()) else None
