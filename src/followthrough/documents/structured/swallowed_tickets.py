"""Tickets that YAML swallows: after a space `#12` opens a comment, and what it follows is read without it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from followthrough.documents.nodes.tree import Mapping, Node, Scalar, Sequence
from followthrough.model import Position

_TICKET = re.compile(r"[ \t]*(?<=[ \t])(#[0-9]+)\b")


def swallowed_tickets(root: Node, text: str) -> Iterator[tuple[Position, str]]:
    """Every `#12` right after an unquoted value, or in place of one, with where it stands."""
    lines = text.split("\n")
    for scalar in _values(root):
        place = scalar.position
        if scalar.quoted or place.line != scalar.end_line:
            continue
        found = _TICKET.match(lines[place.line - 1], (place.end_column or place.column) - 1)
        if found:
            column = found.start(1) + 1
            yield Position(line=place.line, column=column, end_column=found.end(1) + 1), found[1]


def _values(node: Node) -> Iterator[Scalar]:
    match node:
        case Scalar():
            yield node
        case Sequence():
            for item in node.items:
                yield from _values(item)
        case Mapping():
            for _, value in node.entries:
                yield from _values(value)
