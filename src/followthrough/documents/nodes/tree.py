"""The tree that YAML, JSON and TOML are read into: text, lists and mappings, each with its place.

Nothing here is a number, a date or a boolean: what a value means is decided by whoever reads it.
"""

from __future__ import annotations

from dataclasses import dataclass

from followthrough.model import Position

MAX_DEPTH = 32
MAX_NODES = 50_000
"""Five hundred action items with every key there is fit twice."""

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class StructureError(ValueError):
    """A structured text cannot be read: what is wrong, the mend, and where."""

    def __init__(self, message: str, remedy: str, position: Position) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.position = position


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """A piece of text, as written: `off`, `0123` and `12:30:00` stay what they are."""

    value: str
    position: Position
    end_line: int = 1
    quoted: bool = False

    @property
    def is_null(self) -> bool:
        """Whether the document leaves the value out: nothing, `~` or `null`, unquoted."""
        return not self.quoted and self.value in _NULLS


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    position: Position
    end_line: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """Keys and values in the order of the document; no key stands twice, in whichever case."""

    entries: tuple[tuple[Scalar, Node], ...]
    position: Position
    end_line: int = 1

    def get(self, key: str) -> Node | None:
        """The value of a key, in whichever case it is written; None where it is missing."""
        wanted = key.casefold()
        return next((value for name, value in self.entries if name.value.casefold() == wanted), None)


Node = Scalar | Sequence | Mapping


def under(key: str, value: Scalar) -> Mapping:
    """A text that stands where a mapping is meant, as the mapping with that one key."""
    name = Scalar(value=key, position=value.position, end_line=value.end_line)
    return Mapping(entries=((name, value),), position=value.position, end_line=value.end_line)


def refuse_repeats(keys: tuple[Scalar, ...]) -> None:
    """Raise StructureError where a key stands twice in one mapping, naming both lines."""
    seen: dict[str, Scalar] = {}
    for key in keys:
        first = seen.setdefault(key.value.casefold(), key)
        if first is not key:
            lines = f"lines {first.position.line} and {key.position.line}"
            where = "one line" if first.position.line == key.position.line else lines
            message = f"the key {key.value} stands twice, on {where}"
            raise StructureError(message, "keep one of the two", key.position)


def too_deep(position: Position) -> StructureError:
    """The error for nesting beyond `MAX_DEPTH`."""
    return StructureError(f"it is nested more than {MAX_DEPTH} levels deep", "flatten it", position)


def too_many(position: Position) -> StructureError:
    """The error for more than `MAX_NODES` values."""
    return StructureError(f"it holds more than {MAX_NODES:,} values", "split the file", position)
