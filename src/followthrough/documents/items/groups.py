"""The walk through an action section: which recogniser reads which block, and what sub-headings say for their items."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeGuard

from followthrough.documents.dates.days import horizon
from followthrough.documents.facts.topics import fields_of_lines
from followthrough.documents.items.belonging import belongings, denied, stands_as_item
from followthrough.documents.items.candidates import Candidate, Group
from followthrough.documents.items.decoration.remarks import label_kind
from followthrough.documents.items.decoration.window import Setting
from followthrough.documents.items.saying import says_nothing
from followthrough.documents.items.scopes import Scope
from followthrough.documents.items.shapes.columns import is_action_table
from followthrough.documents.items.shapes.headings import are_items, from_section, is_item
from followthrough.documents.items.shapes.lists import from_list, is_legend, is_record_list
from followthrough.documents.items.shapes.prose import from_paragraph, is_row_of_sentences
from followthrough.documents.items.shapes.records import are_records, from_records
from followthrough.documents.items.shapes.tables import from_table
from followthrough.documents.items.wording import group_facts, heads_list, is_italic, is_label, joined
from followthrough.documents.outline.blocks import Block, ListBlock, Paragraph, Table, first_line
from followthrough.documents.outline.inline import plain
from followthrough.documents.outline.sections import Section
from followthrough.documents.reading import Reading
from followthrough.documents.vocabulary import fold, without_numbering

_BARE_NAME = re.compile(r"`?[A-Za-z][\w.-]*[A-Za-z0-9_]`?")
_FOREIGN = frozenset(
    {
        "timeline",
        "aside",
        "metrics",
        "summary",
        "impact",
        "root_cause",
        "went_well",
        "went_wrong",
        "lucky",
        "contributing_factors",
    }
)
_NEVER_GROUPS = frozenset({"timeline", "aside"})


def candidates_of(scope: Scope, reading: Reading, setting: Setting) -> Iterator[Candidate]:
    """The candidates of a scope, in order."""
    category = scope.name if scope.named else None
    group = Group(section=scope.name, category=category, span=horizon(scope.name))
    yield from _below(scope.blocks, scope.sections, group, reading, setting, mixed=scope.mixed)


def _below(
    blocks: tuple[Block, ...],
    sections: tuple[Section, ...],
    group: Group,
    reading: Reading,
    setting: Setting,
    *,
    mixed: bool = False,
) -> Iterator[Candidate]:
    inner = [candidate for section in _sections(sections, group, reading, setting) for candidate in section]
    prose = [] if inner else _prose(blocks, setting, mixed=mixed)
    yield from _of_blocks(blocks, group, reading, setting, prose)
    yield from inner


def _prose(blocks: tuple[Block, ...], setting: Setting, *, mixed: bool) -> list[Paragraph]:
    """The paragraphs that may be items; where the section tells of other things too, those that read like a list."""
    refused = denied(blocks, setting.words)
    paragraphs = [block for block in blocks if isinstance(block, Paragraph) and first_line(block) not in refused]
    said = [block for block in paragraphs if not _is_remark(block, setting)]
    return [block for block in said if not mixed or is_row_of_sentences(block.lines)]


def _sections(
    sections: tuple[Section, ...], group: Group, reading: Reading, setting: Setting
) -> Iterator[list[Candidate]]:
    one_each = are_items(sections, setting)
    for section in sections:
        if _tells_story(section, reading):
            reading.note(section.line, f'passed over "{plain(section.title)}": it tells what happened')
        elif is_item(section, setting) and (one_each or not _holds_items(section)):
            yield list(from_section(section, group, reading, setting))
        else:
            yield list(_of_group(section, group, reading, setting))


def _tells_story(section: Section, reading: Reading) -> bool:
    """Whether a section inside one of action items is none of their groups, as its name or its prose says.

    A name that only resembles one of a story (`Impact reduction`) is that of a group where it lists something.
    """
    meaning = reading.words.topics.meaning(section.title)
    if meaning not in _FOREIGN:
        return False
    sure = meaning in _NEVER_GROUPS or reading.words.topics.named(section.title) is not None
    return sure or not _holds_items(section)


def _of_group(section: Section, group: Group, reading: Reading, setting: Setting) -> Iterator[Candidate]:
    facts = group_facts(section.title, section.line, setting, is_heading=not section.is_label)
    name = without_numbering(plain(section.title)).rstrip(":：").strip()
    is_owner = any(fact.kind == "owner" for fact in facts)
    opens = reading.words.topics.meaning(section.title) == "action_items"
    inner = replace(
        group,
        category=group.category if is_owner or opens else name,
        facts=facts or (() if section.is_label else group.facts),
        span=horizon(section.title) or group.span,
    )
    yield from _below(section.blocks, section.sections, inner, reading, setting)


def _holds_items(section: Section) -> bool:
    return any(isinstance(block, ListBlock | Table) for block in section.blocks)


def _of_blocks(
    blocks: tuple[Block, ...], group: Group, reading: Reading, setting: Setting, prose: Sequence[Paragraph]
) -> Iterator[Candidate]:
    """Items of one section's own blocks: of its tables, else of its lists, else of its paragraphs."""
    tables = [block for block in blocks if isinstance(block, Table) and is_action_table(block, reading.words)]
    held = belongings(blocks, setting)
    taken = {id(block) for block in held.values()}
    lists = [
        block
        for before, block in zip((None, *blocks), blocks, strict=False)
        if _holds_promises(block, setting) and id(block) not in taken and not _names_things(block, before)
    ]
    boxed = [block for block in lists if any(item.checked is not None for item in block.items)]
    chosen: list[Block] = [*tables, *boxed] if tables else [*lists] if lists else [*prose]
    outer, read = group, {id(block) for block in chosen}
    for block, after in zip(blocks, (*blocks, None)[1:], strict=True):
        if id(block) in taken:
            continue
        if isinstance(block, ListBlock) and is_legend(block, reading, alone=read <= {id(block)}):
            reading.note(first_line(block), "passed over: a legend")
        elif isinstance(block, Paragraph) and (id(block) in read or stands_as_item(block, setting)):
            yield from from_paragraph(block, group, reading, setting, below=held.get(first_line(block)))
        elif id(block) in read:
            yield from _of_block(block, group, reading, setting)
        elif (
            isinstance(block, Paragraph)
            and chosen
            and (led := _led(block, outer, setting, is_followed=id(after) in read))
        ):
            group = led
        else:
            _pass_over(block, reading, has_table=bool(tables))


