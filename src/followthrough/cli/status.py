"""`followthrough status`."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import click

from followthrough.cli.connect import open_forge
from followthrough.cli.occasion import standing_of
from followthrough.cli.options import Common, Formats, Line, common_options, format_options, option
from followthrough.cli.output import Renderings, show
from followthrough.cli.workspace import Workspace, open_workspace, read_documents
from followthrough.globs import compile_globs
from followthrough.reporting.status_text import status_text
from followthrough.rollups.item import TrackedItem
from followthrough.rollups.selection import select
from followthrough.rollups.status_csv import status_csv
from followthrough.rollups.status_ics import status_ics
from followthrough.rollups.status_json import status_json
from followthrough.rollups.status_markdown import status_markdown
from followthrough.rollups.status_openmetrics import status_openmetrics
from followthrough.rollups.tracked import track


@click.command()
@option(
    "--owner",
    "owners",
    metavar="NAME",
    type=Line(),
    multiple=True,
    help="Items of this owner alone; can be given several times.",
)
@option("--overdue", is_flag=True, help="Overdue items alone.")
@option("--path", "globs", metavar="GLOB", type=Line(), multiple=True, help="Items of these documents alone.")
@format_options(["text", "json", "csv", "ics", "markdown", "openmetrics"])
@common_options(about_forge=True)
def status(common: Common, formats: Formats, *, owners: tuple[str, ...], overdue: bool, globs: tuple[str, ...]) -> int:
    """Show the tracked action items, overdue first."""
    workspace = open_workspace(common)
    items = select(_tracked(workspace, common), owners=owners, overdue=overdue, holds=_holds(globs))
    show(_renderings(items, workspace), formats, common)
    return 0


def _tracked(workspace: Workspace, common: Common) -> tuple[TrackedItem, ...]:
    with open_forge(workspace, common, writable=False) as forge:
        standing = standing_of(workspace, read_documents(workspace, ()), forge)
    rules = workspace.config.tracking_rules
    return track(standing.issues, standing.ledgers, rules, workspace.today, me=standing.me)


def _holds(globs: tuple[str, ...]) -> Callable[[str], bool] | None:
    return compile_globs(globs).match if globs else None


def _renderings(items: Sequence[TrackedItem], workspace: Workspace) -> Renderings:
    return {
        "text": lambda: status_text(items, workspace.today),
        "json": lambda: status_json(items, workspace.today),
        "csv": lambda: status_csv(items),
        "ics": lambda: status_ics(items, workspace.today),
        "markdown": lambda: status_markdown(items),
        "openmetrics": lambda: status_openmetrics(items),
    }
