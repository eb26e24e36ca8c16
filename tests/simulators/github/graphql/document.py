"""GraphQL's query language, as much as clients write of it: operations, variables, aliases, arguments, fragments.

Source: spec.graphql.org, October 2021, chapter 2. Directives, subscriptions and block strings are not read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

_WORD = re.compile(
    r"""[\s,\ufeff]*(?:\#[^\n]*[\s,]*)*
    (?P<word>\.\.\.|[!$():=@\[\]{|}]|"(?:[^"\\\n]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|[_A-Za-z]\w*|$)""",
    re.VERBOSE,
)


class GraphQLSyntaxError(ValueError):
    """A query that cannot be read."""


@dataclass(frozen=True, slots=True)
class Variable:
    """A value that comes with the request."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field asked for."""

    key: str
    """Under which it is answered: its alias, else its name."""
    name: str
    arguments: Mapping[str, object]
    selection: tuple[Selection, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """Fields asked for where a type fits: inline, or spread by name."""

    type_name: str | None
    selection: tuple[Selection, ...] = ()
    spread: str | None = None
    """The named fragment that stands for it."""


Selection = Field | Fragment


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """A query or a mutation."""

    kind: str
    selection: tuple[Selection, ...]
    defaults: Mapping[str, object]
    """Of its variables."""
    fragments: Mapping[str, Fragment]


def parse(text: str) -> Operation:
    """The first operation of the text, with all its fragments. Raises GraphQLSyntaxError."""
    return _Reader(text).document()


class _Reader:
    """Reads token by token, one ahead."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._place = 0
        self._ahead = self._read()

    def _step(self) -> str:
        seen = self._ahead
        if not seen:
            raise GraphQLSyntaxError("Unexpected end of document")
        self._ahead = self._read()
        return seen

    def _read(self) -> str:
        match = _WORD.match(self._text, self._place)
        if match is None:
            raise GraphQLSyntaxError(f"Expected one of SCHEMA, SCALAR, TYPE at offset {self._place}")
        self._place = match.end()
        return match["word"]

    def _expect(self, word: str) -> None:
        if self._ahead != word:
            raise GraphQLSyntaxError(f"Expected {word!r}, actual: {self._ahead or 'end of file'!r}")
        self._step()

    def _accept(self, word: str) -> bool:
        if self._ahead == word:
            self._step()
            return True
        return False

    def document(self) -> Operation:
        operation: tuple[str, Mapping[str, object], tuple[Selection, ...]] | None = None
        fragments: dict[str, Fragment] = {}
        while self._ahead:
            if self._accept("fragment"):
                name = self._step()
                self._expect("on")
                fragments[name] = Fragment(type_name=self._step(), selection=self._selection())
            else:
                read = self._operation()
                operation = operation or read
        if operation is None:
            raise GraphQLSyntaxError("A query attribute must be specified and must be a string.")
        kind, defaults, selection = operation
        return Operation(kind=kind, selection=selection, defaults=defaults, fragments=fragments)

    def _operation(self) -> tuple[str, Mapping[str, object], tuple[Selection, ...]]:
        if self._ahead == "{":
            return "query", {}, self._selection()
        kind = self._step()
        if kind not in {"query", "mutation"}:
            raise GraphQLSyntaxError(f"Unexpected {kind!r}")
        if self._ahead not in "({":
            self._step()
        return kind, self._variables(), self._selection()

    def _variables(self) -> Mapping[str, object]:
        defaults: dict[str, object] = {}
        if self._accept("("):
            while not self._accept(")"):
                self._expect("$")
                name = self._step()
                self._expect(":")
                self._type()
                if self._accept("="):
                    defaults[name] = self._value()
        return defaults

    def _type(self) -> None:
        if self._accept("["):
            self._type()
            self._expect("]")
        else:
            self._step()
        self._accept("!")

    def _selection(self) -> tuple[Selection, ...]:
        self._expect("{")
        selection: list[Selection] = []
        while not self._accept("}"):
            selection.append(self._fragment() if self._accept("...") else self._field())
        return tuple(selection)

    def _fragment(self) -> Fragment:
        if self._ahead == "{":
            return Fragment(type_name=None, selection=self._selection())
        name = self._step()
        if name == "on":
            return Fragment(type_name=self._step(), selection=self._selection())
        return Fragment(type_name=None, spread=name)

    def _field(self) -> Field:
        key = name = self._step()
        if self._accept(":"):
            name = self._step()
        arguments: dict[str, object] = {}
        if self._accept("("):
            while not self._accept(")"):
                argument = self._step()
                self._expect(":")
                arguments[argument] = self._value()
        selection = self._selection() if self._ahead == "{" else ()
        return Field(key=key, name=name, arguments=arguments, selection=selection)

    def _value(self) -> object:
        word = self._step()
        if word == "$":
            return Variable(self._step())
        if word == "[":
            entries: list[object] = []
            while not self._accept("]"):
                entries.append(self._value())
            return entries
        if word == "{":
            members: dict[str, object] = {}
            while not self._accept("}"):
                name = self._step()
                self._expect(":")
                members[name] = self._value()
            return members
        return _scalar(word)


def _scalar(word: str) -> object:
    words: Mapping[str, object] = {"true": True, "false": False, "null": None}
    if word in words:
        return words[word]
    if word[:1] in set('"-0123456789'):
        return json.loads(word)
    return word  # an enum's name