def _holds_promises(block: Block, setting: Setting) -> TypeGuard[ListBlock]:
    if not isinstance(block, ListBlock):
        return False
    return not is_record_list(block, setting) or are_records(block, setting)


def _names_things(block: ListBlock, before: Block | None) -> bool:
    """Whether a list below a sentence holds bare names of one word each: what the sentence is about, not what to do."""
    if not isinstance(before, Paragraph) or not joined(before.lines).endswith((":", "：")):
        return False
    texts = [joined(item.lines) for item in block.items]
    bare = all(item.checked is None and not item.blocks for item in block.items)
    return bare and len(texts) > 1 and all(_BARE_NAME.fullmatch(text) for text in texts)


def _is_remark(block: Paragraph, setting: Setting) -> bool:
    """Whether a paragraph is no item by its form: fields of the document, a remark in italics, a leave-taking."""
    fields = fields_of_lines(block.lines, setting.words)
    foreign = bool(fields) and all(field.meaning and not label_kind(field.name, setting.words) for field in fields)
    text = joined(block.lines)
    return foreign or is_italic(text) or fold(plain(text)).startswith(setting.words.closings)


def _led(block: Paragraph, group: Group, setting: Setting, *, is_followed: bool) -> Group | None:
    """What a line before a list says for its entries (`JG:`, `Later:`); None where it says something else."""
    text = block.lines[-1].text
    marked = text.rstrip().endswith((":", "：")) or is_italic(text)
    opens = is_label(text, setting.words) if marked else is_followed and heads_list(text, setting)
    if len(block.lines) > 1 or not opens:
        return None
    facts = group_facts(text, block.lines[0].number, setting)
    name = plain(text).rstrip(":： ")
    is_owner = any(fact.kind == "owner" for fact in facts)
    return replace(group, facts=facts, category=group.category if is_owner else name)


def _of_block(block: Block, group: Group, reading: Reading, setting: Setting) -> Iterable[Candidate]:
    match block:
        case Table():
            return from_table(block, group, reading)
        case ListBlock() if are_records(block, setting):
            return from_records(block, group, reading, setting)
        case ListBlock():
            return from_list(block, group, reading, setting)
        case _:
            return ()


def _pass_over(block: Block, reading: Reading, *, has_table: bool) -> None:
    match block:
        case Table():
            reading.note(block.header.line, "passed over: a table whose header names no action items")
        case ListBlock() if has_table:
            reading.note(first_line(block), "passed over: a list beside a table of action items")
        case ListBlock():
            reading.note(first_line(block), "passed over: a list of fields")
        case Paragraph() if not says_nothing(joined(block.lines), reading.words):
            reading.note(first_line(block), "passed over: a paragraph beside the items")
