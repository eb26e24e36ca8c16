"""YAML text → nodes, from the parser's events, so that nothing is constructed that was not asked for.

Aliases, anchors, merge keys, tags, repeated keys and several documents in one text are refused: each is a way to make
a file mean something other than what a reader sees, or to make it grow without bound.
"""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from followthrough.documents.nodes.lines import Lines
from followthrough.documents.nodes.tree import (
    MAX_DEPTH,
    MAX_NODES,
    Mapping,
    Node,
    Scalar,
    Sequence,
    StructureError,
    refuse_repeats,
    too_deep,
    too_many,
)
from followthrough.documents.nodes.yaml_faults import explain, offset, unprintable
from followthrough.model import Position

_LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
_PLAIN_TAGS = frozenset({None, "!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"})


def load(text: str, *, first_line: int = 1) -> Node:
    """The one document of a YAML text, every scalar as written; an empty text is a null.

    Lines are counted from `first_line`. Raises StructureError for whatever is not plain, well-formed YAML.
    """
    return _Builder(text, first_line).build()


class _Builder:
    """Turns the events of one text into nodes."""

    def __init__(self, text: str, first_line: int) -> None:
        self._text = text
        self._lines = Lines(text, first_line=first_line)
        self._events: Iterator[yaml.Event] = iter(())
        self._count = 0

    def build(self) -> Node:
        fault = unprintable(self._text)
        if fault is not None:
            at, character = fault
            message = f"it holds a control character (U+{ord(character):04X})"
            raise StructureError(message, "remove it", self._lines.position(at))
        self._events = iter(yaml.parse(self._text, Loader=_LOADER))
        try:
            return self._document()
        except yaml.MarkedYAMLError as error:
            message, remedy = explain(error, self._text)
            raise StructureError(message, remedy, self._lines.position(offset(error))) from error

    def _document(self) -> Node:
        root: Node | None = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    message = "it holds several documents"
                    raise StructureError(message, "keep one to a file", self._lines.position(_start(event)))
                root = self._node(next(self._events), depth=0)
        if root is None:
            start = self._lines.position(0)
            return Scalar(value="", position=start, end_line=start.line)
        return root

    def _node(self, event: yaml.Event, depth: int) -> Node:
        here = self._lines.position(_start(event))
        self._admit(event, depth, here)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(here, depth)
        return self._mapping(here, depth)

    def _admit(self, event: yaml.Event, depth: int, here: Position) -> None:
        self._count += 1
        if self._count > MAX_NODES:
            raise too_many(here)
        if depth > MAX_DEPTH:
            raise too_deep(here)
        if isinstance(event, yaml.AliasEvent):
            message = f"it refers to another place (*{event.anchor})"
            raise StructureError(message, "write the value out, or put text that opens with * in quotes", here)
        if getattr(event, "anchor", None) is not None:
            message = "it names a place to refer to (&)"
            raise StructureError(message, "write the value out, or put text that opens with & in quotes", here)
        if getattr(event, "tag", None) not in _PLAIN_TAGS:
            message = "it gives a value a type of its own (!)"
            raise StructureError(message, "remove the tag, or put text that opens with ! in quotes", here)

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        start = _start(event)
        end = event.end_mark.index if event.end_mark else start
        end = start + len(self._text[start:end].rstrip())
        return Scalar(
            value=event.value,
            position=self._lines.position(start, end),
            end_line=self._lines.position(end).line,
            quoted=event.style not in (None, ""),
        )

    def _sequence(self, here: Position, depth: int) -> Sequence:
        items = []
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._node(event, depth + 1))
        end_line = max([here.line, *(item.end_line for item in items)])
        return Sequence(items=tuple(items), position=here, end_line=end_line)

    def _mapping(self, here: Position, depth: int) -> Mapping:
        entries = []
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._key(event, depth + 1)
            entries.append((key, self._node(next(self._events), depth + 1)))
        refuse_repeats(tuple(key for key, _ in entries))
        end_line = max([here.line, *(value.end_line for _, value in entries)])
        return Mapping(entries=tuple(entries), position=here, end_line=end_line)

    def _key(self, event: yaml.Event, depth: int) -> Scalar:
        key = self._node(event, depth)
        if not isinstance(key, Scalar):
            raise StructureError("a list or mapping serves as a key", "use a word as the key", key.position)
        if key.value == "<<" and not key.quoted:
            raise StructureError("it merges another mapping (<<)", "write the keys out", key.position)
        return key


def _start(event: yaml.Event) -> int:
    return event.start_mark.index if event.start_mark else 0
