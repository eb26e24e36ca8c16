"""`followthrough rollup`."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import click

from followthrough.ci.addresses import ForgeName
from followthrough.cli.connect import find_target
from followthrough.cli.digesting import keep_digest, rehearse_digest
from followthrough.cli.merging import merge_files, merged_renderings, rollups_of
from followthrough.cli.options import Common, Formats, common_options, format_options, option
from followthrough.cli.output import Renderings, show
from followthrough.cli.repositories import repositories_of
from followthrough.cli.rolling import NO_DOCUMENTS, RolledUp, Rolls, rehearse, roll_up, rolling_for
from followthrough.cli.workspace import Workspace, documents_at_hand, open_workspace
from followthrough.errors import ConfigError
from followthrough.reporting.rollup_markdown import rollup_markdown
from followthrough.reporting.rollup_text import rollup_text
from followthrough.rollups.rollup_json import rollup_json
from followthrough.rollups.rules import RollupMode
from followthrough.rollups.run import RollupRun


@click.command()
@click.argument("files", metavar="", nargs=-1, type=click.Path())
@option("--dry-run", is_flag=True, help="Print every text that would be posted or edited, and write nothing.")
@option(
    "--mode",
    type=click.Choice([mode.value for mode in RollupMode]),
    help="When a week brings a fresh comment, instead of what the configuration says.",
)
@option("--org", "--group", "org", metavar="NAME", help="Every repository of an organisation, or project of a group.")
@option("--digest", metavar="OWNER/NAME", help="Keep an issue there that tells of all of them together.")
@option(
    "--merge", metavar="FILE...", multiple=True, help="Join the JSON of several runs, and tell nothing anywhere else."
)
@format_options(["text", "json", "markdown"])
@common_options(about_forge=True, several=True)
def rollup(common: Common, formats: Formats, files: tuple[str, ...], **wished: Any) -> int:  # noqa: ANN401 - the options
    """Tell each postmortem's change request what is overdue, due and done.

    Safe to run every day and by two at once: a change request gets at most one comment a week. Without --repo it is
    the repository at hand. Exits 3, 4 or 5 where something could not be told.
    """
    began = time.monotonic()
    if files and not wished["merge"]:
        raise click.UsageError(f"Got unexpected extra argument ({files[0]}); rollup takes files with --merge alone.")
    workspace = open_workspace(common)
    if wished["merge"]:
        return _merge(workspace, common, formats, (*wished["merge"], *files), wished)
    return _roll(_rolls(workspace, common, wished), formats, began, wished)


def renderings(run: RollupRun, *, dry: bool) -> Renderings:
    """A run in each format; `dry` for one that only says what it would do."""
    return {
        "text": lambda: rollup_text(run, dry=dry),
        "json": lambda: rollup_json(run),
        "markdown": lambda: rollup_markdown(run, dry=dry),
    }


def _rolls(workspace: Workspace, common: Common, wished: dict[str, Any]) -> Rolls:
    repos = tuple(dict.fromkeys(wished["repos"]))
    if wished["org"]:
        repos = tuple(dict.fromkeys((*repos, *repositories_of(workspace, common, wished["org"]))))
        if not repos:
            raise ConfigError(f"{wished['org']} has no repository with issues that the token can see")
    several = len(repos) > 1 or bool(wished["org"])
    if several and find_target(workspace, replace(common, repo=repos[0])).forge is ForgeName.LOCAL:
        raise ConfigError("The embedded forge has one repository in a file", hint="name it once, or leave --repo away")
    return Rolls(
        workspace=workspace,
        documents=NO_DOCUMENTS if several else documents_at_hand(workspace),
        common=common,
        rolling=rolling_for(workspace, mode=RollupMode(wished["mode"]) if wished["mode"] else None),
        repos=repos,
    )


def _roll(rolls: Rolls, formats: Formats, began: float, wished: dict[str, Any]) -> int:
    dry: bool = wished["dry_run"]
    ended: RolledUp = rehearse(rolls) if dry else roll_up(rolls, began)
    if wished["digest"]:
        ended = _with_digest(ended, rolls, wished, began)
    show(renderings(ended.run, dry=dry), formats, rolls.common)
    return ended.exit_code


def _merge(
    workspace: Workspace, common: Common, formats: Formats, files: tuple[str, ...], wished: dict[str, Any]
) -> int:
    merged = merge_files(files)
    ended = RolledUp(run=rollups_of(merged))
    if wished["digest"]:
        rolls = Rolls(workspace=workspace, documents=NO_DOCUMENTS, common=common, rolling=rolling_for(workspace))
        ended = _with_digest(ended, rolls, wished, time.monotonic())
    show(merged_renderings(merged, ended.run), formats, common)
    return ended.exit_code


def _with_digest(ended: RolledUp, rolls: Rolls, wished: dict[str, Any], began: float) -> RolledUp:
    repo: str = wished["digest"]
    return rehearse_digest(ended, rolls, repo) if wished["dry_run"] else keep_digest(ended, rolls, repo, began)
