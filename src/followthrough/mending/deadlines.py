"""Deadlines that are written out become ISO 8601, which nobody can read in two ways."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from followthrough.documents.dates.written import find_written
from followthrough.documents.rules import DateOrder
from followthrough.mending.edits import Edit
from followthrough.model import ActionItem, DueSource, Position, Postmortem

_NUMBERS = re.compile(r"[0-9]+")
_NUMBERS_OF_A_DAY = {True: 2, False: 3}
"""In a date with the name of its month, and in one without."""


def deadline_edits(postmortem: Postmortem, lines: Sequence[str], order: DateOrder | None) -> Iterator[Edit]:
    """An edit for each deadline that is a day with its year, however written, and means one day alone.

    What counts from the incident (`2 weeks`), a longer time (`Q1 2027`) and a range say more than a day, and stay.
    """
    for number, item in enumerate(postmortem.action_items):
        place = postmortem.positions.get(f"/action_items/{number}/due")
        if place is not None and item.due_source is DueSource.DOCUMENT:
            yield from _edit(item, place, lines[place.line - 1], order)


def _edit(item: ActionItem, place: Position, line: str, order: DateOrder | None) -> Iterator[Edit]:
    if place.end_column is None or item.due is None:
        return
    found = list(find_written(line[place.column - 1 : place.end_column - 1], order))
    if len(found) != 1 or found[0].days != (item.due,) or _is_range(found[0].text):
        return
    iso = item.due.isoformat()
    if found[0].text != iso:
        start = place.column + found[0].start
        yield Edit(line=place.line, column=start, end_column=place.column + found[0].end, new=iso)


def _is_range(text: str) -> bool:
    named = any(character.isalpha() and character.isascii() for character in _NUMBERS.sub("", text))
    return len(_NUMBERS.findall(text)) > _NUMBERS_OF_A_DAY[named]
