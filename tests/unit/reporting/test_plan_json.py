from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry

from followthrough.reporting.plan_json import plan_json
from followthrough.tracking.changes import Plan
from tests.unit.reporting.plans import CHECKOUT, CONFLICT, IN_STEP, PLAN

_SCHEMA_FILE = Path(__file__).parents[3] / "schemas" / "plan.schema.json"
SCHEMA: dict[str, Any] = json.loads(_SCHEMA_FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "plan", [pytest.param(PLAN, id="every kind"), pytest.param(IN_STEP, id="in step"), pytest.param(Plan(), id="empty")]
)
def test_a_plan_follows_its_schema(plan: Plan) -> None:
    """What is printed is what schemas/plan.schema.json promises."""
    Draft202012Validator.check_schema(SCHEMA)
    validator = Draft202012Validator(SCHEMA, registry=Registry(), format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert [error.message for error in validator.iter_errors(json.loads(plan_json(plan, requests=14)))] == []


def test_every_property_of_the_schema_is_described() -> None:
    """Nobody has to guess what a key means."""
    nameless = [name for name, schema in _properties(SCHEMA) if not _described(schema)]
    assert nameless == []


def _properties(schema: object) -> list[tuple[str, dict[str, Any]]]:
    if isinstance(schema, list):
        return [found for one in schema for found in _properties(one)]
    if not isinstance(schema, dict):
        return []
    own = list(schema.get("properties", {}).items())
    return own + [found for one in schema.values() for found in _properties(one)]


def _described(schema: dict[str, Any]) -> bool:
    target = schema.get("$ref", "#/$defs/").removeprefix("#/$defs/")
    return "description" in schema or "description" in SCHEMA["$defs"].get(target, {})


def test_a_plan_counts_what_it_holds() -> None:
    """The numbers are those of the lists."""
    value = json.loads(plan_json(PLAN))
    assert value["counts"] == {
        "open": 3,
        "edit": 2,
        "close": 1,
        "reopen": 1,
        "link": 1,
        "comment": 1,
        "conflicts": 1,
        "deferred": 2,
        "blocked": 1,
        "unchanged": 12,
    }
    assert len(value["changes"]) == 9
    assert value["requests"] is None


def test_a_new_issue_is_shown_whole() -> None:
    """A reviewer sees every word that would be written."""
    first = json.loads(plan_json(PLAN))["changes"][0]
    assert first == {
        "kind": "open",
        "path": CHECKOUT,
        "postmortem": "inc-42",
        "item": "ft-0a1b2c3d4e5f",
        "title": "Alert on queue depth",
        "reason": "new in the document",
        "issue": None,
        "details": ["@alice", "due 1 Dec 2026"],
        "unassignable": [],
        "fields": {
            "title": "Alert on queue depth",
            "body": "The text of the item.",
            "labels": ["postmortem-action", "P1"],
            "assignees": ["alice"],
            "due": "2026-12-01",
        },
    }


def test_an_edit_names_only_what_it_writes() -> None:
    """What is not named stays as it is."""
    changes = {change["item"]: change for change in json.loads(plan_json(PLAN))["changes"]}
    assert changes["ft-3a1b2c3d4e5f"]["fields"] == {"body": "The new text.", "due": "2026-11-21"}
    assert changes["ft-3a1b2c3d4e5f"]["issue"] == {"number": 97, "url": "https://github.com/acme/shop/issues/97"}
    assert changes["ft-5a1b2c3d4e5f"]["fields"] == {
        "state": "closed",
        "close_reason": "completed",
        "remove_labels": ["overdue"],
        "comment": "Ticked in 4f2c9e1.",
    }


def test_a_conflict_says_both_sides() -> None:
    """Who decides needs to see what the document and what the issue says."""
    (conflict,) = json.loads(plan_json(PLAN))["conflicts"]
    assert (conflict["field"], conflict["document"], conflict["forge"], conflict["new"]) == (
        "title",
        CONFLICT.document,
        CONFLICT.forge,
        True,
    )


def test_a_confidential_item_is_a_number_and_no_word() -> None:
    """What may not be read elsewhere is not in a plan either."""
    text = plan_json(PLAN)
    assert "leaked" not in text
    assert "bob" not in text
    assert "Dave" not in text
