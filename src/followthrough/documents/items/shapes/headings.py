"""Action items that are a heading or a bold line each, with owner, deadline and details below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from followthrough.documents.items.candidates import Candidate, Group
from followthrough.documents.items.decoration.window import Setting
from followthrough.documents.items.saying import says_nothing
from followthrough.documents.items.shapes.nested import facts_below, first_lines, is_record
from followthrough.documents.items.wording import group_facts, is_deed, opens_with_verb
from followthrough.documents.outline.blocks import ListBlock, Opaque, Paragraph, Table
from followthrough.documents.outline.inline import plain
from followthrough.documents.outline.sections import Section
from followthrough.documents.reading import Reading

_KEYED = re.compile(r"\s*[A-Z]{1,6}[-_ ]?\d{1,3}\s*[.):]\s+\S")
_NUMBERED = re.compile(r"\s*(?:[A-Za-z]{1,6}[-_ ]?)?\d{1,3}\s*[.):]\s+\S|\s*\[[ xX]\]\s+\S")


def are_items(sections: Sequence[Section], setting: Setting) -> bool:
    """Whether sub-sections are one item each rather than groups of items: most of them look like it."""
    votes = [is_item(section, setting) for section in sections]
    return bool(votes) and sum(votes) * 2 > len(votes)


def is_item(section: Section, setting: Setting) -> bool:
    """Whether a section is an item: fields of its own below, or a deed as its heading and no list of others below."""
    if _has_key_and_fields(section, setting):
        return True
    if section.sections or any(isinstance(block, Table) for block in section.blocks):
        return False
    boxed = any(
        isinstance(block, ListBlock) and any(item.checked is not None for item in block.items)
        for block in section.blocks
    )
    if boxed:
        return False
    if is_record(first_lines(section.blocks), setting):
        return _holds_one(section, setting)
    is_deed_alone = is_deed(section.title, setting.words) and not group_facts(
        section.title, section.line, setting, is_heading=not section.is_label
    )
    numbered = _NUMBERED.match(plain(section.title)) is not None
    if not numbered and _shows_only_code(section) and not opens_with_verb(section.title, setting.words):
        return False
    listed = any(isinstance(block, ListBlock) for block in section.blocks)
    return (is_deed_alone and (numbered or not listed or section.is_label)) or (numbered and not listed)


def _has_key_and_fields(section: Section, setting: Setting) -> bool:
    """Whether a heading has a key (`A2.`) and fields in a paragraph below it, so that all that follows is its own."""
    if not _KEYED.match(plain(section.title)) or not all(below.is_label for below in section.sections):
        return False
    return any(isinstance(block, Paragraph) and is_record(block.lines, setting) for block in section.blocks)


def from_section(section: Section, group: Group, reading: Reading, setting: Setting) -> Iterator[Candidate]:
    """The candidate that a section is, unless its heading is a placeholder or says that there is nothing."""
    if says_nothing(section.title, reading.words):
        reading.note(section.line, "passed over: a placeholder, or it says that there is nothing")
        return
    blocks = (*section.blocks, *(block for below in section.sections for block in below.blocks))
    shape = "bold line" if section.is_label else "heading"
    yield Candidate(
        text=section.title,
        line=section.line,
        end_line=section.end_line,
        group=group,
        found_by=f'{shape} under "{group.section}", with its fields and details below',
        facts=tuple(facts_below(blocks, reading, setting)),
    )


def _holds_one(section: Section, setting: Setting) -> bool:
    """Whether the fields below a heading are those of the heading: most entries of its lists are fields."""
    entries = [item for block in section.blocks if isinstance(block, ListBlock) for item in block.items]
    fields = [item for item in entries if is_record(item.lines, setting)]
    loose = [block for block in section.blocks if isinstance(block, Paragraph) and is_record(block.lines, setting)]
    return bool(loose) or len(fields) * 2 >= len(entries)


def _shows_only_code(section: Section) -> bool:
    """Whether nothing but code and quotations stands below a heading."""
    return bool(section.blocks) and all(isinstance(block, Opaque) for block in section.blocks)
