"""Items without an id get the next one, where the others around them have ids that are counted up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from followthrough.mending.edits import Edit
from followthrough.mending.runs import Member, runs
from followthrough.model import Format, Position, Postmortem

_COUNTED = re.compile(r"(?P<prefix>.*?[^0-9])(?P<number>[0-9]{1,9})")
_ROW = re.compile(r"\s*\|")
_CELL = re.compile(r"(?:\\.|[^|\\])*")


@dataclass(slots=True, kw_only=True)
class _Counter:
    """Counts on from the greatest id of a document."""

    prefix: str
    width: int
    last: int

    def next(self) -> str:
        self.last += 1
        return f"{self.prefix}{self.last:0{self.width}}"


def id_edits(postmortem: Postmortem, lines: Sequence[str]) -> Iterator[Edit]:
    """An edit for each item that lacks an id: in an empty cell of a table's column of ids, or as a key of a YAML item.

    All ids of the document have to be counted up behind one prefix, such as `AI-7`; else nobody can say which is next.
    """
    counter = _counter(postmortem)
    if counter is None:
        return
    if postmortem.format is Format.MARKDOWN:
        for run in runs(postmortem, lines, lambda line: bool(_ROW.match(line)) or None):
            yield from _in_table(run, postmortem, lines, counter)
    elif postmortem.format is Format.YAML:
        yield from _in_yaml(postmortem, lines, counter)


def _counter(postmortem: Postmortem) -> _Counter | None:
    ids = [item.id for item in postmortem.action_items if item.id]
    counted = [_COUNTED.fullmatch(one) for one in ids]
    if not ids or not all(counted):
        return None
    known = [match for match in counted if match]
    if len({match["prefix"] for match in known}) > 1:
        return None
    widths = {len(match["number"]) for match in known}
    width = widths.pop() if len(widths) == 1 else 1
    return _Counter(prefix=known[0]["prefix"], width=width, last=max(int(match["number"]) for match in known))


def _in_table(run: Sequence[Member], postmortem: Postmortem, lines: Sequence[str], counter: _Counter) -> Iterator[Edit]:
    places = (postmortem.positions.get(f"/action_items/{member.number}/id") for member in run)
    columns = {_cell_at(lines[place.line - 1], place) for place in places if place}
    if len(columns) != 1 or None in columns:
        return
    (column,) = columns
    for member in run:
        start, end = _cells(lines[member.item.line - 1])[column or 0]
        if member.item.id is None and not lines[member.item.line - 1][start:end].strip():
            yield Edit(line=member.item.line, column=start + 1, end_column=end + 1, new=f" {counter.next()} ")


def _cells(line: str) -> list[tuple[int, int]]:
    """Where each cell of a row starts and ends, between its bars, counted from 0."""
    cells, start = [], line.index("|") + 1
    while start < len(line):
        match = _CELL.match(line, start)
        end = match.end() if match else start
        cells.append((start, end))
        start = end + 1
    return cells


def _cell_at(line: str, place: Position) -> int | None:
    column = place.column - 1
    return next((number for number, (start, end) in enumerate(_cells(line)) if start <= column < end), None)


def _in_yaml(postmortem: Postmortem, lines: Sequence[str], counter: _Counter) -> Iterator[Edit]:
    for number, item in enumerate(postmortem.action_items):
        place = postmortem.positions.get(f"/action_items/{number}")
        if item.id is None and place is not None and _opens_block(lines[place.line - 1], place.column):
            indent = " " * (place.column - 1)
            yield Edit(
                line=place.line,
                column=place.column,
                end_column=place.column,
                new=f"id: {counter.next()}\n{indent}",
            )


def _opens_block(line: str, column: int) -> bool:
    """Whether the mapping at a column is written as keys on lines of their own, after a dash or alone."""
    return (
        re.fullmatch(r"[ -]*", line[: column - 1]) is not None
        and re.match(r"[A-Za-z_]+:", line[column - 1 :]) is not None
    )
