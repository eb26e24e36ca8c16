"""A good postmortem of an invented company, and what differs from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from followthrough.checking.rules import CheckingRules
from followthrough.model import ActionItem, DueSource, Position, Postmortem

CAP = ActionItem(
    title="Cap retries of the order worker at 3",
    owners=("Alice Smith",),
    due=date(2026, 12, 1),
    due_text="2026-12-01",
    due_source=DueSource.DOCUMENT,
    line=15,
    end_line=15,
)
GOOD = Postmortem(
    path="postmortems/2026-11-03-orders.md",
    title="Orders stuck in the queue",
    date=date(2026, 11, 3),
    action_items=(CAP,),
    positions={
        "/action_items/0": Position(line=15),
        "/action_items/0/title": Position(line=15, column=3, end_column=39),
        "/action_items/0/due": Position(line=15, column=56, end_column=66),
    },
)
ANYTHING = CheckingRules(schema={})
"""Rules whose schema takes everything, so that the house rules are heard alone."""


def with_items(*items: ActionItem) -> Postmortem:
    """The good postmortem with other items, on lines of their own."""
    placed = (replace(item, line=15 + at, end_line=15 + at) for at, item in enumerate(items))
    return replace(GOOD, action_items=tuple(placed), positions={})
