"""One run of the rollups as a value: for each thread what is told there, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from followthrough.model import Thread
from followthrough.rollups.item import TrackedItem
from followthrough.rollups.mentions import Mentions
from followthrough.rollups.posting import Turn
from followthrough.rollups.rollup import Rollup


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldThread:
    """One thread of a run."""

    turn: Turn
    mentions: Mentions = field(default_factory=Mentions)
    thread: Thread | None = None
    """None where a tracking issue is to be opened."""
    url: str | None = None
    """Of the comment, where one stands."""
    failed: str | None = None
    """Why it could not be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a rehearsal would write."""

    where: str
    """`fresh comment on pull request #812`."""
    text: str
    """Markdown, without what would be hidden in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RollupRun:
    """All threads of a run, over one repository or several."""

    today: date
    zone: str | None = None
    """The name of the zone whose calendar says what today is."""
    threads: tuple[ToldThread, ...] = ()
    failed: tuple[str, ...] = ()
    """What else went wrong, in sentences."""
    drafts: tuple[Draft, ...] = ()
    """Of a rehearsal alone."""

    @property
    def rollups(self) -> tuple[Rollup, ...]:
        """Every postmortem, by repository, path and key, whatever the order in which they were told."""
        found = (rollup for told in self.threads for rollup in told.turn.rollups)
        return tuple(sorted(found, key=lambda one: (one.repository or "", one.ledger.path, one.key)))

    @property
    def items(self) -> tuple[TrackedItem, ...]:
        """Every item of every postmortem."""
        return tuple(item for rollup in self.rollups for item in rollup.items)
