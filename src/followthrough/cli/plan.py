"""`followthrough plan`."""

from __future__ import annotations

from datetime import date

import click

from followthrough.cli.connect import open_forge
from followthrough.cli.occasion import Overruled, plan_for
from followthrough.cli.options import PATHS, Common, Formats, common_options, day, format_options, option
from followthrough.cli.output import show
from followthrough.cli.workspace import open_workspace, read_documents
from followthrough.errors import ExitCode
from followthrough.reporting.plan_json import plan_json
from followthrough.reporting.plan_markdown import plan_markdown
from followthrough.reporting.plan_text import plan_text
from followthrough.tracking.changes import Plan


@click.command()
@PATHS
@option("--check", is_flag=True, help="Exit 1 where there is anything to do.")
@option("--since", metavar="DATE", type=day, help="Take postmortems from this day on, to rehearse over history.")
@option("--max-creates", metavar="N", type=click.IntRange(min=0), help="How many new items a postmortem may bring.")
@format_options(["text", "json", "markdown"])
@common_options(about_forge=True)
def plan(
    common: Common,
    paths: tuple[str, ...],
    formats: Formats,
    *,
    check: bool,
    since: date | None,
    max_creates: int | None,
) -> int:
    """Show what sync would do.

    Nothing is written. Exits 0 whatever there is to do, with --check 1 where there is anything.
    """
    made = make_plan(common, paths, Overruled(since=since, max_creates=max_creates))
    show_plan(made, formats, common)
    return ExitCode.FINDINGS if check and has_work(made) else ExitCode.OK


def make_plan(common: Common, paths: tuple[str, ...], overruled: Overruled) -> Plan:
    """The plan for the documents, made on a forge that refuses every write."""
    workspace = open_workspace(common)
    documents = read_documents(workspace, paths)
    with open_forge(workspace, common, writable=False) as forge:
        return plan_for(workspace, documents, forge, overruled)


def show_plan(made: Plan, formats: Formats, common: Common) -> None:
    """Show a plan in the formats that were asked for."""
    renderings = {
        "text": lambda: plan_text(made),
        "json": lambda: plan_json(made),
        "markdown": lambda: plan_markdown(made),
    }
    show(renderings, formats, common)


def has_work(made: Plan) -> bool:
    """Whether the documents and the forge are out of step: something to do, held back, or for a person to decide."""
    held = (one.deferred or any(conflict.new for conflict in one.conflicts) for one in made.postmortems)
    return not made.is_empty or any(held)
