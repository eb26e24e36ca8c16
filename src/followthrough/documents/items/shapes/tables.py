"""Action items as rows of a table, its columns in any order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from followthrough.documents.items.candidates import Candidate, Fact, Group
from followthrough.documents.items.decoration.remarks import status_of
from followthrough.documents.items.shapes.columns import columns_of
from followthrough.documents.outline.blocks import Row, Table
from followthrough.documents.outline.inline import plain, strip_markup
from followthrough.documents.phrases.placeholders import is_generic, is_placeholder
from followthrough.documents.phrases.tickets import find_tickets
from followthrough.documents.reading import Reading
from followthrough.documents.vocabulary import Vocabulary, fold

_FACTS = frozenset({"owner", "due", "priority", "status", "category", "id", "details", "ticket", "ordinal"})
_ROW_LABEL = re.compile(r"[A-Z]{1,2}-?\d{1,2}")
_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
_OF_A_TICKET = re.compile(r"[#!\]]|-\d|://")
_ELLIPSES = ("...", "…")
_BOXES = {"[ ]": "open", "[x]": "done", "[X]": "done"}


def from_table(table: Table, group: Group, reading: Reading) -> Iterator[Candidate]:
    """A candidate for each row that says something; a row with words in one column only names a group."""
    columns = columns_of(table, reading.words)
    action = next(index for index, meaning in columns.items() if meaning == "action")
    header = plain(table.header.cells[action])
    rows = _numbers(table, columns)
    for row in table.rows:
        filled = [index for index, cell in enumerate(row.cells) if cell.strip()]
        if filled == [0] and len(row.cells) > 1 and row.cells[0].strip()[:2] in ("**", "__"):
            group = replace(group, category=plain(row.cells[0]).strip(" :"))
            continue
        if is_template_row(row, action, reading.words):
            reading.note(row.line, "passed over: a row of the template")
            continue
        text = _cell(row, action)
        if not text or text in reading.words.nothing:
            continue
        yield Candidate(
            text=text,
            line=row.line,
            end_line=row.line,
            group=group,
            found_by=f'row of the table under "{group.section}", words in column "{header}"',
            facts=tuple(fact for fact in _facts(row, columns, reading) if not _is_row(fact, rows)),
            rows=rows,
            columns=frozenset(columns.values()) - {"action", "details", "ordinal"},
        )


def _numbers(table: Table, columns: Mapping[int, str]) -> frozenset[str]:
    """The numbers of a table's rows as text refers to them: `#3`."""
    counted = [index for index, meaning in columns.items() if meaning in {"ordinal", "id"}]
    return frozenset(f"#{cell}" for row in table.rows for index in counted if (cell := _cell(row, index)).isdigit())


def _is_row(fact: Fact, rows: frozenset[str]) -> bool:
    """Whether what a cell mentions is another row, no ticket; a column of tickets holds tickets."""
    return fact.kind == "ticket" and fact.text in rows


def is_template_row(row: Row, action: int, words: Vocabulary) -> bool:
    """Whether a row was brought by the template: its words are a placeholder, or generic beside other placeholders.

    Generic words behind dots (`… another item`) are the template's, whatever stands beside them.
    """
    text = _cell(row, action)
    if is_placeholder(text, words):
        return True
    if text.startswith(_ELLIPSES) and is_generic(text, words):
        return True
    others = [cell for index, cell in enumerate(row.cells) if index != action and cell.strip()]
    return is_generic(text, words) and all(is_placeholder(cell, words) or is_generic(cell, words) for cell in others)


def _facts(row: Row, columns: Mapping[int, str], reading: Reading) -> Iterator[Fact]:
    for index in range(len(row.cells)):
        kind, text = columns.get(index, ""), _cell(row, index)
        if not text or kind == "action" or is_placeholder(text, reading.words):
            continue
        if text in reading.words.nothing and not (kind == "status" and text in reading.words.statuses):
            continue
        yield from _fact(kind, text, row.line, reading) if kind in _FACTS else _mentions(text, row.line, reading)


def _fact(kind: str, text: str, line: int, reading: Reading) -> Iterator[Fact]:
    """The facts of one cell; tickets are looked for in every one that holds words."""
    inline = strip_markup(_BREAK.sub(", ", text) if kind == "owner" else text, reading.page.references)
    if kind == "ticket":
        tickets = tuple(ticket.text for ticket in find_tickets(inline, reading.words))
        yield from _ticket_facts(inline.text, tickets, line, reading.words)
        return
    if kind == "ordinal":
        if any(letter.isalpha() for letter in inline.text) and " " not in inline.text:
            yield Fact(kind="id", text=inline.text, line=line)
        return
    if (
        kind == "priority"
        and status_of(inline.text, reading.words) == "done"
        and inline.text not in reading.words.priorities
    ):
        kind = "status"
    yield Fact(kind=kind, text=_BOXES.get(text, inline.text), line=line)
    if kind != "id":
        yield from _mentions(text, line, reading)


def _mentions(text: str, line: int, reading: Reading) -> Iterator[Fact]:
    """The tickets that a cell names beside what it says."""
    if _OF_A_TICKET.search(text) is None:
        return
    inline = strip_markup(text, reading.page.references)
    yield from (Fact(kind="ticket", text=ticket.text, line=line) for ticket in find_tickets(inline, reading.words))


def _ticket_facts(text: str, tickets: tuple[str, ...], line: int, words: Vocabulary) -> Iterator[Fact]:
    """The tickets of a cell, and the state marker that may stand beside them."""
    parts = text.split()
    marker = next((one for one in words.state_markers if one in parts), None)
    if not tickets and status_of(text, words) == "done":
        yield Fact(kind="status", text=text, line=line)
        return
    if not tickets and _ROW_LABEL.fullmatch(text):
        yield Fact(kind="id", text=text, line=line)
        return
    bare = " ".join(part for part in parts if part != marker)
    yield from (Fact(kind="own_ticket", text=ticket, line=line) for ticket in tickets or _bare_ticket(bare))
    if marker:
        yield Fact(kind="status", text=marker, line=line)


def _bare_ticket(text: str) -> tuple[str, ...]:
    """A ticket column may hold a number alone, or words of some tracker."""
    if text.isdigit():
        return (f"#{text}",)
    return (text,) if any(letter.isdigit() for letter in text) and len(fold(text).split()) <= _MOST_TICKET_WORDS else ()


def _cell(row: Row, index: int) -> str:
    return row.cells[index].strip() if index < len(row.cells) else ""


_MOST_TICKET_WORDS = 2
