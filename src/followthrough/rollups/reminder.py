"""The reminder on an issue whose deadline has passed; whoever is assigned to it hears of it without being named."""

from __future__ import annotations

from datetime import date, timedelta

from followthrough.rollups.item import TrackedItem
from followthrough.rollups.phrases import weekday

_SNOOZE = timedelta(days=14)


def reminder(item: TrackedItem, today: date) -> str:
    """What the comment says of an overdue item, before its hidden marker."""
    due = f"on {weekday(item.due)}" if item.due else "before today"
    until = (today + _SNOOZE).isoformat()
    return (
        f"This was due {due}. Should it take longer, write another deadline into the postmortem, or put it off "
        f"with the label `snoozed-until:{until}`. Should it never be done, close it as not planned."
    )
