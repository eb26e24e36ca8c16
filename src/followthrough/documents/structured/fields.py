"""The keys of one mapping of a structured postmortem: looked up, read and remembered with their places.

What cannot be read is a finding at its line and the value is left out; nothing here ends the reading.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from followthrough.catalogue import finding
from followthrough.documents.nodes import tree
from followthrough.documents.phrases.people import split_people
from followthrough.documents.phrases.placeholders import is_placeholder
from followthrough.documents.rules import ReadingRules
from followthrough.documents.vocabulary import Vocabulary
from followthrough.model import Finding, Position


@dataclass(slots=True, kw_only=True)
class Report:
    """What reading one document has to say; it grows while the document is read."""

    path: str
    words: Vocabulary
    rules: ReadingRules
    findings: list[Finding] = field(default_factory=list)
    positions: dict[str, Position] = field(default_factory=dict)

    def add(self, code: str, position: Position, **texts: str) -> None:
        """Make a finding."""
        self.findings.append(finding(code, self.path, position, **texts))

    def wrong(self, position: Position, where: str, why: str, mend: str) -> None:
        """Say that a value or key is not what the schema asks for."""
        self.add("FT007", position, where=where, why=why, mend=mend)

    def forget(self, pointer: str) -> None:
        """Forget the places of a value that was left out, and of all below it."""
        gone = [one for one in self.positions if one == pointer or one.startswith(f"{pointer}/")]
        for one in gone:
            del self.positions[one]


class Fields:
    """One mapping, by the keys that are known for it."""

    def __init__(self, mapping: tree.Mapping, report: Report, pointer: str, known: Mapping[str, str | None]) -> None:
        """Look the keys up; `known` says which key each spelling stands for, None where it is passed over."""
        self._mapping = mapping
        self._report = report
        self._pointer = pointer
        self._values: dict[str, tree.Node] = {}
        for name, value in mapping.entries:
            self._look_up(name, value, known)

    @property
    def mapping(self) -> tree.Mapping:
        """The mapping itself."""
        return self._mapping

    def node(self, key: str) -> tree.Node | None:
        """The value of a key; None where it is missing or null."""
        value = self._values.get(key)
        if value is None or (isinstance(value, tree.Scalar) and (value.is_null or not value.value.strip())):
            return None
        self._report.positions[f"{self._pointer}/{key}"] = value.position
        return value

    def scalar(self, key: str) -> tree.Scalar | None:
        """The text of a key with its place; None where there is none, or what a template left."""
        value = self.node(key)
        return None if value is None else self._scalar(value, key)

    def text(self, key: str) -> str | None:
        """The text of a key, its white space trimmed."""
        value = self.scalar(key)
        return value.value.strip() if value else None

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts of a key: those of a list, or the one that stands in its place."""
        values = (self._scalar(value, key) for value in self.listed(key))
        return tuple(value.value.strip() for value in values if value)

    def people(self, key: str) -> tuple[str, ...]:
        """The names of a key, each once."""
        texts = (text for text in self.texts(key) if text not in self._report.words.nothing)
        return tuple(dict.fromkeys(name for text in texts for name in split_people(text)))

    def listed(self, key: str) -> Sequence[tree.Node]:
        """The values of a list, or the one value that stands in its place; nulls are left out."""
        value = self.node(key)
        values = value.items if isinstance(value, tree.Sequence) else (value,) if value is not None else ()
        return tuple(one for one in values if not (isinstance(one, tree.Scalar) and one.is_null))

    def below(self, key: str, known: Mapping[str, str | None]) -> Fields | None:
        """The mapping that a key holds."""
        value = self.node(key)
        if value is None:
            return None
        if not isinstance(value, tree.Mapping):
            self.wrong(value, key, "must be a mapping", f"write `{key}:` and its keys indented below it")
            return None
        return Fields(value, self._report, f"{self._pointer}/{key}", known)

    def entries(self, key: str) -> Iterator[tuple[str, str]]:
        """The keys and texts of a mapping whose keys are free."""
        value = self.node(key)
        if value is not None and not isinstance(value, tree.Mapping):
            self.wrong(value, key, "must be a mapping", f"write `{key}:` and its keys indented below it")
        for name, below in value.entries if isinstance(value, tree.Mapping) else ():
            text = self._scalar(below, f"{key}.{name.value}")
            if text is not None and not text.is_null:
                yield name.value, text.value.strip()

    def wrong(self, node: tree.Node, key: str, why: str, mend: str) -> None:
        """Say what is wrong with the value of a key."""
        self._report.wrong(node.position, self.name(key), why, mend)

    def name(self, key: str) -> str:
        """The key as a message names it: `owners`, `action_items[].due`."""
        return readable(f"{self._pointer}/{key}")

    def _look_up(self, name: tree.Scalar, value: tree.Node, known: Mapping[str, str | None]) -> None:
        spelled = canonical(name)
        if spelled not in known:
            near = get_close_matches(spelled, known, n=1)
            mend = f"write `{near[0]}`" if near else "remove it, or put it under a key there is"
            self._report.wrong(name.position, self.name(name.value), "there is no such key", mend)
            return
        key = known[spelled]
        if key in self._values:
            self._report.wrong(
                name.position, self.name(name.value), f"says again what `{key}` says", "keep one of the two"
            )
        elif key is not None:
            self._values[key] = value

    def _scalar(self, value: tree.Node, key: str) -> tree.Scalar | None:
        if not isinstance(value, tree.Scalar):
            kind = "a list" if isinstance(value, tree.Sequence) else "a mapping"
            self.wrong(
                value, key, f"must be text, not {kind}", "write text; put it in quotes where it holds [ ] or { }"
            )
            return None
        if is_placeholder(value.value, self._report.words):
            self._report.add("FT103", value.position, label=self.name(key), text=value.value.strip())
            return None
        return value


def readable(pointer: str) -> str:
    """A JSON pointer as a message names it, the line telling which one is meant: `action_items[].due`."""
    parts = pointer.strip("/").split("/")
    return "".join("[]" if part.isdigit() else f".{part}" for part in parts).lstrip(".")


def canonical(name: tree.Scalar) -> str:
    """A key as it is looked up: `Action Items` and `action-items` are `action_items`."""
    return "_".join(name.value.casefold().replace("-", " ").split())
