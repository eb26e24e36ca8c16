"""The tasks of a run of a CI: each does its work as the command of its name, and tells the report."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from followthrough.apply.plan_comment import tell_plan
from followthrough.ci.activity import Activity, Task
from followthrough.cli.check import fails, find
from followthrough.cli.ci_report import Report
from followthrough.cli.connect import open_forge
from followthrough.cli.event import refuse_unmerged
from followthrough.cli.log import LOG
from followthrough.cli.occasion import Overruled, gathered_for
from followthrough.cli.options import Common, Formats
from followthrough.cli.output import show
from followthrough.cli.rolling import Rolls, rehearse, roll_up, rolling_for
from followthrough.cli.sync import outcome_renderings, synchronise
from followthrough.cli.workspace import Reading, Workspace, lines_of
from followthrough.discovery.history import paths_changed
from followthrough.errors import ExitCode
from followthrough.gather import Gathered
from followthrough.gather.standing import Standing
from followthrough.model import Finding
from followthrough.reporting.annotations import of_finding, of_path
from followthrough.reporting.findings_json import findings_json
from followthrough.reporting.findings_markdown import findings_markdown
from followthrough.reporting.findings_text import findings_text
from followthrough.reporting.outcome_annotations import outcome_annotations
from followthrough.reporting.outcome_json import outcome_value
from followthrough.reporting.outcome_markdown import outcome_markdown
from followthrough.reporting.plan_json import plan_value
from followthrough.reporting.plan_markdown import plan_markdown
from followthrough.reporting.plan_text import plan_text
from followthrough.reporting.rollup_markdown import rollup_markdown
from followthrough.reporting.rollup_text import rollup_text
from followthrough.rollups.item import TrackedItem, totals
from followthrough.rollups.rollup_json import rollup_value
from followthrough.rollups.rules import RollupMode
from followthrough.rollups.tracked import track
from followthrough.tracking.changes import Plan
from followthrough.tracking.outcome import Outcome

_TEXT = Formats(format="text")
_SHALLOW = "No comment: the checkout does not reach back far enough; set fetch-depth: 2, or GIT_DEPTH: 0 on GitLab"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the inputs of a run say."""

    paths: tuple[str, ...] = ()
    strict: bool = False
    dry_run: bool = False
    max_creates: int | None = None
    mode: str | None = None
    """When a week brings a fresh comment."""
    began: float
    """When the run did, on the monotonic clock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What there is to do, and where."""

    activity: Activity
    workspace: Workspace
    documents: Reading
    common: Common
    wishes: Wishes

    @property
    def overruled(self) -> Overruled:
        """What the inputs say against the configuration."""
        return Overruled(max_creates=self.wishes.max_creates)


def check(job: Job, report: Report) -> None:
    """Annotate every finding, those about the documents of an open pull request first."""
    changed = _changed(job) or frozenset()
    found = find(job.workspace, job.documents)
    findings = tuple(sorted(found, key=lambda finding: finding.path not in changed))
    count = len(job.documents.postmortems)
    sources = {path: lines_of(job.workspace, path) for path in {finding.path for finding in findings}}
    show({"text": lambda: findings_text(count, findings, sources, None)}, _TEXT, job.common)
    report.annotations += map(of_finding, findings)
    report.pages.append(findings_markdown(count, findings))
    _count_findings(job, report, findings)
    report.ended(ExitCode.FINDINGS if fails(findings, strict=job.wishes.strict) else ExitCode.OK)


def plan(job: Job, report: Report) -> None:
    """Show what sync would do; on an open pull request, what its own documents would bring, and tell it there."""
    number = job.activity.change_request
    if number is None:
        _show_plan(job, report, lambda made: made)
        return
    changed = _changed(job)
    if changed is None:
        LOG.warning("%s", _SHALLOW)
        report.annotations.append(of_path("warning", "", _SHALLOW))
        _show_plan(job, report, lambda made: made)
    elif changed.isdisjoint(job.documents.selection.paths):
        _tell(job, number, Plan())
    else:
        _tell(job, number, _show_plan(job, report, lambda made: _about(made, changed)))


