"""`followthrough doctor`."""

from __future__ import annotations

from dataclasses import replace

import click

from followthrough.ci.workflows import read_workflow, workflow_files
from followthrough.cli.connect import find_target
from followthrough.cli.examining import of_the_forge
from followthrough.cli.options import Common, Formats, common_options, format_options
from followthrough.cli.output import show
from followthrough.cli.workspace import Reading, Workspace, documents_at_hand, open_workspace, repository_here
from followthrough.diagnosis.checks import exit_code
from followthrough.diagnosis.facts import Checkout, Documents, Facts, Refusal, Workflow
from followthrough.diagnosis.judging import diagnose
from followthrough.discovery.checkout import look
from followthrough.discovery.reading import read_file
from followthrough.discovery.repository import Repository
from followthrough.errors import ConfigError
from followthrough.model import Finding, Severity
from followthrough.reporting.diagnosis_json import diagnosis_json
from followthrough.reporting.diagnosis_text import diagnosis_text


@click.command()
@format_options(["text", "json"])
@common_options(about_forge=True)
def doctor(common: Common, formats: Formats) -> int:
    """Tell what would fail, and the exact mend.

    Nothing is written. Exits 0 where nothing would fail, 4 where the token or a permission would, 2 for the
    configuration, 1 for anything else.
    """
    workspace, refused = _workspace(common)
    documents = documents_at_hand(workspace)
    facts = _at_hand(workspace, documents, refused)
    checks = diagnose(_with_forge(facts, workspace, documents, common))
    show({"text": lambda: diagnosis_text(checks), "json": lambda: diagnosis_json(checks)}, formats, common)
    return exit_code(checks)


def _workspace(common: Common) -> tuple[Workspace, Refusal | None]:
    """The place of work; with the defaults, and why, where its configuration cannot be used."""
    try:
        return open_workspace(common), None
    except ConfigError as error:
        repository_here()  # what is wrong with the repository itself is nothing to go on from
        return open_workspace(common, by_default=True), Refusal.of(error)


def _at_hand(workspace: Workspace, documents: Reading, refused: Refusal | None) -> Facts:
    seen = look(workspace.repository)
    return Facts(
        today=workspace.today,
        config=workspace.config.file,
        config_refused=refused,
        documents=_documents(documents),
        checkout=Checkout(has_git=False)
        if seen is None
        else Checkout(branch=seen.branch, default_branch=seen.default_branch, is_shallow=seen.is_shallow),
        workflows=tuple(_workflow(workspace.repository, path) for path in workflow_files(workspace.repository.files)),
    )


def _documents(documents: Reading) -> Documents:
    every = documents.postmortems
    broken = (one.path for one in every if any(found.severity is Severity.ERROR for found in one.findings))
    return Documents(count=len(every), items=sum(len(one.action_items) for one in every), broken=tuple(broken))


def _workflow(repository: Repository, path: str) -> Workflow:
    data = read_file(repository, path)
    runs = read_workflow("" if isinstance(data, Finding) else data.decode("utf-8", errors="replace"))
    return Workflow(path=path, runs_us=runs.us, has_schedule=runs.by_schedule)


def _with_forge(facts: Facts, workspace: Workspace, documents: Reading, common: Common) -> Facts:
    try:
        target = find_target(workspace, common)
    except ConfigError as error:
        return replace(facts, target_refused=Refusal.of(error))
    known = replace(facts, forge=target.forge.value, place=target.repo)
    return of_the_forge(known, workspace, documents, common)
