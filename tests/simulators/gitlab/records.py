"""What the simulated GitLab holds, as frozen values; how they change is `project`'s affair."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, IntEnum

ISSUE = "Issue"
MERGE_REQUEST = "MergeRequest"


class Role(IntEnum):
    """What somebody may do in a project, in GitLab's own numbers."""

    NONE = 0
    GUEST = 10
    PLANNER = 15
    REPORTER = 20
    DEVELOPER = 30
    MAINTAINER = 40
    OWNER = 50


class Tier(Enum):
    """What was paid for."""

    FREE = "free"
    PREMIUM = "premium"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A person or a bot."""

    id: int
    username: str
    name: str
    public_email: str = ""
    bot: bool = False
    state: str = "active"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A label of a project, or where `group` names one, of a group above it."""

    id: int
    name: str
    color: str
    description: str | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """An issue."""

    id: int
    iid: int
    title: str
    description: str | None
    author: str
    state: str = "opened"
    closed_at: datetime | None = None
    closed_by: str | None = None
    labels: tuple[str, ...] = ()
    assignees: tuple[str, ...] = ()
    due_date: date | None = None
    confidential: bool = False
    discussion_locked: bool | None = None
    moved_to_id: int | None = None
    epic_iid: int | None = None
    weight: int | None = None
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeRequest:
    """A merge request."""

    id: int
    iid: int
    title: str
    description: str | None
    author: str
    source_branch: str
    target_branch: str
    sha: str
    state: str = "opened"
    merge_commit_sha: str | None = None
    squash_commit_sha: str | None = None
    merged_at: datetime | None = None
    merged_by: str | None = None
    closed_at: datetime | None = None
    closed_by: str | None = None
    labels: tuple[str, ...] = ()
    assignees: tuple[str, ...] = ()
    discussion_locked: bool | None = None
    files: tuple[str, ...] = ()
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note on an issue or a merge request; GitLab's word for a comment."""

    id: int
    kind: str
    """`Issue` or `MergeRequest`, as GitLab's `noteable_type` says it."""
    iid: int
    author: str
    body: str
    system: bool = False
    internal: bool = False
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StateEvent:
    """That an issue was closed or opened again."""

    id: int
    iid: int
    user: str
    state: str
    at: datetime
    commit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """That two issues belong together; each is a project's id and an iid."""

    id: int
    source: tuple[int, int]
    target: tuple[int, int]
    kind: str = "relates_to"
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """A quick action that was found in a text and obeyed, or that its author had no right to."""

    command: str
    """As written, with its argument: `/label ~bug`."""
    actor: str
    place: str
    """Where it ended up: `#7`, `!3`."""
    applied: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """That a text named something, which GitLab tells those concerned."""

    text: str
    """As written: `@alice`, `#12`, `Closes #3`."""
    actor: str
    place: str
