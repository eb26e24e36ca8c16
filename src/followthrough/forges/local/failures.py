"""What SQLite and the file system refuse, said as errors of a forge: one line, and the mend."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from followthrough.errors import AccessDenied, ForgeError

DAMAGED_HINT = "put the file back from a copy, or move it away and sync again into a new one"


@contextmanager
def told_as_forge_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite raises about the tracker file into ForgeError.

    A file that is busy or a disk that is full can be tried again (exit code 3); a file that is damaged, or that cannot
    be opened or written, cannot (AccessDenied, exit code 4).
    """
    try:
        yield
    except sqlite3.Error as error:
        raise _translated(path, error) from error
    except UnicodeEncodeError as error:
        raise ForgeError(
            f"The text cannot be stored: {error.reason} at character {error.start + 1}",
            hint="remove the character that is not valid Unicode",
        ) from error


def _translated(path: Path, error: sqlite3.Error) -> ForgeError:
    # Extended result codes keep the primary code in their lowest byte: https://www.sqlite.org/rescode.html
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return ForgeError(
            f"The tracker {path} is locked by another process", hint="let that process end, then run again"
        )
    if code == sqlite3.SQLITE_FULL:
        return ForgeError(f"The disk is full: {path} cannot grow", hint="make room, then run again")
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return AccessDenied(f"The tracker {path} is damaged: {error}", hint=DAMAGED_HINT)
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_IOERR):
        return unusable(path, str(error))
    return ForgeError(f"The tracker {path} failed: {error}")


def unusable(path: Path, why: str) -> AccessDenied:
    """The tracker file cannot be opened or written."""
    return AccessDenied(
        f"The tracker {path} cannot be used: {why}",
        hint="make the file and its folder writable, or name another with --local FILE",
    )
