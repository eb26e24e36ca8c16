"""A document's bytes with everything mended that can be, and the proof that nothing else was changed."""

from __future__ import annotations

import codecs
import difflib
import re
from collections.abc import Sequence
from dataclasses import replace

from followthrough.documents import read
from followthrough.documents.rules import ReadingRules
from followthrough.documents.text.source import open_source
from followthrough.mending.check_boxes import check_box_edits
from followthrough.mending.deadlines import deadline_edits
from followthrough.mending.edits import Edit, applied
from followthrough.mending.ids import id_edits
from followthrough.model import ActionItem, Postmortem

_LINE_END = re.compile(r"\r\n|\r|\n")


def mended(path: str, data: bytes, rules: ReadingRules) -> bytes | None:
    """The bytes with every certain mend; None where there is none.

    Outside the mended places every byte stays. The mended document says the same: the same items with the same
    deadlines, owners and state, read anew; where it would not, nothing is mended.
    """
    postmortem = read(path, data, rules)
    lines = _lines(data) if postmortem.readable else None
    if lines is None:
        return None
    # Places in a line whose characters were repaired while it was read are not those of the file.
    told = open_source(path, data).text.split("\n")
    read_as_it_is = frozenset(number for number, (a, b) in enumerate(zip(lines, told, strict=False), 1) if a == b)
    edits = [edit for edit in _edits(postmortem, lines, rules) if edit.line in read_as_it_is]
    if not edits:
        return None
    new = _rejoined(data, applied(lines, edits))
    return new if _says_the_same(postmortem, read(path, new, rules)) else None


def diff(path: str, old: bytes, new: bytes) -> str:
    """What was mended, as a unified diff."""
    before, after = (_shown(one) for one in (old, new))
    return "".join(difflib.unified_diff(before, after, f"a/{path}", f"b/{path}"))


def _edits(postmortem: Postmortem, lines: Sequence[str], rules: ReadingRules) -> list[Edit]:
    return [
        *deadline_edits(postmortem, lines, rules.date_order),
        *check_box_edits(postmortem, lines),
        *id_edits(postmortem, lines),
    ]


def _lines(data: bytes) -> list[str] | None:
    """The lines of the file as they are, without their ends; None where it is not UTF-8."""
    try:
        return _LINE_END.split(data.removeprefix(codecs.BOM_UTF8).decode("utf-8"))
    except UnicodeDecodeError:
        return None


def _rejoined(data: bytes, lines: Sequence[str]) -> bytes:
    """The lines with the ends that they had; a line that an edit added ends as its neighbour does."""
    text = data.removeprefix(codecs.BOM_UTF8)
    ends = [*_LINE_END.findall(text.decode("utf-8")), ""]
    body = "".join(line.replace("\n", end or "\n") + end for line, end in zip(lines, ends, strict=True))
    return data[: len(data) - len(text)] + body.encode("utf-8")


def _says_the_same(before: Postmortem, after: Postmortem) -> bool:
    then, now = (tuple(map(_said, one.action_items)) for one in (before, after))
    ids = all(
        new.id == old.id or old.id is None for old, new in zip(before.action_items, after.action_items, strict=False)
    )
    facts = (before.title, before.date, before.severity, before.owners) == (
        after.title,
        after.date,
        after.severity,
        after.owners,
    )
    return then == now and ids and facts


def _said(item: ActionItem) -> ActionItem:
    """The item without its id, and without how and where it was written."""
    return replace(item, id=None, due_text=None, line=1, end_line=1, found_by="", due_span=None)


def _shown(data: bytes) -> list[str]:
    return [f"{line}\n" for line in _LINE_END.split(data.decode("utf-8", "replace"))]
