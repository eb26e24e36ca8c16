"""Garbled characters (`Didnâ€™t`): UTF-8 that was once read as something else and saved so."""

from __future__ import annotations

import re
from dataclasses import dataclass

from followthrough.model import Position

# The characters that the first byte of a UTF-8 sequence turns into; text without any of them is left alone unread.
_SUSPECT = re.compile("[\x80-\x9f\xc2-\xf4\u0102\u0103\u010f\u0111\u0413\u0432\u0420\u0421\u0393\u251c\ufffd]")

_SHOWN = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Repairs:
    """What was mended in a text."""

    first: Position
    summary: str


def repair(text: str) -> tuple[str, Repairs | None]:
    """The text with garbled characters as they were meant, line by line, and what was mended.

    Only encodings are undone: quotes, dashes, ligatures and widths stay as their author chose them.
    """
    if not _SUSPECT.search(text):
        return text, None
    from ftfy import fix_encoding

    lines = text.split("\n")
    mended = [fix_encoding(line) if _SUSPECT.search(line) else line for line in lines]
    changed = [number for number, line in enumerate(lines) if mended[number] != line]
    if not changed:
        return text, None
    # A repair never makes a line end: U+0085 and its like are one character more on the line.
    mended = [line.replace("\n", " ") for line in mended]
    return "\n".join(mended), _describe(lines, mended, changed)


def _describe(lines: list[str], mended: list[str], changed: list[int]) -> Repairs:
    number = changed[0]
    before, after = lines[number], mended[number]
    column = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
    start = before.rfind(" ", 0, column) + 1
    was, now = before[start:].partition(" ")[0], after[start:].partition(" ")[0]
    where = f"on line {number + 1}" if len(changed) == 1 else f"on {len(changed)} lines, first on line {number + 1}"
    first = Position(line=number + 1, column=start + 1, end_column=start + 1 + len(now))
    return Repairs(first=first, summary=f'"{_short(was)}" as "{_short(now)}", {where}')


def _short(word: str) -> str:
    return word if len(word) <= _SHOWN else f"{word[:_SHOWN]}…"
