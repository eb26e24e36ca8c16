"""A team's life, day by day: items are added, done, reopened, put off; and a schedule that runs as it likes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from followthrough.rollups.fate import days_overdue
from followthrough.rollups.item import ItemState, TrackedItem
from followthrough.rollups.memory import Memory
from followthrough.rollups.mentions import Mentions
from followthrough.rollups.posting import Posting, Turn, decide
from followthrough.rollups.remembered import opened, remember
from followthrough.rollups.rollup import Rollup, roll_up
from followthrough.rollups.rules import RollupRules
from followthrough.tracking.ledger import Ledger, Move

LEDGER = Ledger(postmortem="inc-42", path="postmortems/checkout.md", title="Checkout outage")
_BLANK = TrackedItem(key="", postmortem="inc-42", path=LEDGER.path, title="Alert on depth", state=ItemState.OPEN)


@dataclass
class Team:
    """The items of one postmortem and the memory of its comment."""

    rules: RollupRules
    today: date = date(2026, 1, 1)
    items: list[TrackedItem] = field(default_factory=list)
    memory: Memory | None = None
    posted: list[tuple[date, Posting]] = field(default_factory=list)
    """Everything that a run decided, day by day."""

    def add(self, due: date | None, *owners: str) -> None:
        """A new item with an issue."""
        number = len(self.items) + 1
        new = replace(_BLANK, key=f"ft-{number}", number=number, due=due, owners=owners, assigned=bool(owners))
        self.items.append(new)

    def open(self) -> None:
        """The first status, as `sync` writes it."""
        self.memory = opened([self.rollup()], self.today)

    def rollup(self) -> Rollup:
        """How things stand today."""
        items = [replace(one, days_overdue=days_overdue(one.state, one.due, self.today)) for one in self.items]
        since = self.memory.since(self.today) if self.memory else None
        return roll_up(LEDGER, items, self.today, since=since)

    def run(self) -> Posting:
        """One run of the rollup, which carries out what it decides."""
        rollups = (self.rollup(),)
        posting = decide(rollups, self.memory, self.rules, self.today)
        self.posted.append((self.today, posting))
        if posting.post != "nothing":
            turn = Turn(rollups=rollups, memory=self.memory, posting=posting)
            self.memory = remember(turn, Mentions(), self.today)
        return posting

    def sleep(self, days: int = 1) -> None:
        """Some days pass."""
        self.today += timedelta(days=days)

    def live(self, chance: Random) -> None:
        """Something that people do on a day, or nothing."""
        if not self.items or chance.random() < 0.02:
            self.add(self.today + timedelta(days=chance.randrange(-5, 60)), "alice")
        at = chance.randrange(len(self.items))
        one = self.items[at]
        roll = chance.random()
        if roll < 0.04:
            self.items[at] = replace(one, state=chance.choice([ItemState.DONE, ItemState.DONE, ItemState.WONT_DO]))
        elif roll < 0.05:
            self.items[at] = replace(one, state=chance.choice([ItemState.OPEN, ItemState.SNOOZED]))
        elif roll < 0.06 and one.due:
            later = one.due + timedelta(days=chance.randrange(1, 40))
            self.items[at] = replace(one, due=later, moves=(*one.moves, Move(on=self.today, was=one.due)))
