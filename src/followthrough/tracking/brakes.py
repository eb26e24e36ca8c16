"""Brakes: what one postmortem may set off at once before a person has looked at it. Edits never trip one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from followthrough.tracking.changes import (
    AnyChange,
    CloseIssue,
    CommentOnIssue,
    Deferred,
    OpenIssue,
    PostmortemPlan,
)
from followthrough.tracking.matches import PostmortemMatch

_FEW = 10


def braked(plan: PostmortemPlan, match: PostmortemMatch) -> PostmortemPlan:
    """The plan itself; where a brake trips, one that keeps all its changes back and says what lets them through."""
    reason = _too_many_new(plan.changes, match) or _too_many_gone(plan.changes, match)
    if reason is None:
        return plan
    held = tuple(Deferred(subject=change.subject, reason=reason) for change in plan.changes)
    return replace(plan, changes=(), deferred=(*plan.deferred, *held), ledger=None)


def _too_many_new(changes: Sequence[AnyChange], match: PostmortemMatch) -> str | None:
    count, most = sum(isinstance(one, OpenIssue) for one in changes), match.rules.max_creates
    if count <= most:
        return None
    return f"{count} issues would be opened, and {most} are let through; once looked at: --max-creates {count}"


def _too_many_gone(changes: Sequence[AnyChange], match: PostmortemMatch) -> str | None:
    """Closes, removals and with them re-creations of over half of what is known; few known ones are never many."""
    known = [one for one in match.known if not one.marker.removed]
    numbers = {one.issue.number for one in changes if isinstance(one, CloseIssue | CommentOnIssue)}
    count = len(numbers)
    released = match.rules.released
    if len(known) < _FEW or 2 * count <= len(known) or (released is not None and count <= released):
        return None
    return f"{count} of {len(known)} issues would be closed or marked as removed; once looked at: --max-creates {count}"
