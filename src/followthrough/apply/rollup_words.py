"""The text of a rollup with what it shall remember, for the place that it is written to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from followthrough.gather.status_comment import Status
from followthrough.gather.turns import Rolling
from followthrough.rollups.comment import Statement, rollup_comment
from followthrough.rollups.memory import Memory, state_of
from followthrough.rollups.mentions import Mentions
from followthrough.rollups.posting import Turn
from followthrough.rollups.remembered import remember
from followthrough.tracking.ledger import Ledger
from followthrough.tracking.rollup_marker import RollupMarker


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What one place is told."""

    turn: Turn
    mentions: Mentions
    rolling: Rolling
    limit: int
    """Characters that the forge takes."""

    def text(self, marker: RollupMarker) -> str:
        """The text; `marker` has the ledgers that it shall keep, and the state as it stood before."""
        memory = remember(self.turn, self.mentions, self.rolling.today)
        memory = replace(memory, synced_on=max(filter(None, self._syncs(memory)), default=None))
        statement = Statement(
            rollups=self.turn.rollups,
            posting=self.turn.posting,
            today=self.rolling.today,
            mentions=self.mentions,
            zone=self.rolling.zone,
            synced_on=memory.synced_on,
            changed_on=memory.changed_on,
        )
        return rollup_comment(statement, replace(marker, state=state_of(memory, marker.state)), limit=self.limit)

    def _syncs(self, memory: Memory) -> Iterator[date | None]:
        """The days on which sync is known to have run, here, in this run, or to move a deadline."""
        yield from (memory.synced_on, self.rolling.synced_on)
        yield from (move.on for rollup in self.turn.rollups for item in rollup.items for move in item.moves)


def marker_after(status: Status | None, ledgers: Sequence[Ledger]) -> RollupMarker:
    """What a status remembers, with those ledgers that it lacks."""
    known = status.marker if status and status.marker else RollupMarker()
    by_key = {ledger.postmortem: ledger for ledger in (*ledgers, *known.ledgers)}
    return replace(known, ledgers=tuple(by_key.values()))
