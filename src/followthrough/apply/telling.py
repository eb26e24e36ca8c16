"""What a first status tells beside the ledger and the issues: the day, when the next comes, what is still overdue."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from types import MappingProxyType

from followthrough.model import Account, Issue, IssueState
from followthrough.rollups.issue_facts import facts_of
from followthrough.rollups.item import TrackedItem
from followthrough.rollups.memory import Memory
from followthrough.rollups.remembered import opened
from followthrough.rollups.rollup import roll_up
from followthrough.rollups.rules import RollupMode, RollupRules
from followthrough.rollups.tracked import track
from followthrough.tracking.ledger import Ledger
from followthrough.tracking.rules import TrackingRules

_NOTHING: Mapping[str, tuple[TrackedItem, ...]] = MappingProxyType({})
_WEEK = timedelta(days=7)
_USUAL = TrackingRules()


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What a run is told for the statuses that it writes."""

    today: date
    rules: RollupRules = field(default_factory=RollupRules)
    tracking: Callable[[str], TrackingRules] = lambda _: _USUAL
    """Path of a document → the rules for it."""
    earlier: Mapping[str, tuple[TrackedItem, ...]] = field(default_factory=lambda: _NOTHING)
    """Key of a postmortem → what is overdue from earlier incidents on its services."""

    def next_status(self, issues: Iterable[Issue]) -> date | None:
        """The day on which the next fresh comment is to be expected, should nothing be done until then.

        It is the first of the week's day for comments that lies after today and, unless each week brings one, after a
        deadline; None where no deadline will ever bring one.
        """
        if self.rules.mode is RollupMode.ALWAYS:
            return self._day_after(self.today)
        if self.rules.mode is RollupMode.STICKY:
            return None
        dues = (facts_of(issue).due for issue in issues if issue.state is IssueState.OPEN)
        first = min(filter(None, dues), default=None)
        return self._day_after(max(first, self.today)) if first else None

    def remembered(self, ledgers: Sequence[Ledger], issues: Iterable[Issue], me: Account) -> Memory:
        """What a first status remembers of what it tells, so that a rollup sees whether anything changed since."""
        items = track(issues, ledgers, self.tracking, self.today, me=me)
        memory = opened([roll_up(ledger, items, self.today, since=None) for ledger in ledgers], self.today)
        return replace(memory, synced_on=self.today)

    def _day_after(self, day: date) -> date:
        """The first of the week's day for comments after a day."""
        ahead = (self.rules.weekday - day.weekday()) % _WEEK.days or _WEEK.days
        return day + timedelta(days=ahead)
