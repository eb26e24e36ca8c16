"""`followthrough init`."""

from __future__ import annotations

import os
from collections.abc import Iterator

import click

from followthrough import __version__
from followthrough.ci.addresses import ForgeName
from followthrough.cli.connect import find_target
from followthrough.cli.log import LOG
from followthrough.cli.options import Common, Formats, common_options, option
from followthrough.cli.output import show
from followthrough.cli.workspace import Workspace, open_workspace, read_document
from followthrough.config.load import NAMES
from followthrough.discovery.history import usual_branch
from followthrough.discovery.selection import Wanted
from followthrough.errors import ConfigError, FollowthroughError
from followthrough.scaffold.facts import Facts, folders_of, may_hold_postmortems
from followthrough.scaffold.page import Fate, Told, render_page
from followthrough.scaffold.plan import CONFIG, NewFile, new_files


@click.command()
@option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@common_options(about_forge=True)
def init(common: Common, *, dry_run: bool) -> int:
    """Write a configuration, a workflow and a postmortem to fill in.

    Everything is found out: the forge from git's origin, the branch, and where postmortems lie already.
    A file that is there is never touched.
    """
    workspace = open_workspace(common)
    facts = _find_out(workspace, common)
    files = new_files(facts)
    missing = [file for file in files if not _is_there(workspace, file)]
    if not dry_run:
        for file in missing:
            _write(workspace, file)
    fate = Fate.WOULD_WRITE if dry_run else Fate.WROTE
    told = [Told(file=file, fate=fate if file in missing else Fate.KEPT) for file in files]
    show({"text": lambda: render_page(told, facts)}, Formats(format="text"), common)
    return 0


def _find_out(workspace: Workspace, common: Common) -> Facts:
    by_default = Wanted().of(workspace.repository.files)
    found = by_default or tuple(_elsewhere(workspace))
    return Facts(
        forge=_forge(workspace, common),
        branch=usual_branch(workspace.repository) or "main",
        folders=folders_of(found),
        found_by_default=bool(by_default) or not found,
        version=__version__,
        today=workspace.today,
    )


def _elsewhere(workspace: Workspace) -> Iterator[str]:
    """The documents with action items in folders that are named for postmortems, where the usual globs find none."""
    for path in Wanted().documents(workspace.repository.files):
        if may_hold_postmortems(path) and read_document(workspace, path).action_items:
            yield path


def _forge(workspace: Workspace, common: Common) -> str | None:
    try:
        forge = find_target(workspace, common).forge
    except ConfigError as unknown:
        if common.forge is not None:
            return common.forge if common.forge != ForgeName.LOCAL else None
        LOG.warning("%s: no workflow is written; give --forge github or --forge gitlab for one", unknown.message)
        return None
    return None if forge is ForgeName.LOCAL else forge.value


def _is_there(workspace: Workspace, file: NewFile) -> bool:
    names = NAMES if file.path == CONFIG else (file.path,)
    return any(os.path.lexists(workspace.repository.root / name) for name in names)


def _write(workspace: Workspace, file: NewFile) -> None:
    """Write a file that is not there yet. Raises FollowthroughError, naming the file."""
    root = workspace.repository.root
    place = root / file.path
    if not place.parent.resolve().is_relative_to(root.resolve()):
        raise ConfigError(f"{file.path} would lie outside the repository", hint="a folder on its way is a link")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(file.text)
    except OSError as error:
        hint = "mend that and run again: what is there already is kept"
        raise FollowthroughError(f"{file.path} cannot be written: {error.strerror}", hint=hint) from error
