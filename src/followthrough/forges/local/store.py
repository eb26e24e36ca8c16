"""The tracker file: made where it is missing, checked when it is opened, read and written in transactions.

Every write is one transaction in WAL mode: a process that is killed leaves all of it or nothing. What stands in the
tables is `rows`' and `writing`'s affair.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.resources import files
from pathlib import Path

from followthrough.errors import AccessDenied, ForgeError
from followthrough.forges.local.failures import told_as_forge_errors, unusable
from followthrough.forges.local.lease import lease

APPLICATION_ID = 0x46544852
"""`FTHR`, in the file's header: tells our files from those of others."""
SCHEMA_VERSION = 1


class Store:
    """One open tracker file.

    With `writable` off the file is copied into memory and never touched, nor made: a rehearsal.
    """

    def __init__(self, path: Path, *, writable: bool, wait: float) -> None:
        self.path = path
        self.writable = writable
        self._wait = wait
        with told_as_forge_errors(path):
            self._db = _opened(path, wait) if writable else _copied(path, wait)
        self._db.row_factory = sqlite3.Row

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One consistent view of the whole file, however many queries it takes."""
        with told_as_forge_errors(self.path), _transaction(self._db, "BEGIN"):
            yield self._db

    @contextmanager
    def writing(self, *, rehearsable: bool = False) -> Iterator[sqlite3.Connection]:
        """One write, whole or not at all; a rehearsal lets only what is `rehearsable` pass, in memory."""
        if not (self.writable or rehearsable):
            raise ForgeError(f"A rehearsal writes nothing to {self.path}")
        with told_as_forge_errors(self.path), _transaction(self._db, "BEGIN IMMEDIATE"):
            yield self._db

    @contextmanager
    def lease(self) -> Iterator[None]:
        """Keep other runs out; a rehearsal needs no lease."""
        if not self.writable:
            yield
            return
        with lease(self.path, self._wait):
            yield


@contextmanager
def _transaction(db: sqlite3.Connection, begin: str) -> Iterator[None]:
    db.execute(begin)
    try:
        yield
    except BaseException:
        if db.in_transaction:  # SQLite has rolled back by itself where the disk was full
            db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def _opened(path: Path, wait: float) -> sqlite3.Connection:
    _make_room(path)
    db = sqlite3.connect(path, timeout=wait, isolation_level=None)
    try:
        if _is_new(db, path):
            with lease(path, wait):
                _create(db, path)
        db.execute("PRAGMA foreign_keys = ON")
        # A killed process loses nothing at this level; only a power cut can take back the last writes, whole ones.
        db.execute("PRAGMA synchronous = NORMAL")
    except BaseException:
        db.close()
        raise
    return db


def _copied(path: Path, wait: float) -> sqlite3.Connection:
    copy = sqlite3.connect(":memory:", isolation_level=None)
    if not path.exists():
        copy.executescript(_schema())
        return copy
    if not path.is_file():
        raise unusable(path, "it is not a file")
    with closing(_read_only(path, wait)) as db:
        if _is_new(db, path):
            copy.executescript(_schema())
        else:
            db.backup(copy)
    return copy


def _read_only(path: Path, wait: float) -> sqlite3.Connection:
    address = path.resolve().as_uri()
    db = sqlite3.connect(f"{address}?mode=ro", uri=True, timeout=wait, isolation_level=None)
    try:
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        db.close()
        # In a folder that cannot be written SQLite cannot make the files beside a WAL database; nobody else can either,
        # so that the file may be read as one that does not change.
        if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
            raise
        return sqlite3.connect(f"{address}?immutable=1", uri=True, isolation_level=None)
    return db


def _make_room(path: Path) -> None:
    folder = path.parent
    try:
        ours = not folder.exists() or folder.name == ".followthrough"
        folder.mkdir(parents=True, exist_ok=True)
        ignore = folder / ".gitignore"
        if ours and not ignore.exists():
            ignore.write_text(f"# A tracker of one's own machine.\n{path.name}*\n.gitignore\n", encoding="utf-8")
    except OSError as error:
        raise unusable(path, error.strerror or str(error)) from error
    if path.exists() and not path.is_file():
        raise unusable(path, "it is not a file")


def _is_new(db: sqlite3.Connection, path: Path) -> bool:
    """Whether the file is empty; raises AccessDenied where it is not one that this version can read."""
    # In one view, since another process may be making the file just now.
    with _transaction(db, "BEGIN"):
        tables = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        found = (_pragma(db, "application_id"), _pragma(db, "user_version"))
    if found == (0, 0) and not tables:
        return True
    if found[0] != APPLICATION_ID:
        raise AccessDenied(
            f"{path} is not a tracker of followthrough but another SQLite file",
            hint="name another file with --local FILE",
        )
    if found[1] != SCHEMA_VERSION:
        raise AccessDenied(
            f"The tracker {path} was written by another version of followthrough (schema {found[1]}, not "
            f"{SCHEMA_VERSION})",
            hint="upgrade followthrough",
        )
    return False


def _pragma(db: sqlite3.Connection, name: str) -> int:
    return int(db.execute(f"PRAGMA {name}").fetchone()[0])


def _create(db: sqlite3.Connection, path: Path) -> None:
    if not _is_new(db, path):
        return
    db.execute("PRAGMA journal_mode = WAL")
    db.executescript(_schema())


def _schema() -> str:
    tables = files(__package__).joinpath("schema.sql").read_text(encoding="utf-8")
    return (
        f"BEGIN IMMEDIATE;\n{tables}\nPRAGMA application_id = {APPLICATION_ID};\n"
        f"PRAGMA user_version = {SCHEMA_VERSION};\nCOMMIT;"
    )
