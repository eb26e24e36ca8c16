"""The bytes of a document, or the finding that says why there are none."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from followthrough.catalogue import finding
from followthrough.discovery.repository import Repository
from followthrough.model import Finding, Position

_ENOUGH = (1 << 20) + 1
"""One byte more than a document may have: so much shows that it is too large."""


def read_file(repository: Repository, path: str) -> bytes | Finding:
    """The bytes of a file, cut one byte after the size a document may have, or FT001 or FT009."""
    file = repository.file_of(path)
    if repository.holds(file) and not _real(file).is_relative_to(_real(repository.root)):
        return finding("FT009", path, Position(line=1), why=f"it leads to {_real(file)}")
    try:
        return _regular_bytes(file)
    except OSError as error:
        return finding("FT001", path, Position(line=1), why=error.strerror or type(error).__name__)


def _real(file: Path) -> Path:
    return Path(os.path.realpath(file))


def _regular_bytes(file: Path) -> bytes:
    """Never waits for a pipe, never reads a device, and never more than is needed."""
    descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    try:
        mode = os.fstat(descriptor).st_mode
        if not stat.S_ISREG(mode):
            raise OSError(0, "it is a folder" if stat.S_ISDIR(mode) else "it is not a regular file")
        with os.fdopen(descriptor, "rb", closefd=False) as stream:
            return stream.read(_ENOUGH)
    finally:
        os.close(descriptor)
