"""What the simulated GitHub holds, as frozen values; how they change is `repository`'s affair."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

ACTIONS_BOT = "github-actions[bot]"


class Role(IntEnum):
    """What somebody may do in a repository, from nothing to everything."""

    NONE = 0
    READ = 1
    TRIAGE = 2
    WRITE = 3
    MAINTAIN = 4
    ADMIN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A person, a bot or an organisation."""

    id: int
    login: str
    name: str | None = None
    email: str | None = None
    kind: str = "User"
    """`User`, `Bot` or `Organization`, as GitHub's `type` says it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """What somebody is to a repository."""

    role: Role
    association: str
    """GitHub's `author_association`: OWNER, MEMBER, COLLABORATOR, CONTRIBUTOR, NONE."""


OUTSIDER = Membership(role=Role.NONE, association="NONE")


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A label of a repository."""

    id: int
    name: str
    color: str
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pull:
    """What a pull request is beyond an issue."""

    head: str
    base: str
    commit: str
    merged_at: datetime | None = None
    merged_by: str | None = None
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """An issue, or where `pull` is set a pull request: both are numbered together."""

    id: int
    number: int
    title: str
    body: str | None
    author: str
    state: str = "open"
    state_reason: str | None = None
    closed_at: datetime | None = None
    closed_by: str | None = None
    labels: tuple[str, ...] = ()
    assignees: tuple[str, ...] = ()
    locked: bool = False
    lock_reason: str | None = None
    created_at: datetime
    updated_at: datetime
    pull: Pull | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A comment on an issue or a pull request."""

    id: int
    number: int
    """The issue it stands on."""
    author: str
    body: str
    created_at: datetime
    updated_at: datetime
    minimized: str | None = None
    """Why it was hidden, as GraphQL's classifier says it; None while it is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """That an issue was closed once."""

    id: int
    number: int
    actor: str
    at: datetime
    by_commit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Departed:
    """Why a number is empty: deleted, or moved to a number of another repository."""

    repository_id: int | None = None
    number: int | None = None
