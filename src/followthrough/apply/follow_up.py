"""The body of a tracking issue: our part, framed, and whatever people write above and below it."""

from __future__ import annotations

from followthrough.tracking.issue_text import BEGIN

_END = "<!-- followthrough:rollup:v1 "


def framed(text: str) -> str:
    """The body of a new tracking issue; `text` ends with its marker."""
    return f"{BEGIN}\n{text}"


def reframed(body: str, text: str) -> str:
    """The body with our part exchanged and all else kept."""
    lines = body.replace("\r\n", "\n").split("\n")
    end = next((n for n, line in enumerate(lines) if line.startswith(_END)), len(lines) - 1)
    begin = next((n for n, line in enumerate(lines[:end]) if line.rstrip() == BEGIN), 0)
    return "\n".join((*lines[:begin], framed(text), *lines[end + 1 :]))
