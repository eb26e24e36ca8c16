"""YAML nodes → plain values, with the place of each: what a schema can judge and a person can be pointed to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from followthrough.documents.nodes import tree
from followthrough.model import Position

Path = tuple[str | int, ...]
"""How a value is reached: keys and indices from the top."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """A YAML text as strings, lists and dicts."""

    value: object
    keys: Mapping[Path, Position]
    """Where the key of a value stands, or the value itself in a list."""
    values: Mapping[Path, Position]

    def place_of(self, path: Path) -> Position:
        """The place of a value's key, or of the nearest thing around it that has a place."""
        while path and path not in self.keys:
            path = path[:-1]
        return self.keys.get(path, Position(line=1))


def plain(node: tree.Node) -> Plain:
    """The values of a node; a key that nothing is written after is taken as not being there."""
    keys: dict[Path, Position] = {}
    values: dict[Path, Position] = {}
    for path, key_position, value in _walk(node, (), node.position):
        keys[path] = key_position
        values[path] = value.position
    return Plain(value=_value(node), keys=keys, values=values)


def _value(node: tree.Node) -> object:
    match node:
        case tree.Mapping():
            return {key.value: _value(value) for key, value in node.entries if not _is_blank(value)}
        case tree.Sequence():
            return [_value(item) for item in node.items]
        case _ if _is_blank(node):
            return None
        case _:
            return node.value


def _walk(node: tree.Node, path: Path, key: Position) -> Iterator[tuple[Path, Position, tree.Node]]:
    yield path, key, node
    if isinstance(node, tree.Mapping):
        for name, value in node.entries:
            yield from _walk(value, (*path, name.value), name.position)
    elif isinstance(node, tree.Sequence):
        for index, item in enumerate(node.items):
            yield from _walk(item, (*path, index), item.position)


def _is_blank(node: tree.Node) -> bool:
    return isinstance(node, tree.Scalar) and node.is_null
