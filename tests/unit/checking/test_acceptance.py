"""What is certainly accepted is accepted by the validator too."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from followthrough.checking.acceptance import acceptance
from followthrough.checking.formats import FORMATS
from followthrough.checking.references import SchemaKey
from followthrough.config.schemas import load_schema
from followthrough.documents import as_json, read
from followthrough.documents.rules import ReadingRules

_EXAMPLES = Path(__file__).parents[3] / "examples"
_KEYS = st.sampled_from(["a", "b", "c"])
_LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(-2, 3), st.floats(-2, 2), st.sampled_from(["", "a", "ab", "2026-12-01", "\n"])
)
_VALUES = st.recursive(
    _LEAVES,
    lambda below: st.one_of(st.lists(below, max_size=3), st.dictionaries(_KEYS, below, max_size=3)),
    max_leaves=8,
)
_TYPES = st.sampled_from(["string", "array", "object", "integer", "number", "boolean", "null"])


def _schemas(below: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    """Schemas of a demand or two: of more, hardly a value would be accepted."""
    demands: dict[str, st.SearchStrategy[object]] = {
        "type": st.one_of(_TYPES, st.lists(_TYPES, unique=True, min_size=1, max_size=4)),
        "enum": st.lists(_LEAVES, min_size=1, max_size=4),
        "const": _LEAVES,
        "pattern": st.sampled_from(["^a$", "b", "$(?!\\n)"]),
        "format": st.sampled_from(["date", "date-time", "uuid"]),
        "minLength": st.integers(0, 2),
        "minimum": st.integers(-1, 2),
        "maximum": st.integers(-1, 2),
        "items": below,
        "anyOf": st.lists(below, min_size=1, max_size=2),
        "not": below,
        "required": st.lists(_KEYS, unique=True),
        "properties": st.dictionaries(_KEYS, below),
        "additionalProperties": below,
    }
    one = st.one_of(*(st.fixed_dictionaries({name: value}) for name, value in demands.items()))
    branches = st.fixed_dictionaries({"if": below, "then": below}, optional={"else": below})
    two = st.tuples(st.one_of(one, branches), one).map(lambda pair: {**pair[0], **pair[1]})
    return st.one_of(one, branches, two)


_SCHEMAS = st.recursive(st.booleans(), _schemas, max_leaves=6).filter(lambda schema: isinstance(schema, dict))


def _formats() -> FormatChecker:
    checker = FormatChecker(formats=())
    for name, has_format in FORMATS.items():
        checker.checks(name)(has_format)
    return checker


@given(schema=_SCHEMAS, value=_VALUES)
@settings(max_examples=1500, deadline=None)
def test_nothing_is_accepted_that_the_validator_refuses(schema: dict[str, object], value: object) -> None:
    if acceptance(SchemaKey(schema))(value):
        assert Draft202012Validator(schema, format_checker=_formats()).is_valid(value)


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        pytest.param({"const": 1}, True, id="true is not one"),
        pytest.param({"enum": [False]}, 0, id="nought is not false"),
        pytest.param({"type": "integer"}, True, id="nor is it a number"),
        pytest.param({"maxLength": 9}, "a", id="a demand that is not known"),
        pytest.param({"$ref": "#/$defs/gone"}, "a", id="a reference that leads nowhere"),
        pytest.param({"pattern": "("}, "a", id="a pattern that is none"),
        pytest.param({"minLength": "2"}, "abc", id="a length that is none"),
    ],
)
def test_what_is_not_certain_is_left_to_the_validator(schema: dict[str, object], value: object) -> None:
    assert not acceptance(SchemaKey(schema))(value)


@pytest.mark.parametrize(
    "file", sorted(_EXAMPLES.glob("*/*.*ml")) + sorted(_EXAMPLES.glob("*/*.md")), ids=lambda f: f.name
)
def test_what_is_read_is_accepted_without_the_validator(file: Path) -> None:
    told = as_json(read(file.name, file.read_bytes(), ReadingRules()))
    assert acceptance(SchemaKey(load_schema("postmortem")))(told)
