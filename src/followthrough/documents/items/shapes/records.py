"""Action items as rows of fields in a list: `Action: …`, `Owner: …`, `Due: …`, then the next one."""

from __future__ import annotations

from collections.abc import Iterator

from followthrough.documents.items.candidates import Candidate, Group
from followthrough.documents.items.decoration.window import Setting
from followthrough.documents.items.saying import says_nothing
from followthrough.documents.items.shapes.nested import facts_of_lines, own_fields
from followthrough.documents.outline.blocks import Line, ListBlock
from followthrough.documents.phrases.labels import split_labels
from followthrough.documents.reading import Reading

_ENOUGH = 500
"""So many entries show what a list is."""


def are_records(block: ListBlock, setting: Setting) -> bool:
    """Whether a list holds fields, and among them some that name what is to be done."""
    first = block.items[:_ENOUGH]
    deeds = sum(_deed(item.lines[:1], setting) is not None for item in first)
    fields = sum(bool(item.lines) and bool(own_fields(item.lines[0], setting)) for item in first)
    return bool(deeds and fields) and (deeds + fields) * 2 > len(first)


def from_records(block: ListBlock, group: Group, reading: Reading, setting: Setting) -> Iterator[Candidate]:
    """A candidate from each field that names a deed, with the fields up to the next of them."""
    lines = [line for item in block.items for line in item.lines]
    starts = [index for index, line in enumerate(lines) if _deed((line,), setting) is not None]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        text = _deed((lines[start],), setting) or ""
        if says_nothing(text, reading.words):
            continue
        yield Candidate(
            text=text,
            line=lines[start].number,
            end_line=lines[end - 1].number,
            group=group,
            found_by=f'fields in a list under "{group.section}"',
            facts=tuple(facts_of_lines(tuple(lines[start + 1 : end]), reading, setting)),
        )


def _deed(lines: tuple[Line, ...], setting: Setting) -> str | None:
    """What is to be done, where a line is the field that says it."""
    for label, value in split_labels(lines[0].text, setting.words) if lines else ():
        if value and setting.words.columns.meaning(label) == "action":
            return value
    return None
