"""Offsets in a text → lines and columns."""

from __future__ import annotations

from bisect import bisect_right

from followthrough.model import Position


class Lines:
    """Where the lines of one text begin."""

    def __init__(self, text: str, *, first_line: int = 1) -> None:
        self._starts = [0, *(offset + 1 for offset, character in enumerate(text) if character == "\n")]
        self._first_line = first_line

    def position(self, offset: int, end: int | None = None) -> Position:
        """The place of a character, and of the one past `end` where that lies on the same line."""
        line = bisect_right(self._starts, offset)
        start = self._starts[line - 1]
        same = end is not None and offset < end and line == bisect_right(self._starts, end)
        return Position(
            line=line - 1 + self._first_line,
            column=offset - start + 1,
            end_column=end - start + 1 if same and end is not None else None,
        )
