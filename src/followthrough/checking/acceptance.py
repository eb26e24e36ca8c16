"""Whether a value is certainly what a schema asks for, told in a twentieth of the time that a validator takes.

A schema is compiled into functions, one for each demand. They only ever say "certainly": a demand that is not known
here, or a value that is refused, is left to the validator, which says what is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TypeAlias

from followthrough.checking.formats import FORMATS
from followthrough.checking.references import SchemaKey, inlined

Accepts: TypeAlias = Callable[[object], bool]
Schema: TypeAlias = Mapping[str, object]

_TYPES: Mapping[str, frozenset[type]] = {
    "string": frozenset({str}),
    "array": frozenset({list}),
    "object": frozenset({dict}),
    "integer": frozenset({int}),
    "number": frozenset({int, float}),
    "boolean": frozenset({bool}),
    "null": frozenset({type(None)}),
}
_SILENT = frozenset(
    {"$schema", "$id", "$comment", "$defs", "title", "description", "examples", "default", "deprecated", "then", "else"}
)


@lru_cache(maxsize=8)
def acceptance(key: SchemaKey) -> Accepts:
    """The function that tells of a JSON value whether it certainly satisfies a schema."""
    return _compiled(inlined(key.schema))


def _compiled(schema: object) -> Accepts:
    if isinstance(schema, bool):
        return lambda _: schema
    if not isinstance(schema, Mapping):
        return _never
    demands = tuple(_demand(name, value, schema) for name, value in schema.items() if name not in _SILENT)
    if len(demands) == 1:
        return demands[0]

    def accepts(value: object) -> bool:
        for demand in demands:  # noqa: SIM110 - a generator costs twice as much
            if not demand(value):
                return False
        return True

    return accepts


def _demand(name: str, value: object, schema: Schema) -> Accepts:
    compile_demand = _DEMANDS.get(name)
    return (compile_demand(value, schema) if compile_demand else None) or _never


def _never(_: object) -> bool:
    return False


def _type(value: object, _: Schema) -> Accepts | None:
    names = value if isinstance(value, list) else [value]
    types = frozenset(kind for name in names for kind in _TYPES.get(str(name), ()))
    return lambda instance: type(instance) in types


def _enum(value: object, _: Schema) -> Accepts | None:
    """One of some words, truth values or whole numbers; Python takes 1 for true, so that the type counts as well."""
    options = frozenset((type(one), one) for one in value if _is_plain(one)) if isinstance(value, list) else frozenset()
    return lambda instance: _is_plain(instance) and (type(instance), instance) in options


def _is_plain(value: object) -> bool:
    return value is None or isinstance(value, str | int)


def _const(value: object, schema: Schema) -> Accepts | None:
    return _enum([value], schema)


def _pattern(value: object, _: Schema) -> Accepts | None:
    try:
        search = re.compile(str(value)).search
    except re.error:
        return None
    return lambda instance: not isinstance(instance, str) or search(instance) is not None


def _format(value: object, _: Schema) -> Accepts | None:
    has_format = FORMATS.get(str(value))
    return has_format or (lambda _: True)


def _min_length(value: object, _: Schema) -> Accepts | None:
    if not isinstance(value, int):
        return None
    return lambda instance: not isinstance(instance, str) or len(instance) >= value


def _minimum(value: object, _: Schema) -> Accepts | None:
    if not isinstance(value, int):
        return None
    return lambda instance: isinstance(instance, int) and instance >= value


def _items(value: object, _: Schema) -> Accepts | None:
    each = _compiled(value)
    return lambda instance: not isinstance(instance, list) or all(map(each, instance))


def _any_of(value: object, _: Schema) -> Accepts | None:
    options = tuple(_compiled(one) for one in value) if isinstance(value, list) else ()
    return lambda instance: any(option(instance) for option in options)


def _if(_: object, schema: Schema) -> Accepts | None:
    """Whatever the condition says, what both branches accept is accepted."""
    branches = [_compiled(schema[name]) for name in ("then", "else") if name in schema]
    return lambda instance: all(branch(instance) for branch in branches)


def _required(value: object, _: Schema) -> Accepts | None:
    keys = frozenset(value) if isinstance(value, list) else frozenset()
    return lambda instance: not isinstance(instance, dict) or instance.keys() >= keys


def _properties(value: object, _: Schema) -> Accepts | None:
    if not isinstance(value, Mapping):
        return None
    known = {key: _compiled(below) for key, below in value.items()}

    def accepts(instance: object) -> bool:
        if not isinstance(instance, dict):
            return True
        for key, below in instance.items():
            demand = known.get(key)
            if demand is not None and not demand(below):
                return False
        return True

    return accepts


def _additional_properties(value: object, schema: Schema) -> Accepts | None:
    properties = schema.get("properties")
    known = frozenset(properties if isinstance(properties, Mapping) else ())
    other = _compiled(value)
    return lambda instance: (
        not isinstance(instance, dict) or all(key in known or other(below) for key, below in instance.items())
    )


_DEMANDS: Mapping[str, Callable[[object, Schema], Accepts | None]] = {
    "type": _type,
    "enum": _enum,
    "const": _const,
    "pattern": _pattern,
    "format": _format,
    "minLength": _min_length,
    "minimum": _minimum,
    "items": _items,
    "anyOf": _any_of,
    "if": _if,
    "required": _required,
    "properties": _properties,
    "additionalProperties": _additional_properties,
}
"""Keyword → what compiles its demand; None where the demand cannot be told."""
