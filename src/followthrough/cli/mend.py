"""`followthrough check --fix` and `--diff`: what mending would change, shown and written."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from followthrough.cli.log import LOG
from followthrough.cli.options import Common
from followthrough.cli.output import clean
from followthrough.cli.workspace import Reading, Workspace, read_document
from followthrough.discovery.reading import read_file
from followthrough.errors import ExitCode, FollowthroughError
from followthrough.model import Finding
from followthrough.reporting.escape import printable


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mended:
    path: str
    old: bytes
    new: bytes


def show_mends(workspace: Workspace, documents: Reading) -> int:
    """Print what would be mended as a unified diff, and tell by the exit code whether it is anything."""
    found = list(_mends(workspace, documents))
    sys.stdout.write("".join(map(_shown, found)))
    return ExitCode.FINDINGS if found else ExitCode.OK


def mend(workspace: Workspace, documents: Reading, common: Common) -> Reading:
    """Write what can be mended, tell it as a diff on stderr, and read those documents anew."""
    mended = set()
    for one in _mends(workspace, documents):
        if common.verbosity >= 0:
            sys.stderr.write(_shown(one))
        _write(workspace.repository.file_of(one.path), one)
        mended.add(one.path)
    LOG.info("%d documents mended", len(mended))
    return replace(
        documents,
        postmortems=tuple(
            read_document(workspace, one.path) if one.path in mended else one for one in documents.postmortems
        ),
    )


def _shown(mended: _Mended) -> str:
    """The diff, with whatever a terminal or the log of a CI would obey made visible."""
    from followthrough.mending.document import diff

    lines = diff(mended.path, mended.old, mended.new).splitlines()
    return clean("".join(f"{printable(line)}\n" for line in lines))


def _mends(workspace: Workspace, documents: Reading) -> Iterator[_Mended]:
    from followthrough.mending.document import mended

    for path in documents.selection.paths:
        old = read_file(workspace.repository, path)
        if isinstance(old, Finding):
            continue
        new = mended(path, old, workspace.config.reading_rules(path))
        if new is not None:
            yield _Mended(path=path, old=old, new=new)


def _write(file: Path, mended: _Mended) -> None:
    """Put the new bytes in the place of the old ones, whole or not at all. Raises FollowthroughError."""
    real = Path(os.path.realpath(file))
    beside = real.with_name(f".{real.name}.mended")
    try:
        beside.write_bytes(mended.new)
        beside.chmod(real.stat().st_mode & 0o7777)
        if real.read_bytes() != mended.old:
            raise FollowthroughError(f"{mended.path} changed while it was mended", hint="run again")
        beside.replace(real)
    except OSError as error:
        hint = "mend that and run again: what was mended before stays so"
        raise FollowthroughError(f"{mended.path} cannot be written: {error.strerror}", hint=hint) from error
    finally:
        beside.unlink(missing_ok=True)
