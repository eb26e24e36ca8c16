from __future__ import annotations

import json

from followthrough.reporting.outcome_json import outcome_json
from followthrough.tracking.outcome import Outcome
from tests.unit.reporting.plans import CHECKOUT, OUTCOME

LISTS = ("created", "updated", "closed", "reopened", "linked", "conflicts", "failed", "unknown", "deferred")


def test_an_idle_run_has_every_list_empty() -> None:
    """The keys are always there."""
    assert json.loads(outcome_json(Outcome(unchanged=12))) == {
        "version": 1,
        **{name: [] for name in LISTS},
        "unchanged": 12,
    }


def test_each_entry_lands_in_its_list() -> None:
    """Edits and comments are updates; what brakes and limits left is deferred."""
    value = json.loads(outcome_json(OUTCOME))
    assert {name: [entry["item"] for entry in value[name]] for name in LISTS} == {
        "created": ["ft-0a1b2c3d4e5f", "ft-2a1b2c3d4e5f"],
        "updated": ["ft-3a1b2c3d4e5f", "watch"],
        "closed": ["ft-5a1b2c3d4e5f"],
        "reopened": ["drain"],
        "linked": ["renew"],
        "conflicts": ["ft-6a1b2c3d4e5f"],
        "failed": ["ft-4a1b2c3d4e5f", ""],
        "unknown": ["ft-1a1b2c3d4e5f"],
        "deferred": ["write the runbook", "drill it", "ft-1a1b2c3d4e5f", ""],
    }


def test_a_created_entry_names_document_item_and_issue() -> None:
    """Path, title, item and the new issue's number."""
    assert json.loads(outcome_json(OUTCOME))["created"][0] == {
        "path": CHECKOUT,
        "title": "Alert on queue depth",
        "item": "ft-0a1b2c3d4e5f",
        "issue": {"number": 101, "url": "https://github.com/acme/shop/issues/101"},
        "reason": "new in the document",
    }


def test_a_failure_says_why_it_failed() -> None:
    """The reason is the forge's, not the one for which the change was planned."""
    failed = json.loads(outcome_json(OUTCOME))["failed"]
    assert failed[0]["reason"] == "#98 was changed since the plan was made"
    assert failed[1]["reason"] == "change request #9 is locked"
    assert failed[1]["path"] == "postmortems/2026-11-09-dns.md"


def test_a_confidential_item_is_a_number_and_no_word() -> None:
    """Logs are read by more people than the issue."""
    text = outcome_json(OUTCOME)
    assert "leaked" not in text
    assert '"number": 103' in text
