"""HTML comments, which are no content and would split lists, blanked out before a document is parsed."""

from __future__ import annotations

import re

_FENCE = re.compile(r" {0,3}(?:[-*+>] {1,3}|\d{1,9}[.)] {1,3})*(`{3,}|~{3,})")


def without_comments(text: str) -> str:
    """The text with HTML comments blanked out, each line and column staying where it is; code keeps its own."""
    if "<!--" not in text:
        return text
    kept: list[str] = []
    fence, inside = "", False
    for line in text.split("\n"):
        if inside or not fence:
            cut, inside = _blank(line, inside=inside)
        else:
            cut = line
        found = _FENCE.match(cut)
        if found and not fence:
            fence = found[1]
        elif fence and cut.strip().startswith(fence) and not cut.strip().strip(fence[0]):
            fence = ""
        kept.append(cut)
    return text if inside else "\n".join(kept)


def _blank(line: str, *, inside: bool) -> tuple[str, bool]:
    parts: list[str] = []
    position = 0
    while True:
        mark = "-->" if inside else "<!--"
        found = line.find(mark, position)
        end = len(line) if found < 0 else found + (len(mark) if inside else 0)
        parts.append(" " * (end - position) if inside else line[position:end])
        if found < 0:
            return "".join(parts), inside
        position, inside = end, not inside
