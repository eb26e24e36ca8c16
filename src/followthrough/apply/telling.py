"""What a first status tells beside the ledger and the issues: the day, when the next comes, what is still overdue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType

from followthrough.model import Issue, IssueState
from followthrough.rollups.issue_facts import facts_of
from followthrough.rollups.item import TrackedItem
from followthrough.rollups.rules import RollupMode, RollupRules

_NOTHING: Mapping[str, tuple[TrackedItem, ...]] = MappingProxyType({})
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What a run is told for the statuses that it writes."""

    today: date
    rules: RollupRules = field(default_factory=RollupRules)
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

    def _day_after(self, day: date) -> date:
        """The first of the week's day for comments after a day."""
        ahead = (self.rules.weekday - day.weekday()) % _WEEK.days or _WEEK.days
        return day + timedelta(days=ahead)
