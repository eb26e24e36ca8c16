from __future__ import annotations

import json

from followthrough.rollups.status_json import status_json
from tests.unit.rollups.builders import RETRIES, SEEN_DONE, TODAY


def test_status_as_json_has_totals_and_every_item() -> None:
    """What other programs read, key by key."""
    assert json.loads(status_json((SEEN_DONE, RETRIES), TODAY)) == {
        "version": 1,
        "today": "2026-11-20",
        "totals": {"items": 2, "open": 1, "overdue": 1, "done": 1, "wont_do": 0},
        "items": [
            {
                "path": "postmortems/2026-11-03-checkout.md",
                "postmortem": "Checkout outage",
                "title": "Cap retries at 3",
                "state": "open",
                "owners": ["alice"],
                "due": "2026-11-04",
                "days_overdue": 16,
                "priority": "High",
                "issue": {"number": 97, "url": "https://forge.example/acme/shop/issues/97"},
            },
            {
                "path": "postmortems/2026-11-03-checkout.md",
                "postmortem": "Checkout outage",
                "title": "Roll the release back",
                "state": "done",
                "owners": [],
                "due": None,
                "days_overdue": 0,
                "priority": None,
                "issue": None,
            },
        ],
    }
