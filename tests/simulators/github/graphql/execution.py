"""Walks a query over nodes.

A node is a type's name and its fields; a field is a function of its arguments, so that only what is asked for is made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from tests.simulators.github.graphql.document import Field, Fragment, Operation, Selection, Variable

Arguments = Mapping[str, object]
Resolver = Callable[[Arguments], object]


class GraphQLError(Exception):
    """An error in the answer's `errors`, with GitHub's `type`; a field raises it, a list may hold it."""

    def __init__(self, message: str, *, type_: str | None = None) -> None:
        super().__init__(message)
        self.type = type_


class Invalid(Exception):
    """A query that does not fit the schema: nothing of it is executed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An object of the graph."""

    type_name: str
    fields: Mapping[str, Resolver]
    interfaces: frozenset[str] = frozenset()


@dataclass(slots=True)
class Execution:
    """One operation over one root, with the errors that came up."""

    operation: Operation
    variables: Mapping[str, object]
    errors: list[dict[str, object]] = field(default_factory=list)

    def run(self, root: Node) -> dict[str, object]:
        """The answer's `data`. Raises Invalid where a field does not exist."""
        return self._object(root, self.operation.selection, ())

    def _object(self, node: Node, selection: Sequence[Selection], path: tuple[object, ...]) -> dict[str, object]:
        answer: dict[str, object] = {}
        for one in self._fields(node, selection):
            answer[one.key] = self._resolved(node, one, (*path, one.key))
        return answer

    def _fields(self, node: Node, selection: Sequence[Selection]) -> list[Field]:
        fields: list[Field] = []
        for one in selection:
            if isinstance(one, Field):
                fields.append(one)
                continue
            fragment = self._named(one)
            if fragment.type_name in {None, node.type_name, *node.interfaces}:
                fields += self._fields(node, fragment.selection)
        return fields

    def _named(self, fragment: Fragment) -> Fragment:
        if fragment.spread is None:
            return fragment
        if fragment.spread not in self.operation.fragments:
            raise Invalid(f"Fragment {fragment.spread} was used, but not defined")
        return self.operation.fragments[fragment.spread]

    def _resolved(self, node: Node, asked: Field, path: tuple[object, ...]) -> object:
        if asked.name == "__typename":
            return node.type_name
        if asked.name not in node.fields:
            raise Invalid(f"Field '{asked.name}' doesn't exist on type '{node.type_name}'")
        try:
            value: object = node.fields[asked.name](self._arguments(asked))
        except GraphQLError as error:
            value = error
        return self._completed(value, asked, path)

    def _completed(self, value: object, asked: Field, path: tuple[object, ...]) -> object:
        if isinstance(value, GraphQLError):
            said: dict[str, object] = {"path": list(path), "message": str(value)}
            self.errors.append(said if value.type is None else {"type": value.type, **said})
            return None
        if isinstance(value, Node):
            if not asked.selection:
                raise Invalid(f"Field must have selections (field '{asked.name}' returns {value.type_name})")
            return self._object(value, asked.selection, path)
        if isinstance(value, (list, tuple)):
            return [self._completed(one, asked, (*path, index)) for index, one in enumerate(value)]
        return value

    def _arguments(self, asked: Field) -> dict[str, object]:
        return {name: self._value(value) for name, value in asked.arguments.items()}

    def _value(self, value: object) -> object:
        match value:
            case Variable(name):
                return self.variables.get(name, self.operation.defaults.get(name))
            case list():
                return [self._value(one) for one in value]
            case dict():
                return {name: self._value(one) for name, one in value.items()}
            case _:
                return value
