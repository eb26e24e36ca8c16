"""`followthrough ci`."""

from __future__ import annotations

import os
from time import monotonic
from typing import Any

import click

from followthrough.ci.activity import Activity, Task
from followthrough.ci.decision import decide, refuse_foreign
from followthrough.cli.ci_report import Report
from followthrough.cli.ci_tasks import TASKS, Job, Wishes
from followthrough.cli.event import event_text
from followthrough.cli.options import Common, Written, common_options, option, output_option
from followthrough.cli.runner import FORMATS, publish
from followthrough.cli.workspace import open_workspace, read_documents
from followthrough.errors import FollowthroughError
from followthrough.reporting.escape import printable
from followthrough.rollups.rules import RollupMode

AUTO = "auto"


@click.command()
@option(
    "--command",
    "asked",
    type=click.Choice([AUTO, *(task.value for task in Task)]),
    default=AUTO,
    show_default=True,
    help="What to do; auto is what the event asks for.",
)
@option("--paths", metavar="PATHS", default="", help="Files, folders or globs, one a line.")
@option("--strict", is_flag=True, help="Fail a check on warnings too.")
@option("--dry-run", is_flag=True, help="Write nothing to the forge.")
@option("--max-creates", metavar="N", type=click.IntRange(min=0), help="How many new items a postmortem may bring.")
@option(
    "--mode",
    type=click.Choice([mode.value for mode in RollupMode]),
    help="When a week brings a fresh comment, instead of what the configuration says.",
)
@output_option(FORMATS)
@common_options(about_forge=True)
def ci(
    common: Common,
    *,
    asked: str,
    paths: str,
    output: tuple[Written, ...],
    **wished: Any,  # noqa: ANN401 - the other options, by the names that Wishes gives them
) -> int:
    """Do what the event of a CI run asks for.

    A merge into the default branch and a start by hand bring sync, a schedule sync and then rollup; an open pull or
    merge request brings check, and a comment with the plan; where the run may not write, check alone. Outputs, a
    summary and annotations go to the runner of GitHub Actions; --output writes the summary (markdown), the result
    (json) and GitLab's code quality report (gitlab) to files.
    """
    report = Report()
    wishes = Wishes(paths=_lines(paths), began=monotonic(), **wished)
    try:
        report.activity = _activity(asked)
        _carry_out(report.activity, common, wishes, report)
    except FollowthroughError as error:
        report.refused(error)
        publish(report, output)
        raise
    return publish(report, output)


def _activity(asked: str) -> Activity:
    if asked == AUTO:
        return decide(os.environ, event_text())
    refuse_foreign(os.environ)
    return Activity(tasks=(Task(asked),), because="it was asked for")


def _carry_out(activity: Activity, common: Common, wishes: Wishes, report: Report) -> None:
    click.echo(f"{' and '.join(activity.tasks) or 'nothing to do'}, because {printable(activity.because)}")
    if not activity.tasks:
        return
    workspace = open_workspace(common)
    documents = read_documents(workspace, wishes.paths)
    job = Job(activity=activity, workspace=workspace, documents=documents, common=common, wishes=wishes)
    for task in activity.tasks:
        TASKS[task](job, report)


def _lines(paths: str) -> tuple[str, ...]:
    return tuple(filter(None, (line.strip() for line in paths.split("\n"))))
