"""Roll up a repository: look, decide, tell; the work of the command and of a run of a CI alike."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import date

from followthrough.apply.rollups import tell_round
from followthrough.cli.connect import open_forge
from followthrough.cli.errors import tell
from followthrough.cli.occasion import standing_of
from followthrough.cli.options import Common
from followthrough.cli.progress import advancing
from followthrough.cli.settling import settling_for
from followthrough.cli.signals import Asked, patiently
from followthrough.cli.workspace import Reading, Workspace
from followthrough.gather.rounds import gather_round
from followthrough.gather.turns import Rolling
from followthrough.rollups.rules import RollupMode
from followthrough.rollups.run import RollupRun


@dataclass(frozen=True, slots=True, kw_only=True)
class RolledUp:
    """How a run over a repository ended."""

    run: RollupRun
    exit_code: int = 0


def rolling_for(
    workspace: Workspace,
    *,
    mode: RollupMode | None = None,
    synced_on: date | None = None,
    repository: str | None = None,
) -> Rolling:
    """How the rollups of a repository are told: as its configuration says, in a mode of the caller's choice."""
    config = workspace.config
    return Rolling(
        today=workspace.today,
        rules=replace(config.rollup, mode=mode) if mode else config.rollup,
        tracking=config.tracking_rules,
        default_rules=config.general.tracking,
        zone=config.timezone,
        synced_on=synced_on,
        repository=repository,
    )


def rehearse(workspace: Workspace, documents: Reading, common: Common, rolling: Rolling) -> RollupRun:
    """What a run would tell; nothing is written. Raises ForgeError, ConfigError."""
    with open_forge(workspace, common, writable=False) as forge:
        return gather_round(standing_of(workspace, documents, forge), rolling, forge).rehearsed()


def roll_up(workspace: Workspace, documents: Reading, common: Common, rolling: Rolling, began: float) -> RolledUp:
    """Tell what is due; `began` is when the run did, on the monotonic clock. Raises ForgeError, ConfigError."""
    asked = Asked()
    with open_forge(workspace, common, writable=True, sleep=asked.sleep) as forge, forge.lease():
        standing = standing_of(workspace, documents, forge)
        ready = replace(gather_round(standing, rolling, forge), seen_at=time.monotonic())
        settling = settling_for(forge, common, began, asked.sleep)
        with patiently(asked), advancing("Rollups", len(ready.seats), common) as advance:
            rolled = tell_round(ready, standing, forge, settling=settling, on_told=advance, stop=asked)
    if rolled.halted and not asked():
        tell(rolled.halted, rolled.mend)
    return RolledUp(run=rolled.run, exit_code=asked.exit_code or rolled.exit_code)
