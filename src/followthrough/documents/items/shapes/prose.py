"""Action items as paragraphs: one each, or one per line where every line ends a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from followthrough.documents.items.candidates import Candidate, Group
from followthrough.documents.items.decoration.window import Setting
from followthrough.documents.items.saying import why_no_item
from followthrough.documents.items.shapes.nested import facts_below, facts_of_lines, own_fields
from followthrough.documents.items.wording import ends_sentence, joined, opens_with_state
from followthrough.documents.outline.blocks import Line, ListBlock, Paragraph, last_line
from followthrough.documents.reading import Reading


def from_paragraph(
    block: Paragraph, group: Group, reading: Reading, setting: Setting, *, below: ListBlock | None = None
) -> Iterator[Candidate]:
    """A candidate for the paragraph, or for each of its lines; lines of fields belong to the item they follow.

    A list `below` belongs to the last of them.
    """
    pieces = _pieces(block.lines, setting)
    for lines in pieces:
        fields = tuple(line for line in lines if own_fields(line, setting))
        wording = [line for line in lines if not own_fields(line, setting)] if fields else lines
        text = joined(wording)
        reason = why_no_item(text, reading, is_prose=True)
        if reason:
            reading.note(lines[0].number, reason)
            continue
        held = below if lines is pieces[-1] else None
        yield Candidate(
            text=text,
            line=wording[0].number,
            end_line=last_line(held) if held else lines[-1].number,
            group=group,
            found_by=f'paragraph under "{group.section}"',
            facts=(
                *(facts_of_lines(fields, reading, setting) if fields else ()),
                *(facts_below((held,), reading, setting) if held else ()),
            ),
        )


def is_row_of_sentences(lines: Sequence[Line]) -> bool:
    """Whether each of several lines closes a sentence, as the entries of a list do."""
    return len(lines) > 1 and all(ends_sentence(line) for line in lines)


def _pieces(lines: Sequence[Line], setting: Setting) -> list[Sequence[Line]]:
    labelled = any(own_fields(line, setting) for line in lines)
    stated = [opens_with_state((line,), setting.words) for line in lines]
    whole = labelled or (stated[0] and not any(stated[1:])) or not is_row_of_sentences(lines)
    return [lines] if whole else [[line] for line in lines]
