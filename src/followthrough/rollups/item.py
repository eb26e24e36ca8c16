"""The tracked item: one action item as status and rollups count it, whatever it is tracked by.

`tracked` makes these values from issues and ledgers; the formats of status and rollups only show them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from followthrough.tracking.ledger import Move

WITHHELD = "(confidential)"
"""Stands where the words of a confidential item would."""


class ItemState(StrEnum):
    """What has become of an action item."""

    OPEN = "open"
    DONE = "done"
    WONT_DO = "wont_do"
    SNOOZED = "snoozed"
    """Open, and put off by people until a day that is still to come."""
    UNTRACKED = "untracked"
    """Its issue was deleted, moved away or stripped of its marker."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackedItem:
    """One action item and where it stands."""

    key: str
    """The item's key."""
    postmortem: str
    """The postmortem's key."""
    path: str
    postmortem_title: str | None = None
    title: str
    state: ItemState
    owners: tuple[str, ...] = ()
    """The forge's assignees once there are any, else the owners as the document names them."""
    assigned: bool = False
    """Whether `owners` are the forge's assignees."""
    due: date | None = None
    days_overdue: int = 0
    """Whole days since the deadline; 0 unless the item is open and the deadline lies before today."""
    priority: str | None = None
    number: int | None = None
    """Of its issue."""
    repository: str | None = None
    """Where the issue is, in a list over several repositories."""
    url: str | None = None
    ticket: str | None = None
    """Of a tracker elsewhere that serves in the place of an issue."""
    opened_on: date | None = None
    """The day its issue was made; None where no issue of ours tracks it."""
    closed_on: date | None = None
    snoozed_until: date | None = None
    confidential: bool = False
    """Whether only number and state may be shown; its words, and those of its postmortem, are withheld already."""
    remark: str | None = None
    """What a reader of the state should know."""
    moves: tuple[Move, ...] = ()
    """When its deadline was moved in the document, and away from which day."""

    @property
    def reference(self) -> str:
        """How its issue is named: `#7`, over several repositories `acme/shop#7`; nothing where it has none."""
        return f"{self.repository or ''}#{self.number}" if self.number is not None else ""

    @property
    def owner_names(self) -> tuple[str, ...]:
        """The owners without the sign that some documents write before a login: `@alice` is alice."""
        return tuple(dict.fromkeys(owner.strip().removeprefix("@") for owner in self.owners))

    @property
    def overdue(self) -> bool:
        """Whether the item is open and its deadline lies before today."""
        return self.days_overdue > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """How many items there are; `overdue` counts some of `open` again."""

    items: int = 0
    open: int = 0
    overdue: int = 0
    done: int = 0
    wont_do: int = 0
    snoozed: int = 0
    untracked: int = 0
    oldest_overdue_days: int = 0


def totals(items: Iterable[TrackedItem]) -> Totals:
    """The numbers that status and rollups both show."""
    known = tuple(items)
    by_state = {state: sum(item.state is state for item in known) for state in ItemState}
    return Totals(
        items=len(known),
        open=by_state[ItemState.OPEN],
        overdue=sum(item.overdue for item in known),
        done=by_state[ItemState.DONE],
        wont_do=by_state[ItemState.WONT_DO],
        snoozed=by_state[ItemState.SNOOZED],
        untracked=by_state[ItemState.UNTRACKED],
        oldest_overdue_days=max((item.days_overdue for item in known), default=0),
    )


_RANK = {
    ItemState.OPEN: 0,
    ItemState.UNTRACKED: 1,
    ItemState.SNOOZED: 2,
    ItemState.DONE: 3,
    ItemState.WONT_DO: 4,
}


def in_order(items: Iterable[TrackedItem]) -> tuple[TrackedItem, ...]:
    """Overdue first, the longest first of all; then what is open by its deadline; what is settled last."""
    return tuple(sorted(items, key=_place))


def _place(item: TrackedItem) -> tuple[int, date, str, int, str]:
    return _RANK[item.state], item.due or date.max, item.path, item.number or 0, item.key
