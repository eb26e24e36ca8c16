"""A document against a schema."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from followthrough.checking import check
from followthrough.checking.rules import CheckingRules
from followthrough.checking.schema import _validator
from followthrough.config.schemas import load_schema
from followthrough.documents import read
from followthrough.documents.rules import ReadingRules
from followthrough.errors import ConfigError
from followthrough.model import Position
from tests.unit.checking.builders import CAP, GOOD, with_items


def _item(**properties: Any) -> dict[str, Any]:  # noqa: ANN401 - pieces of a schema are any JSON
    return {"properties": {"action_items": {"items": {"properties": properties}}}}


@pytest.mark.parametrize(
    ("schema", "message", "remedy"),
    [
        pytest.param(
            {"properties": {"severity": {"type": "string"}}},
            "severity: nothing is not text",
            "write text",
            id="another type",
        ),
        pytest.param(
            {"properties": {"title": {"enum": ["Orders stuck in a queue", "Search"]}}},
            'title: "Orders stuck in the queue" is none of Orders stuck in a queue, Search',
            'write "Orders stuck in a queue"',
            id="no such word, and the nearest",
        ),
        pytest.param(
            _item(owners={"type": "array", "maxItems": 0, "description": "nobody at all"}),
            "action item 1, owners: ['Alice Smith'] is expected to be empty",
            "it is meant to be this: nobody at all",
            id="a demand of the schema, described",
        ),
        pytest.param(
            {"required": ["budget"]}, 'the document: the key "budget" is missing', "add it", id="a key that is missing"
        ),
        pytest.param(
            {
                "properties": {
                    "lessons": {"properties": {"went_well": True, "went_wrong": True}, "additionalProperties": False}
                }
            },
            'lessons: "lucky" is not a key',
            "write one of went_well, went_wrong",
            id="a key too many",
        ),
        pytest.param(
            {"properties": {"path": {"format": "date"}}},
            'path: "postmortems/2026-11-03-orders.md" is no date',
            "correct the value",
            id="a form",
        ),
        pytest.param(
            _item(title={"anyOf": [{"type": "null"}, {"type": "string", "pattern": "^[a-z]"}]}),
            "action item 1, title: 'Cap retries of the order worker at 3' does not match '^[a-z]'",
            "correct the value",
            id="of several forms the nearest",
        ),
    ],
)
def test_what_a_schema_refuses_is_said_in_words(schema: dict[str, Any], message: str, remedy: str) -> None:
    (told,) = check(GOOD, CheckingRules(schema=schema))
    assert (told.code, told.message, told.remedy) == ("FT007", message, remedy)


def test_a_finding_points_at_the_value_the_schema_refuses() -> None:
    (told,) = check(GOOD, CheckingRules(schema=_item(due={"type": "null"})))
    assert told.position == Position(line=15, column=56, end_column=66)


@pytest.mark.parametrize(
    "ref", ["http://192.0.2.1/schema.json", "https://schema.example/x", "file:///etc/hostname", "#/gone"]
)
def test_a_schema_that_refers_out_of_itself_is_an_error_and_never_fetched(ref: str) -> None:
    with pytest.raises(ConfigError, match="which lies outside it"):
        check(GOOD, CheckingRules(schema={"$ref": ref}))


def test_a_schema_that_refers_to_itself_without_end_is_an_error() -> None:
    with pytest.raises(ConfigError, match="without end"):
        check(GOOD, CheckingRules(schema={"$ref": "#"}))


def test_a_schema_is_compiled_once_however_many_documents_there_are() -> None:
    rules = CheckingRules(schema={"properties": {"title": {"maxLength": 500}}})
    before = _validator.cache_info().misses
    for _ in range(20):
        check(with_items(*[CAP] * 20), rules)
    assert _validator.cache_info().misses == before + 1


def test_what_people_write_satisfies_the_schema_that_ships() -> None:
    text = b"# Orders stuck\n\n**Date:** 2026-11-03\n\n## Action Items\n\n- [ ] Cap retries at 3 @alice by 2026-12-01\n"
    told = read("postmortems/orders.md", text, ReadingRules())
    assert check(told, CheckingRules(schema=load_schema("postmortem"))) == ()


def test_an_empty_title_of_an_item_is_refused_by_the_schema_that_ships() -> None:
    rules = CheckingRules(schema=load_schema("postmortem"))
    assert "FT007" in {told.code for told in check(with_items(replace(CAP, title="")), rules)}
