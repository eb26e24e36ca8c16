"""Tell rollups: every thread gets at most one comment a week, however often and by however many runs it is told.

What is told, and whether, `rollups` decides from what the thread remembers; how one thread is told, `teller`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from followthrough.apply.changes import attempt
from followthrough.apply.run import Run
from followthrough.apply.settling import Settling
from followthrough.apply.teller import Teller
from followthrough.errors import ExitCode
from followthrough.forges.protocol import Forge
from followthrough.gather.rounds import Round
from followthrough.gather.standing import Standing
from followthrough.rollups.mentions import Mentions
from followthrough.rollups.run import RollupRun, ToldThread
from followthrough.tracking.changes import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Rolled:
    """How a run over the threads of a repository ended."""

    run: RollupRun
    stopped_by: ExitCode | None = None
    """What ended it early, or refused it access."""
    halted: str | None = None
    """Why nothing more was tried, or what was refused, in words."""
    mend: str | None = None

    @property
    def exit_code(self) -> ExitCode:
        """What the process says of it."""
        if self.stopped_by is not None:
            return self.stopped_by
        failed = self.run.failed or any(told.failed for told in self.run.threads)
        return ExitCode.PARTIAL if failed else ExitCode.OK


def tell_round(
    ready: Round,
    standing: Standing,
    forge: Forge,
    *,
    settling: Settling | None = None,
    on_told: Callable[[ToldThread], None] = lambda _: None,
    stop: Callable[[], bool] = lambda: False,
) -> Rolled:
    """Tell a round that was made from `standing`, as far as the forge lets us; safe to repeat.

    Once `stop` says so, the request under way is finished and the rest put off. Raises ForgeError where the forge does
    not even say who we are.
    """
    run = Run(
        forge=forge,
        me=standing.me,
        labels=standing.labels,
        trusted_authors=ready.rolling.default_rules.trusted_authors,
        planned=standing.issues,
        settling=settling or Settling(),
        on_change=lambda _: None,
        stop=stop,
    )
    teller = Teller(run=run, rolling=ready.rolling, leads=ready.leads, seen_at=ready.seen_at)
    teller.ensure_labels(ready.labels)
    for change in ready.changes:
        attempt(run, change)
    if ready.in_digest:
        teller.tell_digest(ready)
    told = []
    for at, seat in enumerate(ready.seats):
        told.append(teller.tell(seat, ready.mentions.get(at, Mentions())))
        on_told(told[-1])
    return Rolled(
        run=replace(ready.rehearsed(), threads=tuple(told), failed=(*teller.failed, *_failures(run))),
        stopped_by=run.stopped_by,
        halted=run.halted,
        mend=run.mend,
    )


def _failures(run: Run) -> Iterator[str]:
    outcome = run.outcome(Plan())
    for one in (*outcome.failed, *outcome.unknown, *outcome.postponed):
        yield f"{one.change.subject.title}: {one.reason}"
