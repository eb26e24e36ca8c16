"""Status as JSON, for programs; schemas/rollup.schema.json describes it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from followthrough.rollups.item import Totals, TrackedItem, in_order, totals
from followthrough.rollups.json_text import json_text


def status_json(items: Sequence[TrackedItem], today: date) -> str:
    """Totals and items, overdue first, as one JSON object and a line end."""
    return json_text(status_value(items, today))


def status_value(items: Sequence[TrackedItem], today: date) -> dict[str, object]:
    """The same as values."""
    return {
        "version": 1,
        "today": today.isoformat(),
        "totals": totals_value(totals(items)),
        "items": [item_value(item) for item in in_order(items)],
    }


def totals_value(sums: Totals) -> dict[str, int]:
    """The numbers, as status and rollups both print them."""
    return {
        "items": sums.items,
        "open": sums.open,
        "overdue": sums.overdue,
        "done": sums.done,
        "wont_do": sums.wont_do,
    }


def item_value(item: TrackedItem) -> dict[str, object]:
    """One item, as status and rollups both print it."""
    return {
        "path": item.path,
        "postmortem": item.postmortem_title or item.path,
        "title": item.title,
        "state": item.state.value,
        "owners": list(item.owners),
        "due": item.due.isoformat() if item.due else None,
        "days_overdue": item.days_overdue,
        "priority": item.priority,
        "issue": None if item.number is None else {"number": item.number, "url": item.url},
    }
