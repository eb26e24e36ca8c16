"""Our issues as a forge lists them, and what they are there for: an item, or the follow-up of a postmortem."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from followthrough.model import Account, Issue
from followthrough.tracking.marker import parse_marker
from followthrough.tracking.rollup_marker import parse_rollup

ItemKey = tuple[str, str]
"""Key of the postmortem, key of the item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list of issues, and where to find things in it. `issues` is kept up by the run."""

    issues: dict[int, Issue]
    items: Mapping[ItemKey, int]
    """The oldest issue of each item."""
    follow_ups: Mapping[str, int]
    """Postmortem key → its oldest tracking issue."""

    @classmethod
    def of(cls, issues: dict[int, Issue], is_trusted: Callable[[Account], bool]) -> Listing:
        """Look through issues; whatever somebody wrote who is not trusted serves for nothing."""
        items: dict[ItemKey, int] = {}
        follow_ups: dict[str, int] = {}
        for number in sorted(issues):
            body = issues[number].body
            if not is_trusted(issues[number].author):
                continue
            if marker := parse_marker(body):
                items.setdefault((marker.postmortem, marker.item), number)
            elif rollup := parse_rollup(body):
                for ledger in rollup.ledgers:
                    follow_ups.setdefault(ledger.postmortem, number)
        return cls(issues=issues, items=items, follow_ups=follow_ups)
