"""`followthrough rollup`."""

from __future__ import annotations

import time

import click

from followthrough.cli.options import Common, Formats, common_options, format_options, option
from followthrough.cli.output import Renderings, show
from followthrough.cli.rolling import RolledUp, rehearse, roll_up, rolling_for
from followthrough.cli.workspace import documents_at_hand, open_workspace
from followthrough.reporting.rollup_markdown import rollup_markdown
from followthrough.reporting.rollup_text import rollup_text
from followthrough.rollups.rollup_json import rollup_json
from followthrough.rollups.rules import RollupMode
from followthrough.rollups.run import RollupRun


@click.command()
@option("--dry-run", is_flag=True, help="Show what would be told and write nothing.")
@option(
    "--mode",
    type=click.Choice([mode.value for mode in RollupMode]),
    help="When a week brings a fresh comment, instead of what the configuration says.",
)
@format_options(["text", "json", "markdown"])
@common_options(about_forge=True)
def rollup(common: Common, formats: Formats, *, dry_run: bool, mode: str | None) -> int:
    """Tell each postmortem's change request what is overdue, due and done.

    Safe to run every day and by two at once: a change request gets at most one comment a week. Exits 3, 4 or 5 where
    something could not be told.
    """
    began = time.monotonic()
    workspace = open_workspace(common)
    documents = documents_at_hand(workspace)
    rolling = rolling_for(workspace, mode=RollupMode(mode) if mode else None)
    if dry_run:
        ended = RolledUp(run=rehearse(workspace, documents, common, rolling))
    else:
        ended = roll_up(workspace, documents, common, rolling, began)
    show(renderings(ended.run, dry=dry_run), formats, common)
    return ended.exit_code


def renderings(run: RollupRun, *, dry: bool) -> Renderings:
    """A run in each format; `dry` for one that only says what it would do."""
    return {
        "text": lambda: rollup_text(run, dry=dry),
        "json": lambda: rollup_json(run),
        "markdown": lambda: rollup_markdown(run, dry=dry),
    }
