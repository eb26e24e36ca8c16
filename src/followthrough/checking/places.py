"""Where in a document a finding points, and how a document's words are quoted in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from followthrough.catalogue import RULES, finding
from followthrough.documents.rules import ReadingRules
from followthrough.documents.vocabulary import vocabulary_for
from followthrough.model import ActionItem, Finding, Position, Postmortem

_ITEM = re.compile(r"/action_items/([0-9]{1,6})")
_LONGEST_QUOTE = 80
_PLACEHOLDER = re.compile(re.escape(RULES["FT103"].message).replace(r"\{label\}", "(.+?)").replace(r"\{text\}", ".*"))
"""The sentence of FT103, read backwards."""
_FIELDS = {"owner": "owners", "due": "due"}


def place(postmortem: Postmortem, pointer: str) -> Position:
    """Where the value of a JSON pointer was read: its own place, else that of what holds it, else the first line."""
    while pointer:
        known = postmortem.positions.get(pointer)
        if known is not None:
            return known
        item = _ITEM.fullmatch(pointer)
        if item and int(item[1]) < len(postmortem.action_items):
            return Position(line=postmortem.action_items[int(item[1])].line)
        pointer = pointer.rpartition("/")[0]
    return Position(line=1)


def is_told(postmortem: Postmortem, pointer: str) -> bool:
    """Whether the reading has said already what is wrong with a value, so that nothing is told twice."""
    known = postmortem.positions.get(pointer)
    return known is not None and any(
        (told.position.line, told.position.column) == (known.line, known.column) for told in postmortem.findings
    )


def placeholders(postmortem: Postmortem) -> Iterator[tuple[str, int]]:
    """Label and line of each value that a template left behind; such a value has no place of its own."""
    for told in postmortem.findings:
        label = _PLACEHOLDER.fullmatch(told.message) if told.code == "FT103" else None
        if label:
            yield label[1], told.position.line


def quoted(text: str) -> str:
    """A document's words on one line, cut where they are long."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_QUOTE else f"{line[: _LONGEST_QUOTE - 1].rstrip()}…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """An action item in its document."""

    postmortem: Postmortem
    index: int
    item: ActionItem

    def pointer(self, name: str) -> str:
        """The JSON pointer of a field of the item."""
        return f"/action_items/{self.index}/{name}"

    def finding(self, code: str, name: str, **words: str) -> Finding:
        """The finding of a code at a field of the item, quoting its title."""
        position = place(self.postmortem, self.pointer(name))
        return finding(code, self.postmortem.path, position, title=quoted(self.item.title), **words)

    def is_told(self, name: str) -> bool:
        """Whether the reading has said already what is wrong with a field of the item."""
        return is_told(self.postmortem, self.pointer(name)) or name in self._placeholders()

    def _placeholders(self) -> Iterator[str]:
        """The fields of the item that hold what a template brought, and so no value and no place."""
        columns = vocabulary_for(ReadingRules()).columns
        for label, line in placeholders(self.postmortem):
            if self.item.line <= line <= self.item.end_line:
                yield _FIELDS.get(columns.meaning(label) or "", "")
