"""The rollup of one postmortem: its items at a given day, in the sections that people read, worst first.

Every open item stands in exactly one section. Whether and where a rollup is told is for `posting` to say.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from followthrough.model import Review
from followthrough.rollups.item import ItemState, Totals, TrackedItem, in_order, totals
from followthrough.rollups.memory import Snapshot, sign
from followthrough.rollups.priority import rank
from followthrough.tracking.ledger import Ledger

SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """How the number of overdue items changed."""

    since: date
    overdue: int
    """More are overdue than then; fewer where it is negative."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rollup:
    """One postmortem and where its action items stand."""

    ledger: Ledger
    """Title, severity, owners, services, reviews: what the ledger knows of the postmortem."""
    items: tuple[TrackedItem, ...]
    """All of them, overdue first."""
    today: date
    since: Snapshot | None = None
    """What was told last in an earlier week."""
    repository: str | None = None
    """Where it is tracked, in a run over several repositories."""

    @property
    def key(self) -> str:
        """The postmortem's key."""
        return self.ledger.postmortem

    @property
    def overdue(self) -> tuple[TrackedItem, ...]:
        """Open and late, the latest first; then by priority and owner."""
        late = (item for item in self.items if item.overdue)
        return tuple(sorted(late, key=lambda item: (-item.days_overdue, rank(item.priority), item.owners)))

    @property
    def due_soon(self) -> tuple[TrackedItem, ...]:
        """Open and due within seven days, the nearest first."""
        return tuple(item for item in self._of(ItemState.OPEN) if self._is_soon(item))

    @property
    def incomplete(self) -> tuple[TrackedItem, ...]:
        """What else is open in an issue here that nobody is assigned to, or that has no deadline."""
        return tuple(item for item in self._later() if _lacks(item))

    @property
    def open(self) -> tuple[TrackedItem, ...]:
        """What else is open."""
        return tuple(item for item in self._later() if not _lacks(item))

    @property
    def snoozed(self) -> tuple[TrackedItem, ...]:
        """Put off until a day to come."""
        return self._of(ItemState.SNOOZED)

    @property
    def untracked(self) -> tuple[TrackedItem, ...]:
        """Whose issue is gone."""
        return self._of(ItemState.UNTRACKED)

    @property
    def done(self) -> tuple[TrackedItem, ...]:
        """Whatever is done."""
        return self._of(ItemState.DONE)

    @property
    def done_since(self) -> tuple[TrackedItem, ...]:
        """Done through an issue since an earlier week's comment; all of those where there was none."""
        before = self.since.done if self.since else frozenset()
        return tuple(item for item in self.done if item.number is not None and sign(item) not in before)

    @property
    def wont_do(self) -> tuple[TrackedItem, ...]:
        """Decided against."""
        return self._of(ItemState.WONT_DO)

    @property
    def reviews(self) -> tuple[Review, ...]:
        """Promised reviews that are still to come, the next first."""
        return tuple(sorted((one for one in self.ledger.reviews if one.date >= self.today), key=lambda one: one.date))

    @property
    def totals(self) -> Totals:
        """The same numbers as status shows."""
        return totals(self.items)

    @property
    def trend(self) -> Trend | None:
        """How it compares with what was told in an earlier week; None where nothing was."""
        if self.since is None or self.key not in self.since.overdue:
            return None
        return Trend(since=self.since.on, overdue=self.totals.overdue - self.since.overdue[self.key])

    @property
    def is_settled(self) -> bool:
        """Whether every item is done or was decided against."""
        return all(item.state in {ItemState.DONE, ItemState.WONT_DO} for item in self.items)

    @property
    def was_tracked(self) -> bool:
        """Whether any of its items ever was more than done when first seen."""
        return any(item.number is not None or item.state is not ItemState.DONE for item in self.items)

    def _of(self, state: ItemState) -> tuple[TrackedItem, ...]:
        return tuple(item for item in self.items if item.state is state)

    def _later(self) -> Iterable[TrackedItem]:
        return (item for item in self._of(ItemState.OPEN) if not item.overdue and not self._is_soon(item))

    def _is_soon(self, item: TrackedItem) -> bool:
        return item.due is not None and not item.overdue and item.due - self.today <= SOON


def roll_up(ledger: Ledger, items: Iterable[TrackedItem], today: date, *, since: Snapshot | None = None) -> Rollup:
    """The rollup of the ledger's postmortem, of all tracked items those that are its own."""
    own = (item for item in items if item.postmortem == ledger.postmortem)
    return Rollup(ledger=discreet(ledger), items=in_order(own), today=today, since=since)


def discreet(ledger: Ledger) -> Ledger:
    """The ledger as it may be shown: without the words of a confidential postmortem."""
    if not ledger.confidential:
        return ledger
    return replace(ledger, title=None, incident_id=None, severity=None, owners=(), services=())


def _lacks(item: TrackedItem) -> bool:
    """Whether nobody is assigned to its issue, or it has no deadline; of a confidential one that is not told."""
    return item.number is not None and not item.confidential and (item.due is None or not item.assigned)
