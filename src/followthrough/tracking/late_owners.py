"""Owners for whom nobody could be assigned when the issue opened, and whom the team has put on its map since."""

from __future__ import annotations

from followthrough.tracking.fields import OWNER_FIELD, digest
from followthrough.tracking.matches import ItemMatch
from followthrough.tracking.owners import mapped
from followthrough.tracking.rules import TrackingRules

_NOBODY = digest("")


def late_attempt(item: ItemMatch, rules: TrackingRules) -> str | None:
    """The name of the attempt to assign an issue that nobody ever had; None where there is nothing new to attempt.

    The marker remembers attempts, so that a login that the forge does not take is tried once.
    """
    tracked = item.tracked
    if tracked is None or tracked.issue.assignees or not tracked.is_open or item.candidate.item.done:
        return None
    known = tracked.marker.fields.get(OWNER_FIELD)
    if known is None or known.forge[1:] != (_NOBODY,) or known.document != item.candidate.said[OWNER_FIELD]:
        return None
    logins = mapped(item.candidate.item.owners, rules.owners)
    attempt = f"assign:{digest(','.join(logins))}"
    return attempt if logins and attempt not in tracked.marker.said else None
