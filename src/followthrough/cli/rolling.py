"""Roll up repositories: look at all of them, decide, tell; the work of the command and of a run of a CI alike."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date

from followthrough.apply.drafts import drafts
from followthrough.apply.rollups import Rolled, tell_round
from followthrough.cli.connect import open_forge
from followthrough.cli.errors import tell_what_is_left
from followthrough.cli.occasion import standing_of
from followthrough.cli.options import Common
from followthrough.cli.progress import advancing
from followthrough.cli.settling import settling_for
from followthrough.cli.signals import Asked, patiently
from followthrough.cli.workspace import Reading, Workspace
from followthrough.discovery.selection import Selection
from followthrough.errors import ExitCode, ForgeError
from followthrough.forges.protocol import Forge
from followthrough.gather.rounds import Round, allotted, gather_round
from followthrough.gather.standing import Standing
from followthrough.gather.turns import Rolling
from followthrough.rollups.rules import RollupMode
from followthrough.rollups.run import RollupRun, ToldThread

NO_DOCUMENTS = Reading(selection=Selection(paths=(), holds=lambda _: True), postmortems=())
"""For a run over issues alone."""
_WEIGHT = (ExitCode.ACCESS, ExitCode.PARTIAL, ExitCode.DEFERRED, ExitCode.DECISION, ExitCode.FINDINGS)


@dataclass(frozen=True, slots=True, kw_only=True)
class RolledUp:
    """How a run ended."""

    run: RollupRun
    exit_code: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rolls:
    """What is rolled up, and how."""

    workspace: Workspace
    documents: Reading
    common: Common
    rolling: Rolling
    repos: tuple[str, ...] = ()
    """Without any, the one repository that the options and the surroundings name."""


@dataclass(slots=True, kw_only=True)
class _Opened:
    """The repositories that could be looked at, and what is to be told there."""

    forges: list[Forge] = field(default_factory=list)
    standings: list[Standing] = field(default_factory=list)
    rounds: list[Round] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    errors: list[ForgeError] = field(default_factory=list)
    """Why some could not be looked at."""


def rolling_for(workspace: Workspace, *, mode: RollupMode | None = None, synced_on: date | None = None) -> Rolling:
    """How the rollups of a repository are told: as its configuration says, in a mode of the caller's choice."""
    config = workspace.config
    return Rolling(
        today=workspace.today,
        rules=replace(config.rollup, mode=mode) if mode else config.rollup,
        tracking=config.tracking_rules,
        default_rules=config.general.tracking,
        zone=config.timezone,
        synced_on=synced_on,
    )


def rehearse(rolls: Rolls) -> RolledUp:
    """What a run would tell; nothing is written. Raises ForgeError, ConfigError."""
    with _opened(rolls, Asked(), writable=False) as opened:
        rounds = zip(opened.forges, opened.standings, allotted(opened.rounds), strict=True)
        runs = [_rehearsed(ready, standing, forge) for forge, standing, ready in rounds]
    return _together(rolls, runs, opened, ())


def roll_up(rolls: Rolls, began: float) -> RolledUp:
    """Tell what is due; `began` is when the run did, on the monotonic clock. Raises ForgeError, ConfigError."""
    asked, rolled = Asked(), []
    with _opened(rolls, asked, writable=True) as opened, patiently(asked):
        rounds = allotted(opened.rounds)
        places = sum(len(one.seats) for one in rounds)
        with advancing("Rollups", places, rolls.common) as advance:
            for forge, standing, ready in zip(opened.forges, opened.standings, rounds, strict=True):
                settling = settling_for(forge, rolls.common, began, asked.sleep)
                rolled.append(tell_round(ready, standing, forge, settling=settling, on_told=advance, stop=asked))
    ended = _together(rolls, [one.run for one in rolled], opened, rolled)
    if not asked():
        obstacle, mend = next(_obstacles(rolled, opened), (None, None))
        tell_what_is_left(obstacle, mend, ended.exit_code)
    return replace(ended, exit_code=asked.exit_code or ended.exit_code)


def _rehearsed(ready: Round, standing: Standing, forge: Forge) -> RollupRun:
    return replace(ready.rehearsed(), drafts=tuple(drafts(ready, standing, forge.capabilities.max_body)))


def _obstacles(rolled: Iterable[Rolled], opened: _Opened) -> Iterator[tuple[str, str | None]]:
    """What was refused or ended a run, with its mend."""
    yield from ((one.halted, one.mend) for one in rolled if one.halted)
    yield from ((error.message, error.hint) for error in opened.errors)


@contextmanager
def _opened(rolls: Rolls, asked: Asked, *, writable: bool) -> Iterator[_Opened]:
    """Every repository, open and looked at; of several, one that cannot be is told and left out."""
    opened = _Opened()
    with ExitStack() as stack:
        for repo in rolls.repos or (None,):
            common = replace(rolls.common, repo=repo) if repo else rolls.common
            try:
                forge = stack.enter_context(open_forge(rolls.workspace, common, writable=writable, sleep=asked.sleep))
                if writable:
                    stack.enter_context(forge.lease())
                _look(rolls, repo, forge, opened)
            except ForgeError as error:
                if len(rolls.repos) <= 1:
                    raise
                opened.failed.append(f"{repo}: {error.message}")
                opened.errors.append(error)
        yield opened


def _look(rolls: Rolls, repo: str | None, forge: Forge, opened: _Opened) -> None:
    standing = standing_of(rolls.workspace, rolls.documents, forge)
    ready = gather_round(standing, replace(rolls.rolling, repository=repo), forge)
    opened.forges.append(forge)
    opened.standings.append(standing)
    opened.rounds.append(replace(ready, seen_at=time.monotonic()))


def _together(rolls: Rolls, runs: Sequence[RollupRun], opened: _Opened, rolled: Sequence[Rolled]) -> RolledUp:
    threads: list[ToldThread] = [told for one in runs for told in one.threads]
    failed = (*(failure for one in runs for failure in one.failed), *opened.failed)
    met = {*(error.exit_code for error in opened.errors), *(one.exit_code for one in rolled)}
    texts = tuple(draft for one in runs for draft in one.drafts)
    today, zone = rolls.rolling.today, rolls.rolling.zone
    run = RollupRun(today=today, zone=zone, threads=tuple(threads), failed=failed, drafts=texts)
    return RolledUp(run=run, exit_code=next((code for code in _WEIGHT if code in met), ExitCode.OK))
