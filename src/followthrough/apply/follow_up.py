"""The text of a status: our part, which in the body of a tracking issue stands framed by whatever people write."""

from __future__ import annotations

from followthrough.tracking.issue_text import BEGIN

_END = "<!-- followthrough:rollup:v1 "


def framed(text: str) -> str:
    """The body of a new tracking issue; `text` ends with its marker."""
    return f"{BEGIN}\n{text}"


def reframed(body: str, text: str) -> str:
    """The body with our part exchanged and all else kept."""
    lines, begin, end = _parts(body)
    return "\n".join((*lines[:begin], framed(text), *lines[end + 1 :]))


def words_of(body: str) -> str:
    """Our part of a comment or body, without its marker."""
    lines, begin, end = _parts(body)
    words = lines[begin:end]
    return "\n".join(words[1:] if words and words[0].rstrip() == BEGIN else words).strip("\n")


def _parts(body: str) -> tuple[list[str], int, int]:
    """The lines, and where our part begins and where its marker stands."""
    lines = body.replace("\r\n", "\n").split("\n")
    end = next((n for n, line in enumerate(lines) if line.startswith(_END)), len(lines) - 1)
    return lines, next((n for n, line in enumerate(lines[:end]) if line.rstrip() == BEGIN), 0), end
