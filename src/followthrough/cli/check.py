"""`followthrough check`."""

from __future__ import annotations

from time import monotonic

import click

from followthrough.checking import check as findings_about
from followthrough.checking import check_together
from followthrough.cli.mend import mend, show_mends
from followthrough.cli.options import PATHS, Common, Formats, common_options, format_options, option
from followthrough.cli.output import Renderings, show
from followthrough.cli.workspace import Reading, Workspace, lines_of, open_workspace, read_documents
from followthrough.config.schemas import load_schema
from followthrough.errors import ExitCode
from followthrough.model import Finding, Severity
from followthrough.reporting.annotations import annotations as workflow_commands
from followthrough.reporting.code_quality import code_quality
from followthrough.reporting.findings_json import findings_json
from followthrough.reporting.findings_text import findings_text
from followthrough.reporting.sarif import sarif


@click.command()
@PATHS
@option("--strict", is_flag=True, help="Fail on warnings too.")
@option("--fix", is_flag=True, help="Mend what can be mended in one way only, then check.")
@option("--diff", is_flag=True, help="Show what --fix would mend, and write nothing.")
@format_options(["text", "json", "github", "gitlab", "sarif"])
@common_options(about_forge=False)
def check(common: Common, paths: tuple[str, ...], formats: Formats, *, strict: bool, fix: bool, diff: bool) -> int:
    """Read and validate postmortems.

    PATH is a file, a folder or a glob; without any, the globs of the configuration are used.
    Exits 1 on errors, with --strict on warnings too; with --diff, where there is anything to mend.
    """
    began = monotonic()
    workspace = open_workspace(common)
    documents = read_documents(workspace, paths)
    if diff:
        return show_mends(workspace, documents)
    if fix:
        documents = mend(workspace, documents, common)
    findings = find(workspace, documents)
    show(_renderings(workspace, documents, findings, began), formats, common)
    return ExitCode.FINDINGS if fails(findings, strict=strict) else ExitCode.OK


def find(workspace: Workspace, documents: Reading) -> tuple[Finding, ...]:
    """Every finding about the documents, each by itself and all together, in the order of their places."""
    schema = load_schema("postmortem")
    alone = (
        finding
        for postmortem in documents.postmortems
        for finding in findings_about(postmortem, workspace.config.checking_rules(postmortem.path, schema))
    )
    together = check_together(documents.postmortems, lambda path: workspace.config.checking_rules(path, schema))
    return tuple(sorted((*alone, *together), key=lambda finding: (finding.path, finding.position, finding.code)))


def _renderings(workspace: Workspace, documents: Reading, findings: tuple[Finding, ...], began: float) -> Renderings:
    count = len(documents.postmortems)
    return {
        "text": lambda: findings_text(
            count,
            findings,
            {path: lines_of(workspace, path) for path in {finding.path for finding in findings}},
            monotonic() - began,
        ),
        "json": lambda: findings_json(count, findings),
        "github": lambda: workflow_commands(findings),
        "gitlab": lambda: code_quality(findings),
        "sarif": lambda: sarif(findings),
    }


def fails(findings: tuple[Finding, ...], *, strict: bool) -> bool:
    """Whether any finding weighs enough for a check to fail."""
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(finding.severity in failing for finding in findings)
