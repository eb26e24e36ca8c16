"""A document against the postmortem schema: FT007 where a value is in the wrong place or form.

The schema is a value that the caller gives. Nothing is ever fetched for it: a reference out of it is an error.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from jsonschema.exceptions import best_match
from referencing import Registry
from referencing.exceptions import Unresolvable

from followthrough.catalogue import finding
from followthrough.checking.formats import FORMATS
from followthrough.checking.places import place, quoted
from followthrough.checking.references import SchemaKey, inlined
from followthrough.documents.shape import as_json
from followthrough.errors import ConfigError
from followthrough.model import Finding, Postmortem

_TYPES = {
    "string": "text",
    "array": "a list",
    "object": "a group of keys",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "empty",
}


def schema_findings(postmortem: Postmortem, schema: Mapping[str, Any]) -> Iterator[Finding]:
    """FT007 for each value the schema refuses. Raises ConfigError where the schema itself cannot be used."""
    try:
        for error in _validator(SchemaKey(schema)).iter_errors(as_json(postmortem)):
            yield _finding(postmortem, _most_telling(error))
    except Unresolvable as error:
        message = f"The schema refers to {error.ref}, which lies outside it"
        raise ConfigError(message, hint="use a schema that refers to nothing but itself") from error
    except RecursionError as error:
        raise ConfigError("The schema refers to itself without end", hint="take the circle out of it") from error


@lru_cache(maxsize=8)
def _validator(key: SchemaKey) -> Draft202012Validator:
    return Draft202012Validator(inlined(key.schema), format_checker=_formats(), registry=Registry())


def _formats() -> FormatChecker:
    checker = FormatChecker(formats=())
    for name, has_format in FORMATS.items():
        checker.checks(name)(has_format)
    return checker


def _most_telling(error: ValidationError) -> ValidationError:
    """Of several forms that a value has none of, what keeps it from the nearest."""
    return (best_match([error]) if error.context else None) or error


def _finding(postmortem: Postmortem, error: ValidationError) -> Finding:
    pointer = "".join(f"/{step}" for step in error.absolute_path)
    why, mend = _explained(error)
    return finding(
        "FT007", postmortem.path, place(postmortem, pointer), where=_where(pointer, postmortem), why=why, mend=mend
    )


def _where(pointer: str, postmortem: Postmortem) -> str:
    """The pointer as people say it: `action item 2, due`."""
    steps = pointer.split("/")[1:]
    if steps[:1] == ["action_items"] and len(steps) > 1 and int(steps[1]) < len(postmortem.action_items):
        steps = [f"action item {int(steps[1]) + 1}", *steps[2:]]
    return ", ".join(str(int(step) + 1) if step.isdigit() else step for step in steps) or "the document"


def _explained(error: ValidationError) -> tuple[str, str]:
    instance: Any = error.instance
    demand: Any = error.validator_value
    described = _described(error)
    match error.validator:
        case "type":
            kinds = [demand] if isinstance(demand, str) else list(demand)
            wanted = " or ".join(_TYPES[kind] for kind in kinds)
            return f"{_shown(instance)} is not {wanted}", f"write {wanted}"
        case "enum" | "const":
            options = [str(one) for one in (demand if isinstance(demand, list) else [demand]) if one is not None]
            return f"{_shown(instance)} is none of {', '.join(options)}", f"write {_nearest(instance, options)}"
        case "required":
            missing = next(key for key in demand if key not in instance)
            return f'the key "{missing}" is missing', "add it"
        case "additionalProperties" | "unevaluatedProperties":
            return _unknown_key(instance, error)
        case "format":
            return f"{_shown(instance)} is no {demand}", described
        case _:
            return quoted(error.message), described


def _unknown_key(instance: Mapping[str, object], error: ValidationError) -> tuple[str, str]:
    schema: Any = error.schema
    known = list(schema.get("properties", ()))
    unknown = next((key for key in instance if key not in known), "")
    return f'"{quoted(unknown)}" is not a key', f"write {_nearest(unknown, known)}"


def _nearest(word: object, options: list[str]) -> str:
    near = get_close_matches(str(word), options, n=1)
    return f'"{near[0]}"' if near else f"one of {', '.join(options)}"


def _shown(instance: object) -> str:
    if isinstance(instance, str):
        return f'"{quoted(instance)}"'
    if isinstance(instance, list | dict):
        return "a list" if isinstance(instance, list) else "a group of keys"
    return "nothing" if instance is None else str(instance)


def _described(error: ValidationError) -> str:
    schema: Any = error.schema
    description = schema.get("description") if isinstance(schema, Mapping) else None
    return f"it is meant to be this: {description}" if description else "correct the value"
