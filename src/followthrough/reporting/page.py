"""A Markdown page of a step summary or a comment: whole lines, as many as there is room for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from followthrough.rollups.phrases import some
from followthrough.tracking.characters import visible
from followthrough.tracking.sanitize import sanitize_cell

MAX_SUMMARY = 900_000
"""Bytes; GitHub drops a summary of more than a mebibyte whole."""
_LINKABLE = re.compile(r"https?://[A-Za-z0-9.:/_%~+-]+")


def cut(lines: Sequence[str], limit: int, command: str) -> str:
    """The lines in one text of at most `limit` bytes of UTF-8; where they are too many, as many whole ones as fit.

    A count of the rest follows them, and the command that shows everything.
    """
    ends = list(accumulate(len(line.encode("utf-8")) + 1 for line in lines))
    if not ends or ends[-1] <= limit:
        return "\n".join(lines) + "\n"
    kept = bisect_right(ends, limit - len(_rest(len(lines), command).encode("utf-8")))
    return "\n".join(lines[:kept]) + _rest(len(lines) - kept, command)


def stopped(message: str, mend: str | None) -> list[str]:
    """What ended a run, in lines: the sentence, and the mend, of which all but the first line is there to be copied."""
    lines = [f"**{sanitize_cell(message)}**"]
    if mend:
        first, *rest = mend.split("\n")
        lines += ["", f"Mend: {sanitize_cell(first)}"]
        if rest:
            lines += ["", "```yaml", *(visible(line).replace("`", "'") for line in rest), "```"]
    return lines


def reference(number: int | None, url: str | None) -> str:
    """An issue's number, as a link where its address is one that can stand in a link."""
    if number is None:
        return ""
    return f"[#{number}]({url})" if url and _LINKABLE.fullmatch(url) else f"#{number}"


def _rest(lines: int, command: str) -> str:
    return f"\n\n… and {some(lines, 'more line')}; `{command}` shows all of it.\n"
