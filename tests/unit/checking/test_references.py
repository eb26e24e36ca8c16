"""A schema with what it refers to written in place."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from followthrough.checking.references import inlined
from followthrough.config.schemas import load_schema


@pytest.mark.parametrize(
    ("schema", "plain"),
    [
        pytest.param({"$ref": "#/$defs/a"}, {"type": "string"}, id="a reference"),
        pytest.param(
            {"$ref": "#/$defs/a", "description": "words"},
            {"type": "string", "description": "words"},
            id="with words beside it",
        ),
        pytest.param({"items": [{"$ref": "#/$defs/a"}]}, {"items": [{"type": "string"}]}, id="within a list"),
        pytest.param({"$ref": "#/$defs/b"}, {"items": {"type": "string"}}, id="a reference to a reference"),
        pytest.param(
            {"$ref": "#/$defs/a", "type": "null"},
            {"$ref": "#/$defs/a", "type": "null"},
            id="one that would hide a demand stays",
        ),
        pytest.param(
            {"$ref": "#/$defs/loop"}, {"items": {"$ref": "#/$defs/loop"}}, id="a circle is written once and stays"
        ),
        pytest.param({"$ref": "#/$defs/gone"}, {"$ref": "#/$defs/gone"}, id="a missing one stays"),
        pytest.param({"$ref": "http://x.example"}, {"$ref": "http://x.example"}, id="a foreign one stays"),
        pytest.param({"$ref": "#"}, {"$ref": "#"}, id="the whole stays"),
    ],
)
def test_references_within_the_schema_are_written_in_place(schema: dict[str, Any], plain: dict[str, Any]) -> None:
    definitions = {
        "a": {"type": "string"},
        "b": {"items": {"$ref": "#/$defs/a"}},
        "loop": {"items": {"$ref": "#/$defs/loop"}},
    }
    result = inlined({"$defs": definitions, **schema})
    del result["$defs"]
    assert result == plain


@pytest.mark.parametrize(
    "document",
    [
        pytest.param({"title": "Orders stuck", "action_items": [{"title": "Cap retries"}]}, id="good"),
        pytest.param({}, id="no title"),
        pytest.param({"title": "x", "owners": 7, "action_items": [{"owners": [1]}, 3], "colour": 1}, id="much amiss"),
        pytest.param(
            {"title": ["x"], "lessons": {"bad": 1}, "reviews": [{}], "timeline": "no"}, id="other things amiss"
        ),
    ],
)
def test_the_schema_that_ships_refuses_the_same_when_it_is_written_out(document: dict[str, Any]) -> None:
    schema = load_schema("postmortem")

    def refused(validator: Draft202012Validator) -> set[tuple[str, str]]:
        return {(error.json_path, error.message) for error in validator.iter_errors(document)}

    assert refused(Draft202012Validator(inlined(schema))) == refused(Draft202012Validator(dict(schema)))
