"""What the columns of a table of action items mean."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from followthrough.documents.outline.blocks import Row, Table
from followthrough.documents.outline.inline import plain, strip_markup
from followthrough.documents.phrases.tickets import find_tickets
from followthrough.documents.vocabulary import Vocabulary, fold

_WORD = re.compile(r"[^\W\d_]{2,}")
_REFERENCE = re.compile(r"https?://\S+|\S*[#!]\d+|\b[A-Z][A-Z0-9]*-\d+\b")
_REMARK = re.compile(r"\s[-–—]+\s|[—:;,.(]")
_LEAST_WORDS = 2
_STORY = frozenset({"time", "event"})
_DESCRIBING = frozenset({"description", "name"})
_PROMISING = frozenset({"owner", "due", "status", "priority", "ticket"})


def columns_of(table: Table, words: Vocabulary) -> Mapping[int, str]:
    """Column number → what it means, for those that mean something; `action` is the one that holds the item's words."""
    meanings = {index: words.columns.meaning(cell) for index, cell in enumerate(table.header.cells)}
    found: dict[int, str] = {}
    for index, meaning in meanings.items():
        if meaning is not None and (meaning not in found.values() or meaning in {"details", "ticket", "owner"}):
            found[index] = meaning
    return _with_action(table, found, words)


def is_action_table(table: Table, words: Vocabulary) -> bool:
    """Whether a table inside an action section lists action items: some column says so, and none tells a story."""
    meanings = set(columns_of(table, words).values())
    return "action" in meanings and not _STORY & meanings


def is_promise_table(table: Table, words: Vocabulary) -> bool:
    """Whether a table says by its header alone that it lists action items."""
    written = {words.columns.meaning(cell) for cell in table.header.cells}
    return "action" in written and bool(written & {"owner", "due"}) and not _STORY & written


def _with_action(table: Table, found: dict[int, str], words: Vocabulary) -> Mapping[int, str]:
    """Name the column of the item's words: one called so, else a description, else the wordiest that means nothing.

    A name describes an action only beside a column that promises something; so does what an issue is about beside its
    number. Remarks that all open with a state are the column of the state.
    """
    if "action" not in found.values():
        telling = ("description", "name") if _PROMISING & set(found.values()) else ("description",)
        described = next((index for kind in telling for index, meaning in found.items() if meaning == kind), None)
        if described is None:
            found = _with_state(table, found, words)
            described = next(
                (i for i, meaning in found.items() if meaning == "ticket" and _tells(table, i, words)), None
            )
        if described is None and _PROMISING & set(found.values()):
            described = _wordiest(
                table, [i for i in range(len(table.header.cells)) if _is_free(i, found, table, words)]
            )
        if described is not None:
            found[described] = "action"
    return {index: "details" if meaning in _DESCRIBING else meaning for index, meaning in found.items()}


def _is_free(index: int, found: Mapping[int, str], table: Table, words: Vocabulary) -> bool:
    """Whether a column means nothing yet, or is called `Issue` and holds words, not tickets."""
    meaning = found.get(index)
    if meaning in {None, "details"}:
        return True
    return meaning == "ticket" and not any(_is_ticket(row, index, words) for row in table.rows)


def _is_ticket(row: Row, index: int, words: Vocabulary) -> bool:
    return index < len(row.cells) and bool(find_tickets(strip_markup(row.cells[index]), words))


def _with_state(table: Table, found: Mapping[int, str], words: Vocabulary) -> dict[int, str]:
    """The columns, remarks of which each opens with a state read as the state where no column is called so."""
    stated = (index for index, meaning in found.items() if meaning == "details" and _states(table, index, words))
    state = next(stated, None) if "status" not in found.values() else None
    return {**found, state: "status"} if state is not None else dict(found)


def _states(table: Table, index: int, words: Vocabulary) -> bool:
    cells = _filled(table, index)
    return bool(cells) and all(_is_state(cell, words) for cell in cells)


def _is_state(cell: str, words: Vocabulary) -> bool:
    """Whether a cell opens with a state that nothing but a remark or a ticket follows: not `Complete the move`."""
    head = _REMARK.split(_REFERENCE.sub(" ", plain(cell)), maxsplit=1)[0].strip()
    first, *rest = head.split() or [""]
    return head in words.statuses or (first in words.statuses and all(fold(one) in words.ticket_words for one in rest))


def _tells(table: Table, index: int, words: Vocabulary) -> bool:
    """Whether each cell of a column of tickets says in words what the ticket is about: `#12 — alerts on full disks`."""
    cells = _filled(table, index)
    return bool(cells) and all(_says_more(cell, words) for cell in cells)


def _filled(table: Table, index: int) -> list[str]:
    return [row.cells[index] for row in table.rows if index < len(row.cells) and row.cells[index].strip()]


def _says_more(cell: str, words: Vocabulary) -> bool:
    own = [part for part in _WORD.findall(_REFERENCE.sub(" ", plain(cell))) if fold(part) not in words.ticket_words]
    return len(own) >= _LEAST_WORDS


def _wordiest(table: Table, columns: list[int]) -> int | None:
    lengths: Counter[int] = Counter()
    for row in table.rows:
        lengths.update({index: len(plain(row.cells[index])) for index in columns if index < len(row.cells)})
    best = lengths.most_common(1)
    return best[0][0] if best and best[0][1] else None
