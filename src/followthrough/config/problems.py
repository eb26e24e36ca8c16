"""What is wrong with a configuration: every mistake at once, each with its place and the nearest right word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from referencing import Registry

from followthrough.catalogue import RULES
from followthrough.config.plain import Path, Plain
from followthrough.config.schemas import load_schema
from followthrough.model import Position

_OPERATOR_ONLY = re.compile(r"(?:.*_)?(?:api|url|hosts?|tokens?|password|secret|address|endpoint|forge)(?:_.*)?")
_SECRET = re.compile(r"(?:gh[opsur]_|github_pat_|glpat-|glcbt-|gldt-)[A-Za-z0-9_-]{8,}|[a-z]+://[^/@\s]+:[^/@\s]+@")
_ADDRESS = re.compile(r"(?i:[a-z][a-z0-9+.-]*)://")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """One mistake."""

    position: Position
    text: str


def problems_of(plain: Plain) -> tuple[Problem, ...]:
    """Every mistake in a repository's configuration, in the order of their places."""
    found = {
        Problem(position=plain.place_of(path), text=text)
        for error in _validator().iter_errors(plain.value)
        for path, text in _sentences(error)
    }
    found |= set(_misplaced(plain.value, (), plain))
    return tuple(sorted(found))


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(load_schema("config"), format_checker=_formats(), registry=Registry())


def _formats() -> FormatChecker:
    checker = FormatChecker(formats=())
    checker.checks("date", raises=ValueError)(lambda text: bool(date.fromisoformat(text)))
    checker.checks("timezone", raises=(ValueError, OSError, KeyError))(lambda text: bool(ZoneInfo(text)))
    checker.checks("finding-code")(lambda text: text in RULES)
    return checker


def _sentences(error: ValidationError) -> Iterator[tuple[Path, str]]:
    path, instance = tuple(error.absolute_path), _any(error.instance)
    schema = error.schema if isinstance(error.schema, Mapping) else {}
    match error.validator:
        case "enum" if "propertyNames" in error.absolute_schema_path:
            yield (*path, instance), _unknown_key(instance, path, tuple(schema["enum"]))
        case _ if "propertyNames" in error.absolute_schema_path:
            yield (*path, instance), f'there is no finding "{instance}"{_nearest(instance, tuple(RULES))}'
        case "additionalProperties":
            known = tuple(schema.get("properties", ()))
            for key in instance:
                if key not in known:
                    yield (*path, key), _unknown_key(key, path, known)
        case "required":
            missing = [key for key in schema["required"] if key not in instance]
            yield path, f'{_where(path)} needs the key "{missing[0]}"'
        case "enum":
            yield path, f"{_where(path)}: {_shown(instance)} is none of {_options(instance, error)}"
        case _:
            wanted = schema.get("title", "usable here") if path else "a group of keys"
            yield path, f"{_where(path)}: {_shown(instance)} is not {wanted}"


def _unknown_key(key: str, path: Path, known: tuple[str, ...]) -> str:
    if _OPERATOR_ONLY.fullmatch(key.casefold()):
        return (
            f'"{key}" may not stand in a repository: addresses, hosts and tokens are given on the command line'
            " or in the environment"
        )
    if path and path[0] == "overrides" and _holds_everywhere((*path[2:], key)):
        return f'"{key}" holds for the whole repository and cannot be overridden for some paths'
    return f'unknown key "{_dotted((*path, key))}"{_nearest(key, known) or _elsewhere(key, path, known)}'


def _holds_everywhere(path: Path) -> bool:
    """Whether the path leads to a key of the whole repository."""
    schema: Any = load_schema("config")
    for step in path:
        schema = schema.get("properties", {}).get(step)
        if schema is None:
            return False
    return True


def _nearest(word: str, known: tuple[str, ...]) -> str:
    spelled = {one.casefold(): one for one in known}
    near = get_close_matches(word.casefold(), spelled, n=1, cutoff=0.6)
    return f': did you mean "{spelled[near[0]]}"?' if near else ""


def _elsewhere(key: str, path: Path, known: tuple[str, ...]) -> str:
    """The place of a key that was written a level too high, else all the keys that could stand here."""
    groups = load_schema("config")["properties"] if not path else {}
    for group, schema in groups.items():
        near = get_close_matches(key, tuple(schema.get("properties", ())), n=1, cutoff=0.8)
        if near:
            return f': did you mean "{group}.{near[0]}"?'
    return f": there are {_listed(known)}"


def _options(instance: object, error: ValidationError) -> str:
    words = tuple(str(word) for word in _any(error.validator_value))
    return _listed(words) + (_nearest(instance, words) if isinstance(instance, str) else "")


def _any(value: Any) -> Any:  # noqa: ANN401 - the library's type says that it may be unset, which it never is here
    return value


def _misplaced(value: object, path: Path, plain: Plain) -> Iterator[Problem]:
    """Keys and values that have no place in a repository: what looks like a credential is named, never shown."""
    for where, word in _words(value, path):
        if _SECRET.search(word):
            told = f"{where} holds what looks like a credential: take it out and revoke it"
            yield Problem(position=plain.place_of(path), text=told)
        elif _ADDRESS.search(word):
            told = f"{where} holds an address: those are given on the command line or in the environment"
            yield Problem(position=plain.place_of(path), text=told)
    for key, inner in _entries(value):
        yield from _misplaced(inner, (*path, key), plain)


def _words(value: object, path: Path) -> Iterator[tuple[str, str]]:
    if path and isinstance(path[-1], str):
        yield f"the key of {_where(path[:-1])}", path[-1]
    if isinstance(value, str):
        yield _where(path), value


def _entries(value: object) -> Iterator[tuple[str | int, object]]:
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from enumerate(value)


def _shown(value: Any) -> str:  # noqa: ANN401 - whatever stands in the file
    if isinstance(value, str):
        return "a credential" if _SECRET.search(value) else f'"{value}"'
    return "a list" if isinstance(value, list) else "a group of keys"


def _where(path: Path) -> str:
    return _dotted(path) or "the configuration"


def _dotted(path: Path) -> str:
    """The path as people write it: `overrides[0].labels.extra`."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")


def _listed(words: Any) -> str:  # noqa: ANN401 - any words in a row
    return ", ".join(words)
