"""What the columns of a table of action items mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from followthrough.documents.outline.blocks import Row, Table
from followthrough.documents.outline.inline import plain, strip_markup
from followthrough.documents.phrases.tickets import find_tickets
from followthrough.documents.vocabulary import Vocabulary

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

    A name describes an action only beside a column that promises something.
    """
    if "action" not in found.values():
        telling = ("description", "name") if _PROMISING & set(found.values()) else ("description",)
        described = next((index for kind in telling for index, meaning in found.items() if meaning == kind), None)
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


def _wordiest(table: Table, columns: list[int]) -> int | None:
    lengths: Counter[int] = Counter()
    for row in table.rows:
        lengths.update({index: len(plain(row.cells[index])) for index in columns if index < len(row.cells)})
    best = lengths.most_common(1)
    return best[0][0] if best and best[0][1] else None
