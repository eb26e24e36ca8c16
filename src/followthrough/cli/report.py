"""`followthrough report`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from followthrough.cli.connect import find_target, open_forge
from followthrough.cli.log import LOG
from followthrough.cli.occasion import standing_of
from followthrough.cli.options import Common, common_options, option
from followthrough.cli.workspace import open_workspace, read_documents
from followthrough.errors import ConfigError
from followthrough.redaction import secrets_in, without
from followthrough.rollups.report.page import render_report
from followthrough.rollups.tracked import track

_STDOUT = Path("-")


@click.command()
@option(
    "-o",
    "--output",
    "file",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    required=True,
    help="The HTML file to write; - for stdout.",
)
@common_options(about_forge=True)
def report(common: Common, *, file: Path) -> int:
    """Write a page that shows what is tracked and how it goes.

    One HTML file, complete in itself: it loads nothing, and can be sent, stored or served as it is.
    Its numbers are those of status.
    """
    workspace = open_workspace(common)
    target = find_target(workspace, common)
    with open_forge(workspace, common, writable=False) as forge:
        standing = standing_of(workspace, read_documents(workspace, ()), forge)
    items = track(standing.issues, standing.ledgers, workspace.config.tracking_rules, workspace.today, me=standing.me)
    of = target.repo or workspace.repository.root.name
    _write(file, without(secrets_in(os.environ), render_report(items, standing.ledgers, workspace.today, of=of)))
    return 0


def _write(file: Path, page: str) -> None:
    """Write the page whole or not at all. Raises ConfigError."""
    if file == _STDOUT:
        sys.stdout.write(page)
        return
    beside = file.with_name(f".{file.name}.new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(page, encoding="utf-8", newline="\n")
        beside.replace(file)
    except OSError as error:
        raise ConfigError(f"{file} cannot be written: {error.strerror}", hint="give another file to -o") from error
    LOG.info("wrote %s", file)
