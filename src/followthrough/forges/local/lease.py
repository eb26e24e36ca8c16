"""One run at a time on one tracker file.

The lease is an exclusive SQLite lock on an empty file beside the tracker. The operating system holds it for the process
and drops it when the process ends, however it ends: a killed holder starves nobody, and nothing has to expire. Reading,
and what people do on the tracker meanwhile, need no lease.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from followthrough.errors import RateLimited
from followthrough.forges.local.failures import told_as_forge_errors


@contextmanager
def lease(tracker: Path, wait: float) -> Iterator[None]:
    """Hold the lease of a tracker file, or raise RateLimited where another process keeps it for `wait` seconds."""
    path = tracker.with_name(f"{tracker.name}-lease")
    with told_as_forge_errors(path):
        connection = sqlite3.connect(path, timeout=wait, isolation_level=None)
    with closing(connection):
        _take(connection, path, tracker)
        yield


def _take(connection: sqlite3.Connection, path: Path, tracker: Path) -> None:
    with told_as_forge_errors(path):
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            raise RateLimited(
                f"Another run is writing to the tracker {tracker}", hint="let it end, then run again"
            ) from error
