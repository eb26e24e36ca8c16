"""Action items as entries of a list: bullets, numbers, check boxes, nested under labels or under owners."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from followthrough.documents.items.candidates import Candidate, Fact, Group
from followthrough.documents.items.decoration.window import Setting
from followthrough.documents.items.saying import why_no_item
from followthrough.documents.items.shapes.nested import facts_below, own_fields
from followthrough.documents.items.wording import group_facts, is_bare_name, is_label, joined, opens_with_verb
from followthrough.documents.outline.blocks import ListBlock, ListItem
from followthrough.documents.outline.inline import plain
from followthrough.documents.phrases.people import is_first_name, split_people
from followthrough.documents.reading import Reading
from followthrough.documents.vocabulary import fold, without_numbering

_LEAST_LEGEND = 2
_LEAST_DEEDS = 2
_ENOUGH = 500
"""So many entries show what a list is."""


def from_list(block: ListBlock, group: Group, reading: Reading, setting: Setting) -> Iterator[Candidate]:
    """A candidate for each entry; an entry that only names a group gives its children instead."""
    for item in block.items:
        children = [below for below in item.blocks if isinstance(below, ListBlock)]
        text = joined(item.lines)
        if children and (not text or is_label(text, reading.words) or _heads_deeds(item, children, reading)):
            inner = _group_of(item, text, group, setting, counted=block.ordered) if text else group
            for below in children:
                yield from from_list(below, inner, reading, setting)
        elif reason := why_no_item(text, reading):
            reading.note(item.line, reason)
        else:
            yield _of_item(item, block, group, reading, setting)


def is_record_list(block: ListBlock, setting: Setting) -> bool:
    """Whether a list holds the fields of one item, not items."""
    first = block.items[:_ENOUGH]
    fields = [item for item in first if item.lines and own_fields(item.lines[0], setting)]
    return len(fields) * 2 > len(first) and all(item.checked is None for item in block.items)


def is_legend(block: ListBlock, reading: Reading, *, alone: bool) -> bool:
    """Whether a list explains the priorities, states or kinds of items beside it: each entry opens with another one.

    One that stands alone explains kinds; entries that open with priorities or states are items then.
    """
    heads = [re.split(r"\s*[:：]|\s[-–—]\s", plain(joined(item.lines)), maxsplit=1) for item in block.items]
    if len(heads) < _LEAST_LEGEND or any(len(head) == 1 for head in heads):
        return False
    if len({fold(head[0]) for head in heads}) < len(heads):
        return False
    known = (
        (reading.words.legends,) if alone else (reading.words.priorities, reading.words.statuses, reading.words.legends)
    )
    return any(all(head[0] in lexicon for head in heads) for lexicon in known)


def _heads_deeds(item: ListItem, children: list[ListBlock], reading: Reading) -> bool:
    """Whether an entry is a short name, and each of several entries below it says what to do."""
    words, text = reading.words, joined(item.lines)
    below = [joined(entry.lines) for block in children for entry in block.items]
    if item.checked is not None or len(below) < _LEAST_DEEDS or not is_bare_name(text, words):
        return False
    return all(opens_with_verb(entry, words) for entry in below)


def _of_item(item: ListItem, block: ListBlock, group: Group, reading: Reading, setting: Setting) -> Candidate:
    wording, fields = list(item.lines[:1]), list[Fact]()
    for line in item.lines[1:]:
        own = own_fields(line, setting)
        fields.extend(own)
        if not own:
            wording.append(line)
    shape = "check box" if item.checked is not None else "numbered entry" if block.ordered else "bullet"
    return Candidate(
        text=joined(wording),
        line=item.line,
        end_line=item.end_line,
        group=group,
        found_by=f'{shape} under "{group.section}"',
        checked=item.checked,
        facts=(*fields, *facts_below(item.blocks, reading, setting)),
    )


def _group_of(item: ListItem, text: str, group: Group, setting: Setting, *, counted: bool) -> Group:
    """The group that an entry names; what is counted is rather a field of work than somebody nobody has named."""
    called = all(is_first_name(name, setting.words) for name in split_people(plain(text).rstrip(":： ")))
    facts = group_facts(text, item.line, setting, is_heading=counted and not called)
    name = without_numbering(plain(text)).strip().rstrip(":：").strip()
    is_owner = any(fact.kind == "owner" for fact in facts)
    opens = setting.words.topics.meaning(name) == "action_items"
    return replace(group, facts=(*group.facts, *facts), category=group.category if is_owner or opens else name)
