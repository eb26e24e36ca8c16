"""GitHub's published GraphQL schema as a judge of queries and of their answers; graphql-core reads it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Self

from graphql import (  # type: ignore[import-not-found]  # fetched by `make thirdparty`
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLEnumType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLScalarType,
    GraphQLSchema,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    SelectionSetNode,
    build_schema,
    get_variable_values,
    is_abstract_type,
    parse,
    validate,
)

from tests.simulators.github.routes import GRAPHQL
from tests.simulators.wire.journal import Exchange
from tests.thirdparty.places import GRAPHQL as SCHEMA

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Graph:
    """What can be asked of GitHub, and what it then answers."""

    schema: GraphQLSchema

    @classmethod
    def load(cls) -> Self:
        """The fetched schema."""
        return cls(build_schema(SCHEMA.read_text(encoding="utf-8"), assume_valid=True))

    def complaints(self, exchange: Exchange) -> list[str]:
        """What is wrong with a query that was answered without errors, or with its answer."""
        if exchange.route != GRAPHQL or exchange.faulty or exchange.response.status != 200:
            return []
        asked, answer = exchange.request.json(), exchange.response.json()
        assert isinstance(asked, dict)
        assert isinstance(answer, dict)
        if answer.get("data") is None:
            return []
        query, variables = str(asked["query"]), asked.get("variables") or {}
        return self.query_complaints(query, variables) or self.answer_complaints(query, answer)

    def query_complaints(self, query: str, variables: Mapping[str, object]) -> list[str]:
        """What is wrong with a query and its variables."""
        try:
            document = parse(query)
        except GraphQLSyntaxError as error:
            return [str(error.message)]
        if errors := validate(self.schema, document):
            return [str(error.message) for error in errors]
        given = get_variable_values(self.schema, _operation(document).variable_definitions or [], dict(variables))
        return [str(error.message) for error in given] if isinstance(given, list) else []

    def answer_complaints(self, query: str, answer: Mapping[str, object]) -> list[str]:
        """What the data of an answer lacks, or has in another type than the schema's."""
        document = parse(query)
        operation = _operation(document)
        errors = answer.get("errors")
        failed = [tuple(error.get("path", ())) for error in errors] if isinstance(errors, list) else []
        walk = _Walk(self.schema, document, failed)
        root = self.schema.get_root_type(operation.operation)
        return list(walk.whole(root, operation.selection_set, answer["data"], ()))


def _operation(document: DocumentNode) -> OperationDefinitionNode:
    return next(one for one in document.definitions if isinstance(one, OperationDefinitionNode))


@dataclass(frozen=True, slots=True)
class _Walk:
    """Goes through an answer beside its query."""

    schema: GraphQLSchema
    document: DocumentNode
    failed: list[Path]
    """Where an error explains a null."""

    def whole(self, kind: object, selection: SelectionSetNode, value: object, path: Path) -> Iterator[str]:
        if not isinstance(value, dict):
            yield f"{path}: {value!r} is no {kind}"
            return
        for field in self._fields(kind, selection):
            key = (field.alias or field.name).value
            if key not in value:
                yield f"{(*path, key)}: is missing"
            elif field.name.value != "__typename":
                type_ = kind.fields[field.name.value].type  # type: ignore[attr-defined]  # an object type has fields
                yield from self._value(type_, field, value[key], (*path, key))

    def _fields(self, kind: object, selection: SelectionSetNode) -> Iterator[FieldNode]:
        """The fields that hold for the type; those of fragments on other types are left out."""
        for one in selection.selections:
            if isinstance(one, FieldNode):
                yield one
                continue
            fragment = self._named(one.name.value) if isinstance(one, FragmentSpreadNode) else one
            condition = fragment.type_condition.name.value if fragment.type_condition else None
            if condition in (None, str(kind)) or self._implements(kind, condition):
                yield from self._fields(kind, fragment.selection_set)

    def _named(self, name: str) -> FragmentDefinitionNode:
        fragments = (one for one in self.document.definitions if isinstance(one, FragmentDefinitionNode))
        return next(one for one in fragments if one.name.value == name)

    def _implements(self, kind: object, name: str) -> bool:
        other = self.schema.type_map[name]
        return bool(is_abstract_type(other) and self.schema.is_sub_type(other, kind))

    def _value(self, type_: object, field: FieldNode, value: object, path: Path) -> Iterator[str]:
        if isinstance(type_, GraphQLNonNull):
            if value is None and not any(path[: len(place)] == place for place in self.failed):
                yield f"{path}: null is no {type_}"
            type_ = type_.of_type
        if value is None:
            return
        if isinstance(type_, GraphQLList):
            if not isinstance(value, list):
                yield f"{path}: {value!r} is no list"
                return
            for index, one in enumerate(value):
                yield from self._value(type_.of_type, field, one, (*path, index))
        elif isinstance(type_, (GraphQLEnumType, GraphQLScalarType)):
            yield from _leaf(type_, value, path)
        elif not is_abstract_type(type_):
            yield from self.whole(type_, field.selection_set, value, path)
        elif isinstance(value, dict) and "__typename" in value:
            yield from self.whole(self.schema.type_map[value["__typename"]], field.selection_set, value, path)


def _leaf(type_: object, value: object, path: Path) -> Iterator[str]:
    kinds: Mapping[str, type | tuple[type, ...]] = {"Int": int, "Boolean": bool, "Float": (int, float)}
    if isinstance(type_, GraphQLEnumType):
        if value not in type_.values:
            yield f"{path}: {value!r} is no {type_}"
    elif not isinstance(value, kinds.get(str(type_), str)):
        yield f"{path}: {value!r} is no {type_}"
