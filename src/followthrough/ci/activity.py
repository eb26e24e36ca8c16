"""What there is to do in a run of a CI."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Task(StrEnum):
    """One thing to do, in the order in which it is done."""

    CHECK = "check"
    PLAN = "plan"
    SYNC = "sync"
    ROLLUP = "rollup"


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """What a run is to do."""

    tasks: tuple[Task, ...]
    because: str
    """What people read after the word *because*; it may quote the name of a branch."""
    change_request: int | None = None
    """The open one that is to be told the plan."""
    base_commit: str | None = None
    """The commit which that one is to be merged into."""
    merge_commit: str | None = None
    """The commit that the CI made by merging the two, which is the one checked out where there is one."""


def checked(because: str) -> Activity:
    """A look at the documents, and no more."""
    return Activity(tasks=(Task.CHECK,), because=because)


def synced(because: str) -> Activity:
    """The promises of the documents are made."""
    return Activity(tasks=(Task.SYNC,), because=because)


def rolled_up(because: str) -> Activity:
    """The promises of the documents are made, and then it is told where they stand."""
    return Activity(tasks=(Task.SYNC, Task.ROLLUP), because=because)
