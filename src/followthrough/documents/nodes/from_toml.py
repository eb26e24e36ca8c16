"""TOML text → nodes, each with the line of its key."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left

from followthrough.documents.nodes.tree import (
    MAX_DEPTH,
    Mapping,
    Node,
    Scalar,
    Sequence,
    StructureError,
    refuse_repeats,
    too_deep,
)
from followthrough.model import Position

_MAX_CHARACTERS = 16_384
"""The standard library takes time that grows with the square of what keys are nested in."""
_DOTTED = re.compile(r"(?:[^\s=.]{1,64}[ \t]*+\.[ \t]*+){33}")
_KEY = re.compile(r"""[ \t]*+(?:\[\[?[ \t]*+)?((?:[\w-]++|"[^"]*+"|'[^']*+'|[ \t]*+\.[ \t]*+)++)[ \t]*+[=\]]""")
_PART = re.compile(r"""[\w-]++|"[^"]*+"|'[^']*+'""")
_PLACE = re.compile(r"\(at line ([0-9]+), column ([0-9]+)\)")


def load(text: str, *, first_line: int = 1) -> Mapping:
    """The table a TOML text holds, every value as text. Raises StructureError.

    The standard library tells no positions: a value's place is where its key is first written at or after its table's.
    """
    if len(text) > _MAX_CHARACTERS:
        message = f"it has more than {_MAX_CHARACTERS:,} characters"
        raise StructureError(message, "shorten it", Position(line=first_line))
    if _DOTTED.search(text):
        raise too_deep(Position(line=first_line))
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _fault(error, first_line) from error
    except RecursionError as error:
        raise too_deep(Position(line=first_line)) from error
    return _Builder(text.split("\n"), first_line).mapping(table, 0, 0)


def _fault(error: tomllib.TOMLDecodeError, first_line: int) -> StructureError:
    message = str(error)
    place = _PLACE.search(message)
    line, column = (int(place[1]), int(place[2])) if place else (1, 1)
    reason = message.partition(" (at")[0]
    return StructureError(
        reason[:1].lower() + reason[1:],
        'write `key = "value"`, one to a line',
        Position(line=line - 1 + first_line, column=column),
    )


class _Builder:
    """Gives the values of one text their places."""

    def __init__(self, lines: list[str], first_line: int) -> None:
        self._lines = lines
        self._first_line = first_line
        self._written: dict[str, list[tuple[int, int]]] = {}
        for index, line in enumerate(lines):
            keys = _KEY.match(line)
            for part in _PART.finditer(line, keys.start(1), keys.end(1)) if keys else ():
                self._written.setdefault(part.group().strip("\"'"), []).append((index, part.start() + 1))

    def mapping(self, table: dict[str, object], start: int, depth: int) -> Mapping:
        entries = tuple(self._entry(key, value, start, depth) for key, value in table.items())
        refuse_repeats(tuple(name for name, _ in entries))
        end_line = max([start + self._first_line, *(value.end_line for _, value in entries)])
        return Mapping(entries=entries, position=Position(line=start + self._first_line), end_line=end_line)

    def _entry(self, key: str, value: object, start: int, depth: int) -> tuple[Scalar, Node]:
        index, column = self._find(key, start)
        line = index + self._first_line
        name = Scalar(value=key, position=Position(line=line, column=column), end_line=line)
        if isinstance(value, list):
            return name, self._sequence(key, value, index, depth + 1)
        return name, self._node(value, index, depth + 1)

    def _sequence(self, key: str, values: list[object], index: int, depth: int) -> Sequence:
        start, items = index, []
        for value in values:
            items.append(self._node(value, start, depth + 1))
            if isinstance(value, dict):
                # Each table of an array has a header of its own, after the end of the one before.
                start, _ = self._find(key, min(items[-1].end_line - self._first_line + 1, len(self._lines) - 1))
        line = index + self._first_line
        end_line = max([line, *(item.end_line for item in items)])
        return Sequence(items=tuple(items), position=Position(line=line), end_line=end_line)

    def _node(self, value: object, index: int, depth: int) -> Node:
        line = index + self._first_line
        if depth > MAX_DEPTH:
            raise too_deep(Position(line=line))
        if isinstance(value, dict):
            return self.mapping(value, index, depth)
        if isinstance(value, list):
            return self._sequence("", value, index, depth)
        column = self._lines[index].find("=") + 1
        column += len(self._lines[index][column:]) - len(self._lines[index][column:].lstrip()) + 1
        return Scalar(value=_text(value), position=Position(line=line, column=column), end_line=line, quoted=True)

    def _find(self, key: str, start: int) -> tuple[int, int]:
        """The line, from `start` on, that writes the key, and the column; `start` where it is written otherwise."""
        places = self._written.get(key, [])
        following = bisect_left(places, (start, 0))
        return places[following] if following < len(places) else (start, 1)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    isoformat = getattr(value, "isoformat", None)
    return str(isoformat()) if isoformat else str(value)
