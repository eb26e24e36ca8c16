"""JSON text → nodes, each with its line and column.

The standard library reads the single values; the structure is walked here, since it tells no positions.
"""

from __future__ import annotations

import json
import re

from followthrough.documents.nodes.lines import Lines
from followthrough.documents.nodes.tree import (
    MAX_DEPTH,
    MAX_NODES,
    Mapping,
    Node,
    Scalar,
    Sequence,
    StructureError,
    refuse_repeats,
    too_deep,
    too_many,
)

_SPACE = re.compile(r"[ \t\n\r]*")
_SURROGATE = re.compile("[\ud800-\udfff]")


def load(text: str) -> Node:
    """The value a JSON text holds. Raises StructureError for whatever is not well-formed JSON (RFC 8259)."""
    return _Reader(text).read()


class _Reader:
    """Walks one text from left to right."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = Lines(text)
        self._at = 0
        self._count = 0
        # Numbers stay as written: an int of a hundred thousand digits is refused by Python, 1.10 would lose its zero.
        self._values = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=self._no_constant)

    def read(self) -> Node:
        node = self._node(0)
        if self._next():
            raise self._error("there is more after the end", "remove what follows the closing bracket")
        return node

    def _node(self, depth: int) -> Node:
        opening = self._next()
        self._count += 1
        if self._count > MAX_NODES:
            raise too_many(self._lines.position(self._at))
        if depth > MAX_DEPTH:
            raise too_deep(self._lines.position(self._at))
        if opening == "{":
            return self._mapping(depth)
        if opening == "[":
            return self._sequence(depth)
        return self._scalar()

    def _sequence(self, depth: int) -> Sequence:
        start = self._take()
        items = []
        if self._next() != "]":
            items.append(self._node(depth + 1))
            while self._comma("]"):
                items.append(self._node(depth + 1))
        end_line = self._lines.position(self._take()).line
        return Sequence(items=tuple(items), position=self._lines.position(start), end_line=end_line)

    def _mapping(self, depth: int) -> Mapping:
        start = self._take()
        entries = []
        if self._next() != "}":
            entries.append(self._entry(depth))
            while self._comma("}"):
                entries.append(self._entry(depth))
        refuse_repeats(tuple(key for key, _ in entries))
        end_line = self._lines.position(self._take()).line
        return Mapping(entries=tuple(entries), position=self._lines.position(start), end_line=end_line)

    def _entry(self, depth: int) -> tuple[Scalar, Node]:
        if self._next() != '"':
            raise self._error("a key in double quotes is missing", 'write "key": value')
        key = self._scalar()
        if self._next() != ":":
            raise self._error("a colon is missing after the key", 'write "key": value')
        self._take()
        return key, self._node(depth + 1)

    def _comma(self, closing: str) -> bool:
        """Step over the comma between two values; False at the closing bracket."""
        following = self._next()
        if following == closing:
            return False
        if following != ",":
            raise self._error(f"a comma or {closing} is missing", "put a comma between two values")
        comma = self._take()
        if self._next() == closing:
            self._at = comma
            raise self._error("there is a comma after the last value", "remove it")
        return True

    def _scalar(self) -> Scalar:
        start = self._at
        quoted = self._text.startswith('"', start)
        try:
            value, self._at = self._values.raw_decode(self._text, start)
        except json.JSONDecodeError as error:
            self._at = error.pos
            raise self._error(*_explain(error)) from error
        written = self._text[start : self._at]
        text = value if quoted else written
        if _SURROGATE.search(text):
            raise StructureError(
                "half a character is escaped (\\ud800 … \\udfff)", "remove it", self._lines.position(start)
            )
        position = self._lines.position(start, self._at)
        return Scalar(value=text, position=position, end_line=position.line, quoted=quoted)

    def _no_constant(self, word: str) -> str:
        raise self._error(f"{word} is no value of JSON", "use null, or put it in double quotes")

    def _next(self) -> str:
        """The next character that is not white space; empty at the end."""
        space = _SPACE.match(self._text, self._at)
        self._at = space.end() if space else self._at
        return self._text[self._at : self._at + 1]

    def _take(self) -> int:
        self._at += 1
        return self._at - 1

    def _error(self, message: str, remedy: str) -> StructureError:
        return StructureError(message, remedy, self._lines.position(self._at))


# What the standard library says → what is wrong, and the mend.
_MEANINGS = (
    ("Unterminated string", "a quote is opened and never closed", "close it"),
    ("Invalid control character", "a line end or tab stands inside quotes", "write it as \\n or \\t"),
    ("escape", "a backslash opens no escape that JSON knows", "write a backslash as \\\\"),
    ("Expecting value", "a value is missing", 'write text in double quotes: "…"'),
)


def _explain(error: json.JSONDecodeError) -> tuple[str, str]:
    if not error.doc[error.pos :].strip():
        return "it ends too early", "close what is open"
    for said, meaning, mend in _MEANINGS:
        if said in error.msg:
            return meaning, mend
    return error.msg, "correct the value"
