"""What is still overdue from earlier incidents, for a new postmortem that names the same services."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from followthrough.rollups.item import TrackedItem, in_order
from followthrough.tracking.changes import PostmortemPlan


def still_overdue(
    postmortems: Iterable[PostmortemPlan], items: Iterable[TrackedItem]
) -> Mapping[str, tuple[TrackedItem, ...]]:
    """For each postmortem by its key: the overdue items of others that name one of its services, the worst first."""
    services = {one.key: frozenset(map(_plain, one.services)) for one in postmortems}
    overdue = in_order(item for item in items if item.overdue and item.number is not None)
    related = {
        key: tuple(
            item for item in overdue if item.postmortem != key and own & services.get(item.postmortem, frozenset())
        )
        for key, own in services.items()
        if own
    }
    return {key: items for key, items in related.items() if items}


def _plain(service: str) -> str:
    return " ".join(service.split()).casefold()
