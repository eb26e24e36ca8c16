"""Fields in a quotation that stands right below the title: `> **Date:** 2026-11-03 · **Severity:** P1`.

Any other quotation is somebody's words, and states nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from followthrough.documents.facts.topics import Topic, fields_of_lines
from followthrough.documents.outline.blocks import Line, Opaque, Page
from followthrough.documents.outline.sections import Section
from followthrough.documents.vocabulary import Vocabulary

_MARK = re.compile(r"\s*(?:>\s?)+")
_PART_END = re.compile(r"\s+[·•|]\s")
_FIRST_BLOCKS = 3
_STATED = frozenset(
    {
        "date",
        "moment",
        "started_at",
        "detected_at",
        "ended_at",
        "duration",
        "severity",
        "status",
        "owners",
        "services",
        "incident_id",
    }
)


def quoted_topics(root: Section, page: Page, words: Vocabulary) -> Iterator[Topic]:
    """The known fields of a quotation among the first blocks of a document or of its first heading."""
    titles = (section for section in root.sections[:1] if section.level == 1)
    for section in (root, *titles):
        for block in section.blocks[:_FIRST_BLOCKS]:
            if isinstance(block, Opaque) and block.kind == "blockquote":
                yield from _of_quote(block, page, words)


def _of_quote(quote: Opaque, page: Page, words: Vocabulary) -> Iterator[Topic]:
    numbered = range(quote.line, min(quote.end_line, len(page.lines)) + 1)
    lines = [Line(number, _MARK.sub("", page.lines[number - 1], count=1).strip()) for number in numbered]
    for said, paragraph in groupby(lines, key=lambda line: bool(line.text)):
        fields = fields_of_lines(paragraph, words) if said else []
        yield from (_first_part(field) for field in fields if field.meaning in _STATED)


def _first_part(field: Topic) -> Topic:
    """The field with what stands before the next dot or bar, behind which something else is told."""
    lines = tuple(Line(line.number, _PART_END.split(line.text, maxsplit=1)[0]) for line in field.lines[:1])
    return replace(field, lines=lines)
