"""Code spans in inline Markdown, put aside so that no other markup is looked for in them, and put back afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TICKS = re.compile(r"`+")
_FIRST = 0xF0000
"""Where the characters for private use begin that stand for code spans: more than a line can hold."""
MASKS = "\U000f0000-\U000ffffd"
_MASK = re.compile(f"[{MASKS}]")


def mask_code(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with one character instead of each code span, and the code of each."""
    if "`" not in text:
        return text, ()
    parts: list[str] = []
    codes: list[str] = []
    for part, is_code in _parts(text):
        parts.append(chr(_FIRST + len(codes)) if is_code else _MASK.sub(" ", part))
        codes.extend([part] if is_code else [])
    return ("".join(parts), tuple(codes)) if codes else (text, ())


def unmask(text: str, codes: tuple[str, ...]) -> str:
    """The text with its code spans put back, as their code alone."""
    return _MASK.sub(lambda found: _code(found.group(), codes), text) if codes else text


def _code(mask: str, codes: tuple[str, ...]) -> str:
    index = ord(mask) - _FIRST
    return codes[index] if index < len(codes) else mask


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """Stretches of text in order, and whether each is the code of a code span."""
    runs = [(found.start(), found.end()) for found in _TICKS.finditer(text)]
    later: dict[int, list[int]] = {}
    for index in range(len(runs) - 1, -1, -1):
        later.setdefault(runs[index][1] - runs[index][0], []).append(index)
    position = index = 0
    while index < len(runs):
        start, end = runs[index]
        closers = later[end - start]
        while closers and closers[-1] <= index:
            closers.pop()
        index += 1
        if not closers or (start and text[start - 1] == "\\"):
            continue
        closing = runs[closers[-1]]
        yield text[position:start], False
        yield text[end : closing[0]], True
        position, index = closing[1], closers[-1] + 1
    yield text[position:], False
