"""What a forge must offer: a handful of methods in the nouns of `model`.

Each adapter translates its library's objects and exceptions at its own border; above it there are no wire details.
Every method raises `errors.ForgeError` or a child of it and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from datetime import date
from typing import Protocol, runtime_checkable

from followthrough.errors import NotFound
from followthrough.model import (
    Account,
    ChangeRequest,
    Comment,
    Issue,
    IssueDraft,
    IssueEdit,
    Label,
    Thread,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What a forge can and cannot hold."""

    native_due: bool
    """Whether an issue has a due date of its own."""
    folds_comments: bool
    """Whether a superseded comment can be hidden; where not, it is cut to a line."""
    confidential_issues: bool
    not_planned: bool
    """Whether a closed issue remembers that it was not planned; where not, a label says so."""
    settles: bool
    """Whether a list may lag behind a write, so that a create wants a second look first."""
    max_assignees: int
    links_issues: bool = False
    """Whether an issue can be linked to another, or to an epic."""
    free_reads: bool = False
    """Whether a look costs no request that counts, so that looking once too often does no harm."""
    max_title: int = 255
    max_body: int = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """What a forge tells of a repository, and of what our account may do there; None for whatever it does not tell."""

    default_branch: str | None = None
    archived: bool | None = None
    has_issues: bool | None = None
    may_write: bool | None = None
    """Whether our account may open issues with labels and assignees, and comment."""
    granted: str | None = None
    """What it may do, in the forge's words: `the role Reporter, the scopes api`."""
    needed: str = ""
    """What it should be granted, in the forge's words."""
    expires_on: date | None = None
    """The last day of the token."""
    labels: frozenset[str] | None = None
    """Names of all labels."""
    schedules: int | None = None
    """How many schedules start our runs, where the forge keeps them beside the repository's files."""
    asleep: tuple[str, ...] = ()
    """Paths of workflows that were switched off."""


class Forge(Protocol):
    """A place that holds issues."""

    @property
    def name(self) -> str:
        """`github`, `gitlab` or `local`."""

    @property
    def capabilities(self) -> Capabilities:
        """What this forge can hold."""

    def lease(self) -> AbstractContextManager[None]:
        """Keep other runs out from the first look to the last write, where the forge itself can do that.

        A forge whose runs are kept apart elsewhere (CI's concurrency groups) does nothing. Raises RateLimited where
        another run does not end in time.
        """

    def whoami(self) -> Account:
        """The account that our writes are made by."""

    def assignable(self, wanted: Iterable[str] = ()) -> tuple[Account, ...] | None:
        """Everybody an issue can be assigned to; None where the forge takes any name.

        `wanted` are owners as documents name them, whom a forge may look for where its lists do not tell them.
        """

    def list_issues(self, label: str) -> tuple[Issue, ...]:
        """All issues with the label, open and closed, oldest first, without change requests, to the last page."""

    def get_issue(self, number: int) -> Issue:
        """The issue, or change request, as it is now. Raises NotFound, or Gone where it was deleted or moved."""

    def open_issue(self, draft: IssueDraft) -> Issue:
        """Open one issue. Raises Ambiguous where the answer was lost; it is never sent again blindly."""

    def edit_issue(self, number: int, edit: IssueEdit) -> Issue:
        """Change what the edit names, leave the rest, and return the issue as it then is."""

    def relate(self, number: int, ticket: str) -> None:
        """Link an issue to the issue or epic that a ticket names. Raises ForgeError where there are no such links."""

    def list_comments(self, thread: Thread) -> tuple[Comment, ...]:
        """All comments, oldest first, to the last page. Raises NotFound where the thread is gone."""

    def comments_on(self, threads: Sequence[Thread]) -> Mapping[Thread, tuple[Comment, ...]]:
        """All comments of each of several threads, in as few requests as can be; without threads that are gone."""

    def post_comment(self, thread: Thread, body: str) -> Comment:
        """Add a comment."""

    def edit_comment(self, comment: Comment, body: str) -> Comment:
        """Replace the text of a comment of ours."""

    def fold_comment(self, comment: Comment, replacement: str) -> None:
        """Hide a superseded comment of ours; where the forge cannot, leave `replacement` in its place."""

    def ensure_labels(self, labels: Iterable[Label]) -> None:
        """Make those labels that are missing; never change or delete one that is there."""

    def change_request_of(self, commit: str) -> ChangeRequest | None:
        """The merged change request that brought a commit, if there is one."""

    def get_change_request(self, number: int) -> ChangeRequest:
        """One change request. Raises NotFound."""

    def locked_among(self, threads: Sequence[Thread]) -> frozenset[Thread]:
        """Those of these change requests that are locked, in as few requests as can be.

        One of which the forge tells nothing without being asked for it alone counts as open.
        """

    def examine(self) -> Examination:
        """What the forge tells of the repository and of our account; nothing is written.

        Raises ForgeError where the repository is not there, not for us, or where what we must read is refused.
        """

    def issue_in(self, ticket: str) -> int | None:
        """The number of the issue that a ticket (`#7`, a URL) names in *this* repository; None for another's."""


@runtime_checkable
class ListsRepositories(Protocol):
    """A forge that holds many repositories and tells which are whose."""

    def repositories(self, group: str) -> tuple[str, ...]:
        """Every repository of an organisation or group that is in use and takes issues. Raises NotFound."""


def each_by_itself(forge: Forge, threads: Iterable[Thread]) -> Mapping[Thread, tuple[Comment, ...]]:
    """What `comments_on` answers, for a forge that has no better way than one thread at a time."""
    found: dict[Thread, tuple[Comment, ...]] = {}
    for thread in threads:
        with suppress(NotFound):
            found[thread] = forge.list_comments(thread)
    return found
