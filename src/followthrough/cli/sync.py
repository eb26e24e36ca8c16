"""`followthrough sync`."""

from __future__ import annotations

import time
from dataclasses import dataclass

import click

from followthrough.apply import apply
from followthrough.cli.connect import open_forge
from followthrough.cli.errors import tell_what_is_left
from followthrough.cli.event import refuse_unmerged
from followthrough.cli.occasion import Overruled, gathered_for, telling_for
from followthrough.cli.options import PATHS, Common, Formats, common_options, format_options, option
from followthrough.cli.output import Renderings, show
from followthrough.cli.plan import make_plan, show_plan
from followthrough.cli.progress import advancing
from followthrough.cli.settling import settling_for
from followthrough.cli.signals import Asked, patiently
from followthrough.cli.workspace import Reading, Workspace, open_workspace, read_documents
from followthrough.gather.standing import Standing, standing_after
from followthrough.reporting.outcome_json import outcome_json
from followthrough.reporting.outcome_text import outcome_text
from followthrough.tracking.outcome import Outcome, exit_code


@click.command()
@PATHS
@option("--dry-run", is_flag=True, help="Show the plan and write nothing; the same as the command plan.")
@option("--max-creates", metavar="N", type=click.IntRange(min=0), help="How many new items a postmortem may bring.")
@option("--allow-unmerged", is_flag=True, help="Write to a remote forge from another branch than the default one.")
@format_options(["text", "json"])
@common_options(about_forge=True)
def sync(
    common: Common,
    paths: tuple[str, ...],
    formats: Formats,
    *,
    dry_run: bool,
    max_creates: int | None,
    allow_unmerged: bool,
) -> int:
    """Open, edit and close issues until they agree with the postmortems.

    Running it twice is running it once. Exits 6 where a person must decide, 3, 4 or 5 where work was left.
    """
    overruled = Overruled(max_creates=max_creates)
    if dry_run:
        show_plan(make_plan(common, paths, overruled), formats, common)
        return 0
    began = time.monotonic()
    workspace = open_workspace(common)
    refuse_unmerged(workspace, common, allowed=allow_unmerged)
    ended = synchronise(workspace, read_documents(workspace, paths), common, overruled, began)
    show(outcome_renderings(ended.outcome), formats, common)
    return ended.exit_code


@dataclass(frozen=True, slots=True, kw_only=True)
class Synchronised:
    """How a run of sync ended."""

    outcome: Outcome
    standing: Standing
    """What is tracked now, as far as the run has seen it."""
    exit_code: int


def synchronise(
    workspace: Workspace,
    documents: Reading,
    common: Common,
    overruled: Overruled,
    began: float,
    *,
    thorough: bool = False,
) -> Synchronised:
    """Plan and apply; `began` is when the run did, on the monotonic clock. Raises ForgeError, ConfigError.

    A thorough run also looks at the status of each postmortem, whatever its issues say.
    """
    asked = Asked()
    with open_forge(workspace, common, writable=True, sleep=asked.sleep) as forge, forge.lease():
        gathered = gathered_for(workspace, documents, forge, overruled, thorough=thorough)
        settling = settling_for(forge, common, began, asked.sleep)
        telling = telling_for(workspace, gathered)
        with patiently(asked), advancing("Issues", len(gathered.plan.changes), common) as advance:
            outcome = apply(gathered.plan, forge, settling=settling, telling=telling, on_change=advance, stop=asked)
    code = exit_code(outcome)
    if not asked():
        tell_what_is_left(outcome.halted, outcome.mend, code)
    return Synchronised(
        outcome=outcome,
        standing=standing_after(gathered.standing, gathered.plan, outcome),
        exit_code=asked.exit_code or code,
    )


def outcome_renderings(outcome: Outcome) -> Renderings:
    """What a run did, in each format."""
    return {"text": lambda: outcome_text(outcome), "json": lambda: outcome_json(outcome)}
