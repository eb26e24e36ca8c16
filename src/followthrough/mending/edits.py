"""A mend: some characters of one line for others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """`new` in the place of the characters from `column` up to `end_column`, both counted from 1."""

    line: int
    column: int
    end_column: int
    new: str


def applied(lines: Sequence[str], edits: Iterable[Edit]) -> list[str]:
    """The lines with every edit carried out; columns are those of before, and edits do not overlap."""
    changed = list(lines)
    for edit in sorted(edits, key=lambda one: (one.line, one.column), reverse=True):
        line = changed[edit.line - 1]
        changed[edit.line - 1] = line[: edit.column - 1] + edit.new + line[edit.end_column - 1 :]
    return changed
