"""Which tracked items a person asked for; how paths are matched is left to whoever read the question."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from followthrough.rollups.item import TrackedItem


def select(
    items: Iterable[TrackedItem],
    *,
    owners: Collection[str] = (),
    overdue: bool = False,
    holds: Callable[[str], bool] | None = None,
) -> tuple[TrackedItem, ...]:
    """Those items that one of `owners` owns, that are late if `overdue`, and whose path `holds` accepts.

    Names are compared without regard to case and to a leading `@`; an empty condition accepts everything.
    """
    wanted = {_name(owner) for owner in owners}
    return tuple(
        item
        for item in items
        if (not wanted or wanted & {_name(owner) for owner in item.owners})
        and (item.overdue or not overdue)
        and (holds is None or holds(item.path))
    )


def _name(owner: str) -> str:
    return owner.strip().removeprefix("@").casefold()