def sync(job: Job, report: Report) -> None:
    """Bring the forge into step; on a dry run, only show how."""
    _count_findings(job, report, find(job.workspace, job.documents))
    if job.wishes.dry_run:
        _show_plan(job, report, lambda made: made)
        return
    refuse_unmerged(job.workspace, job.common)
    # Whoever waits for a merge waits less for what a schedule makes up for.
    thorough = Task.ROLLUP in job.activity.tasks
    ended = synchronise(job.workspace, job.documents, job.common, job.overruled, job.wishes.began, thorough=thorough)
    show(outcome_renderings(ended.outcome), _TEXT, job.common)
    report.annotations += outcome_annotations(ended.outcome)
    report.pages.append(outcome_markdown(ended.outcome))
    report.values[Task.SYNC] = outcome_value(ended.outcome)
    _count_outcome(report, ended.outcome)
    _count_standing(job, report, ended.standing)
    report.ended(ended.exit_code)


def rollup(job: Job, report: Report) -> None:
    """Tell the change requests where their promises stand; on a dry run, only show how."""
    workspace, common = job.workspace, job.common
    mode = RollupMode(job.wishes.mode) if job.wishes.mode else None
    rolling = rolling_for(workspace, mode=mode, synced_on=workspace.today if report.has_synced else None)
    rolls = Rolls(workspace=workspace, documents=job.documents, common=common, rolling=rolling)
    if job.wishes.dry_run:
        ended = rehearse(rolls)
    else:
        refuse_unmerged(workspace, common)
        ended = roll_up(rolls, job.wishes.began)
    show({"text": lambda: rollup_text(ended.run, dry=job.wishes.dry_run)}, _TEXT, common)
    report.pages.append(rollup_markdown(ended.run, dry=job.wishes.dry_run))
    report.values[Task.ROLLUP] = rollup_value(ended.run)
    failures = (*(told.failed for told in ended.run.threads if told.failed), *ended.run.failed)
    report.annotations += (of_path("warning", "", f"Not told: {failure}") for failure in failures)
    report.numbers.failed += len(failures)
    _count_items(report, ended.run.items)
    report.ended(ended.exit_code)


TASKS: Mapping[Task, Callable[[Job, Report], None]] = {
    Task.CHECK: check,
    Task.PLAN: plan,
    Task.SYNC: sync,
    Task.ROLLUP: rollup,
}


def _changed(job: Job) -> frozenset[str] | None:
    if job.activity.change_request is None or job.activity.base_commit is None:
        return None
    return paths_changed(job.workspace.repository, job.activity.base_commit, job.activity.merge_commit)


def _show_plan(job: Job, report: Report, chosen: Callable[[Plan], Plan]) -> Plan:
    gathered = _gathered(job)
    made = chosen(gathered.plan)
    show({"text": lambda: plan_text(made)}, _TEXT, job.common)
    report.pages.append(plan_markdown(made))
    report.values[Task.PLAN] = plan_value(made)
    _count_standing(job, report, gathered.standing)
    return made


def _gathered(job: Job) -> Gathered:
    merged = job.activity.change_request is None
    with open_forge(job.workspace, job.common, writable=False) as forge:
        return gathered_for(job.workspace, job.documents, forge, job.overruled, merged=merged)


def _about(made: Plan, paths: frozenset[str]) -> Plan:
    return replace(made, postmortems=tuple(one for one in made.postmortems if one.path in paths))


def _tell(job: Job, number: int, made: Plan) -> None:
    if not job.wishes.dry_run:
        with open_forge(job.workspace, job.common, writable=True) as forge:
            tell_plan(made, number, forge)


def _count_findings(job: Job, report: Report, findings: tuple[Finding, ...]) -> None:
    report.findings = findings
    report.numbers.findings = len(findings)
    report.values[Task.CHECK] = json.loads(findings_json(len(job.documents.postmortems), findings))


def _count_outcome(report: Report, outcome: Outcome) -> None:
    told = outcome_value(outcome)
    lists = {name: len(entries) for name, entries in told.items() if isinstance(entries, list)}
    numbers = report.numbers
    numbers.created, numbers.updated, numbers.closed = lists["created"], lists["updated"], lists["closed"]
    numbers.conflicts = lists["conflicts"]
    # What a limit put off goes on by itself; what was not tried for want of access does not.
    stuck = sum(one.exit_code is not ExitCode.DEFERRED for one in outcome.postponed)
    numbers.failed = lists["failed"] + lists["unknown"] + stuck


def _count_standing(job: Job, report: Report, standing: Standing) -> None:
    rules = job.workspace.config.tracking_rules
    _count_items(report, track(standing.issues, standing.ledgers, rules, job.workspace.today, me=standing.me))


def _count_items(report: Report, items: Iterable[TrackedItem]) -> None:
    sums = totals(items)
    report.numbers.open, report.numbers.overdue = sums.open, sums.overdue
