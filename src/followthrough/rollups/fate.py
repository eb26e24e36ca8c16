"""What has become of an issue: open, done, won't do or snoozed, and how late it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from followthrough.model import CloseReason, Issue, IssueState
from followthrough.rollups.item import ItemState
from followthrough.tracking.rules import LabelNames
from followthrough.tracking.snooze import snoozed_until


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What has become of an issue, and what is worth knowing about it."""

    state: ItemState
    snoozed_until: date | None = None
    closed_on: date | None = None
    remark: str | None = None


def fate_of(issue: Issue, labels: LabelNames, today: date, *, by_another_bot: bool) -> Fate:
    """What has become of an issue by its state, its labels and who closed it.

    What a bot that is not us has closed nobody has done: it still counts as open.
    """
    if issue.state is IssueState.CLOSED and not by_another_bot:
        closed_on = issue.closed_at.date() if issue.closed_at else None
        state = ItemState.WONT_DO if _declined(issue, labels) else ItemState.DONE
        return Fate(state=state, closed_on=closed_on)
    remark = f"closed by {issue.closed_by.login}, a bot" if by_another_bot and issue.closed_by else None
    until = snoozed_until(issue.labels, today)
    if until:
        return Fate(state=ItemState.SNOOZED, snoozed_until=until, remark=remark)
    return Fate(state=ItemState.OPEN, remark=remark)


def days_overdue(state: ItemState, due: date | None, today: date) -> int:
    """Whole days since the deadline; 0 unless the item is open and today is later than its deadline."""
    if state is not ItemState.OPEN or due is None:
        return 0
    return max((today - due).days, 0)


def _declined(issue: Issue, labels: LabelNames) -> bool:
    if issue.close_reason in {CloseReason.NOT_PLANNED, CloseReason.DUPLICATE}:
        return True
    return labels.wont_do.casefold() in {label.casefold() for label in issue.labels}
