"""What hangs below an item: its own fields (`Owner: …`), tickets, a status, and details."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from followthrough.documents.items.candidates import Fact
from followthrough.documents.items.decoration.remarks import (
    categorised,
    label_kind,
    labelled,
    read_remark,
    says_done,
    status_of,
)
from followthrough.documents.items.decoration.window import Setting
from followthrough.documents.items.wording import joined
from followthrough.documents.outline.blocks import Block, Line, ListBlock, Paragraph
from followthrough.documents.outline.inline import strip_markup
from followthrough.documents.phrases.labels import split_labels
from followthrough.documents.phrases.pictures import without_pictures
from followthrough.documents.phrases.placeholders import is_placeholder
from followthrough.documents.phrases.tickets import find_tickets
from followthrough.documents.reading import Reading

_LATER_LABEL = re.compile(r"[.。]\s+(?=(?P<label>[^\W\d_][^\W\d_ ]{1,20}(?: [^\W\d_]{1,12})?)[:：]\s)")
_SENTENCE = re.compile(r"(?<=[.!。])\s")


def facts_below(blocks: Iterable[Block], reading: Reading, setting: Setting) -> Iterator[Fact]:
    """The facts of everything that hangs below an item."""
    for lines, _ in _texts(blocks):
        yield from facts_of_lines(lines, reading, setting)


def facts_of_lines(lines: tuple[Line, ...], reading: Reading, setting: Setting) -> Iterator[Fact]:
    """The facts of a few lines: labelled values become fields, a bare status a status, all else details."""
    rest: list[Line] = []
    for line in lines:
        fields = own_fields(line, setting)
        if fields:
            yield from (fact for fact in fields if not is_placeholder(fact.text, reading.words))
        else:
            rest.append(line)
    if rest:
        yield from _unlabelled(rest, reading, setting)


def own_fields(line: Line, setting: Setting) -> list[Fact]:
    """The item's own fields that a line holds, several where it has several labels; none where any label is foreign."""
    # `: Owner: Alice` stands below the term of a definition list.
    written = line.text.removeprefix(":").lstrip()
    if ":" not in written and "：" not in written and written[:2] not in ("**", "__"):
        return []
    if ". " in written and categorised(strip_markup(written).text, setting):
        return []
    facts: list[Fact] = []
    for part in _sentences(written, setting):
        found = _fields_of(part, line.number, setting)
        if not found:
            return found
        facts.extend(found)
    return facts


def _fields_of(written: str, line: int, setting: Setting) -> list[Fact]:
    pairs = split_labels(written, setting.words)
    facts: list[tuple[str, str]] = []
    for label, value in pairs:
        field = labelled(label, strip_markup(value).text, setting)
        if field is None:
            return []
        facts.extend(field)
    if len(pairs) == 1:
        facts = list(read_remark(strip_markup(written).text, setting) or facts)
    return [Fact(kind=kind, text=text, line=line) for kind, text in _linked(facts, written, setting)]


def _sentences(written: str, setting: Setting) -> list[str]:
    """A line cut where a sentence ends and another known label follows: `Ticket: OPS-7. Due: 1 December.`."""
    cuts = [
        found
        for found in _LATER_LABEL.finditer(written)
        if label_kind(found["label"], setting.words) not in {None, "details"}
    ]
    starts, ends = [0, *(cut.end() for cut in cuts)], [*(cut.start() for cut in cuts), len(written)]
    return [written[start:end] for start, end in zip(starts, ends, strict=True)]


def _linked(facts: list[tuple[str, str]], written: str, setting: Setting) -> list[tuple[str, str]]:
    """The facts with the addresses of tickets that are links instead of their words."""
    if not any(kind == "own_ticket" for kind, _ in facts) or "](" not in written:
        return facts
    tickets = [("own_ticket", ticket.text) for ticket in find_tickets(strip_markup(written), setting.words)]
    return [fact for fact in facts if not tickets or fact[0] != "own_ticket"] + tickets


def is_record(lines: Iterable[Line], setting: Setting) -> bool:
    """Whether any of the lines is a field of an item's own, filled in or not."""
    return any(
        any(
            label_kind(label, setting.words) not in {None, "details", "id"}
            for label, _ in split_labels(line.text, setting.words)
        )
        for line in lines
    )


def first_lines(blocks: Iterable[Block]) -> Iterator[Line]:
    """Every line of the paragraphs and of the first level of lists."""
    for lines, depth in _texts(blocks):
        if depth <= 1:
            yield from lines


def _unlabelled(lines: list[Line], reading: Reading, setting: Setting) -> Iterator[Fact]:
    text = without_pictures(joined(lines), setting.words)
    inline = strip_markup(text, reading.page.references)
    first = lines[0].number
    if status_of(inline.text, setting.words) and len(inline.text) <= _LONGEST_STATUS:
        yield Fact(kind="status", text=inline.text, line=first)
    elif says_done(sentence := _SENTENCE.split(inline.text, maxsplit=1)[0].rstrip(".!。"), setting.words):
        yield Fact(kind="status", text=sentence, line=first)
        yield Fact(kind="details", text=inline.text, line=first)
    elif inline.text and not is_placeholder(text, reading.words):
        yield Fact(kind="details", text=inline.text, line=first)
    yield from (Fact(kind="ticket", text=one.text, line=first) for one in find_tickets(inline, setting.words))


def _texts(blocks: Iterable[Block], depth: int = 0) -> Iterator[tuple[tuple[Line, ...], int]]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.lines, depth
        elif isinstance(block, ListBlock):
            for item in block.items:
                if item.lines:
                    yield item.lines, depth + 1
                yield from _texts(item.blocks, depth + 1)


_LONGEST_STATUS = 80
