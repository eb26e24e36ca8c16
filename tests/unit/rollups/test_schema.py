from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from followthrough.model import Review
from followthrough.rollups.item import TrackedItem
from followthrough.rollups.memory import Memory, Snapshot, Told, state_of
from followthrough.rollups.status_json import status_json
from followthrough.tracking.ledger import Entry, EntryKind, Ledger, Move
from followthrough.tracking.rollup_marker import RollupMarker, render_rollup
from tests.unit.rollups.builders import ALL, TODAY

_SCHEMA_FILE = Path(__file__).parents[3] / "schemas" / "rollup.schema.json"
SCHEMA: dict[str, Any] = json.loads(_SCHEMA_FILE.read_text(encoding="utf-8"))
FULL = Ledger(
    postmortem="inc-42",
    path="postmortems/2026-11-03-checkout.md",
    title="Checkout outage",
    incident_id="INC-42",
    severity="P1",
    date=date(2026, 11, 3),
    owners=("Alice Smith",),
    services=("checkout",),
    entries=(
        Entry(
            item="ft-aaaaaaaaaaaa",
            title="Alert on queue depth",
            kind=EntryKind.ISSUE,
            number=101,
            moves=(Move(on=date(2026, 11, 12), was=date(2026, 11, 14)),),
        ),
        Entry(item="vendor", title="Ask the vendor", kind=EntryKind.ADOPTED, ticket="OPS-7"),
        Entry(item="pager", title="Page the owner", kind=EntryKind.DONE),
        Entry(item="canary", title="Add a canary", kind=EntryKind.UNTRACKED, number=95),
    ),
    reviews=(Review(name="30-day review", date=date(2026, 12, 3), line=90),),
    missing=True,
    confidential=True,
)

REMEMBERED = Memory(
    told=Told.ROLLUP,
    week="2026-W47",
    fingerprint="0123456789abcdef",
    changed_on=date(2026, 11, 16),
    now=Snapshot(on=date(2026, 11, 20), overdue={"inc-42": 2}, done=frozenset({"0a1b2c", "3d4e5f"})),
    before=Snapshot(on=date(2026, 11, 13)),
    mentioned={"alice": "2026-W47"},
    escalated=frozenset({"0a1b2c"}),
    synced_on=date(2026, 11, 19),
)


def problems(value: object, reference: str) -> list[str]:
    """What a validator without access to any network has to say."""
    registry: Registry[Any] = Registry().with_resource(SCHEMA["$id"], Resource.from_contents(SCHEMA))
    validator = Draft202012Validator(
        {"$ref": SCHEMA["$id"] + reference},
        registry=registry,
        format_checker=Draft202012Validator.FORMAT_CHECKER,
    )
    return [error.message for error in validator.iter_errors(value)]


def test_the_schema_is_one() -> None:
    """It follows Draft 2020-12 itself."""
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("items", [pytest.param(ALL, id="every state"), pytest.param((), id="nothing tracked")])
def test_status_follows_its_schema(items: tuple[TrackedItem, ...]) -> None:
    """What is printed is what schemas/rollup.schema.json promises."""
    assert problems(json.loads(status_json(items, TODAY)), "") == []


@pytest.mark.parametrize(
    "ledger", [pytest.param(FULL, id="full"), pytest.param(Ledger(postmortem="a", path="a.md"), id="bare")]
)
def test_a_ledger_follows_its_schema(ledger: Ledger) -> None:
    """What a status comment remembers can be read by others."""
    line = render_rollup(RollupMarker(ledgers=(ledger,), state=state_of(REMEMBERED, {"theirs": [1]})))
    value = json.loads(line.removeprefix("<!-- followthrough:rollup:v1 ").removesuffix(" -->"))
    assert problems(value, "#/$defs/marker") == []


def test_the_schema_refuses_what_it_does_not_know() -> None:
    """A misspelt key or a state that does not exist is found."""
    value = json.loads(status_json(ALL, TODAY))
    value["items"][0] |= {"state": "late", "dues": None}
    assert len(problems(value, "")) == 2
