"""Bullets among check boxes get boxes of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from followthrough.mending.edits import Edit
from followthrough.mending.runs import runs
from followthrough.model import Format, Postmortem

_BULLET = re.compile(r"(?P<before>\s*(?:[-*+]|[0-9]{1,9}[.)])[ \t]+)(?P<box>\[[ xX]\][ \t]+)?")


def check_box_edits(postmortem: Postmortem, lines: Sequence[str]) -> Iterator[Edit]:
    """An edit for each item of a list without a box where others of the same list have one."""
    if postmortem.format is not Format.MARKDOWN:
        return
    for run in runs(postmortem, lines, _shape):
        found = [(member.item, _BULLET.match(lines[member.item.line - 1])) for member in run]
        if any(match and match["box"] for _, match in found):
            for item, match in found:
                if match and not match["box"]:
                    column = match.end() + 1
                    box = "[x] " if item.done else "[ ] "
                    yield Edit(line=item.line, column=column, end_column=column, new=box)


def _shape(line: str) -> str | None:
    """The bullet without its number; None for a line that opens with none."""
    match = _BULLET.match(line)
    return re.sub(r"[0-9]+", "0", match["before"]) if match else None
