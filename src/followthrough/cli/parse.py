"""`followthrough parse`."""

from __future__ import annotations

import json

import click
from rich.console import Group

from followthrough.cli.options import PATHS, Common, Formats, common_options, format_options
from followthrough.cli.output import Renderings, show
from followthrough.cli.workspace import Reading, Workspace, lines_of, open_workspace, read_documents
from followthrough.documents import as_json
from followthrough.reporting.parsed import parsed_text


@click.command()
@PATHS
@format_options(["text", "json"])
@common_options(about_forge=False)
def parse(common: Common, paths: tuple[str, ...], formats: Formats) -> int:
    """Show what was read from postmortems.

    As text, what was read from which line, how each action item was found, and what was passed over.
    As JSON, one array with an object per document, even for a document with findings.
    """
    workspace = open_workspace(common)
    documents = read_documents(workspace, paths)
    show(_renderings(workspace, documents), formats, common)
    return 0


def _renderings(workspace: Workspace, documents: Reading) -> Renderings:
    return {
        "text": lambda: Group(*(parsed_text(one, lines_of(workspace, one.path)) for one in documents.postmortems)),
        "json": lambda: (
            json.dumps([as_json(one) for one in documents.postmortems], ensure_ascii=False, indent=2) + "\n"
        ),
    }
