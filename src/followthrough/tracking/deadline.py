"""The day on which an item is due once it is tracked, and whether it has passed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from followthrough.model import ActionItem, DueSource
from followthrough.tracking.days import after, working_day
from followthrough.tracking.facts import Facts
from followthrough.tracking.rules import TrackingRules
from followthrough.tracking.snooze import snoozed_until


def due_day(item: ActionItem, rules: TrackingRules, today: date) -> date | None:
    """The item's due date; one that a horizon or a policy grants counts from today where it lies before.

    Granted days wait for Monday where the team lets them; written dates never move.
    """
    if item.due_source in {None, DueSource.DOCUMENT}:
        return item.due
    day = item.due
    if item.due_span is not None and (day is None or day < today):
        day = after(today, item.due_span)
    return working_day(day) if day is not None and rules.roll_weekends else day


def shows_overdue(due: date | None, facts: Facts, labels: Iterable[str] = ()) -> bool:
    """Whether a label has to tell that a deadline has passed: only where the forge has no due dates of its own.

    `labels` are those of the issue, which may put it off.
    """
    is_late = not facts.limits.native_due and due is not None and due < facts.today
    return is_late and snoozed_until(labels, facts.today) is None
