"""Open and closed: what a tick in the document, and its going, mean for an issue, and what people's own doing means."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from followthrough.model import Account, CloseReason, IssueEdit, IssueState
from followthrough.tracking.facts import Limits
from followthrough.tracking.marker import Marker
from followthrough.tracking.rules import LabelNames
from followthrough.tracking.trust import Tracked, closed_by_another_bot


class Step(StrEnum):
    """What is to be done about an issue's state."""

    NOTHING = "nothing"
    NOTE = "note"
    """Nothing shows, but the marker is to remember it."""
    CLOSE = "close"
    REOPEN = "reopen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """What becomes of an issue's state."""

    step: Step
    marker: Marker
    warning: str | None = None


def stance(tracked: Tracked, me: Account, *, done: bool) -> Stance:
    """What becomes of the issue of an item that is in its document, `done` as the document says.

    A tick closes once, a tick taken back reopens what followthrough itself had closed; what people do stands.
    """
    marker = tracked.marker
    if done:
        return _of_done(tracked)
    if not marker.done and not (marker.removed and marker.closed):
        return Stance(step=Step.NOTHING, marker=marker, warning=_open_warning(tracked))
    step = Step.REOPEN if _is_closed_by_us(tracked, me) else Step.NOTE
    return Stance(step=step, marker=replace(marker, done=False, closed=False))


def closing(reason: CloseReason, limits: Limits, labels: LabelNames) -> IssueEdit:
    """The edit that closes an issue; where the forge keeps no reason, a label says that nothing was done."""
    needs_label = reason is not CloseReason.COMPLETED and not limits.not_planned
    added = (labels.wont_do,) if needs_label else ()
    return IssueEdit(state=IssueState.CLOSED, close_reason=reason, add_labels=added)


def _of_done(tracked: Tracked) -> Stance:
    marker, number = tracked.marker, tracked.issue.number
    if not marker.done:
        step = Step.CLOSE if tracked.is_open else Step.NOTE
        return Stance(step=step, marker=replace(marker, done=True, closed=tracked.is_open))
    if not tracked.is_open:
        return Stance(step=Step.NOTHING, marker=marker)
    reopened = f"#{number} was reopened by a person though the document says it is done; it stays open"
    return Stance(step=Step.NOTHING, marker=marker, warning=reopened)


def _open_warning(tracked: Tracked) -> str | None:
    if not closed_by_another_bot(tracked.issue, tracked.marker):
        return None
    by = tracked.issue.closed_by
    return (
        f"#{tracked.issue.number} was closed by {by.login if by else 'a bot'}, not by a person; it still counts as open"
    )


def _is_closed_by_us(tracked: Tracked, me: Account) -> bool:
    """Whether followthrough closed the issue last: a person who opened and closed it again since has the last word."""
    by = tracked.issue.closed_by
    return not tracked.is_open and tracked.marker.closed and (by is None or by.login == me.login)
