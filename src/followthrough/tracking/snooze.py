"""The label by which people put an item off until a day: `snoozed-until:2026-12-15`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

_SNOOZE = re.compile(r"snoozed-until:\s*(\d{4}-\d{2}-\d{2})", re.ASCII | re.IGNORECASE)


def snoozed_until(labels: Iterable[str], today: date) -> date | None:
    """The latest day of all such labels; None where none is still to come."""
    until = max(_days(labels), default=None)
    return until if until and until > today else None


def _days(labels: Iterable[str]) -> Iterator[date]:
    for label in labels:
        found = _SNOOZE.fullmatch(label.strip())
        day = found and _day(found[1])
        if day:
            yield day


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
