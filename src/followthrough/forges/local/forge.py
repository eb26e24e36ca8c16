"""The embedded forge behind the protocol: one method each, one transaction each."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from followthrough.errors import ForgeError
from followthrough.forges.local import commenting, writing
from followthrough.forges.local.rows import Reader
from followthrough.forges.local.store import Store
from followthrough.forges.local.writing import Writer
from followthrough.forges.protocol import Capabilities, Examination, each_by_itself
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

_TICKET = re.compile(r"(?:#|local:issues/)([1-9][0-9]{0,17})")
_WAIT = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """What git says of a commit that stands for a change request."""

    subject: str
    committed_at: datetime | None = None
    """With its zone."""


def _now() -> datetime:
    return datetime.now(UTC)


class LocalForge:
    """Issues in one SQLite file, made where it is missing.

    With `writable` off it is a rehearsal: the file is copied into memory, never made, and every write is refused. An
    actor is a member of the tracker unless `member` says otherwise, and by its name a bot, as on GitHub. `describe`
    gives what git knows of a commit. Raises ForgeError where the file is busy, AccessDenied where it cannot be used at
    all.
    """

    name = "local"
    capabilities = Capabilities(
        native_due=True,
        folds_comments=True,
        confidential_issues=True,
        not_planned=True,
        settles=False,
        max_assignees=writing.MAX_ASSIGNEES,
        free_reads=True,
        max_title=writing.MAX_TITLE,
        max_body=writing.MAX_BODY,
    )

    def __init__(  # noqa: PLR0913 - each is one choice of a caller, all but the path have the usual answer
        self,
        path: Path,
        *,
        actor: str = "followthrough",
        member: bool = True,
        writable: bool = True,
        clock: Callable[[], datetime] = _now,
        describe: Callable[[str], Commit | None] = lambda _: None,
        wait: float = _WAIT,
    ) -> None:
        self._me = Account(login=actor, is_bot=actor.endswith("[bot]"), trusted=member)
        self._clock = clock
        self._describe = describe
        self.store = Store(path, writable=writable, wait=wait)

    def close(self) -> None:
        """Let go of the file."""
        self.store.close()

    def lease(self) -> AbstractContextManager[None]:
        """Keep other runs off the tracker file. Raises RateLimited where another one has it."""
        return self.store.lease()

    def whoami(self) -> Account:
        """The actor."""
        return self._me

    def assignable(self, wanted: Iterable[str] = ()) -> tuple[Account, ...] | None:  # noqa: ARG002 - the lists tell all
        """Everybody who was registered to be assigned; None, any name, where nobody was."""
        with self.store.reading() as db:
            return Reader(db, self._me).assignable()

    def list_issues(self, label: str) -> tuple[Issue, ...]:
        """All issues with the label, oldest first."""
        with self.store.reading() as db:
            return Reader(db, self._me).issues(label)

    def get_issue(self, number: int) -> Issue:
        """One issue or change request. Raises NotFound or Gone."""
        with self.store.reading() as db:
            return Reader(db, self._me).issue(number)

    def open_issue(self, draft: IssueDraft) -> Issue:
        """Open one issue."""
        with self.store.writing() as db:
            writer = self.writer(db)
            return writer.issue(writing.open_issue(writer, draft))

    def edit_issue(self, number: int, edit: IssueEdit) -> Issue:
        """Change what the edit names, whole or not at all."""
        with self.store.writing() as db:
            writer = self.writer(db)
            writing.edit_issue(writer, number, edit)
            return writer.issue(number)

    def relate(self, number: int, ticket: str) -> None:
        """Nothing is linked here. Raises ForgeError."""
        raise ForgeError(f"The embedded forge cannot link #{number} to {ticket}")

    def list_comments(self, thread: Thread) -> tuple[Comment, ...]:
        """All comments, oldest first. Raises NotFound or Gone."""
        with self.store.reading() as db:
            return Reader(db, self._me).comments(thread)

    def comments_on(self, threads: Sequence[Thread]) -> Mapping[Thread, tuple[Comment, ...]]:
        """The comments of each thread that is there."""
        return each_by_itself(self, threads)

    def post_comment(self, thread: Thread, body: str) -> Comment:
        """Add a comment. Raises ForgeError on a locked thread."""
        with self.store.writing() as db:
            writer = self.writer(db)
            made = str(commenting.post_comment(writer, thread, body))
            return next(comment for comment in writer.comments(thread) if comment.id == made)

    def edit_comment(self, comment: Comment, body: str) -> Comment:
        """Replace the text of a comment."""
        with self.store.writing() as db:
            writer = self.writer(db)
            commenting.edit_comment(writer, comment, body)
            return writer.comment(comment)

    def fold_comment(self, comment: Comment, replacement: str) -> None:  # noqa: ARG002 - this forge can hide
        """Hide a comment; its text stays."""
        with self.store.writing() as db:
            commenting.fold_comment(self.writer(db), comment)

    def ensure_labels(self, labels: Iterable[Label]) -> None:
        """Make those labels that are missing."""
        with self.store.writing() as db:
            writing.ensure_labels(self.writer(db), labels)

    def change_request_of(self, commit: str) -> ChangeRequest | None:
        """The change request that a commit stands for, made when it is first asked for."""
        with self.store.reading() as db:
            known = Reader(db, self._me).change_request_of(commit)
        return known or self._stand_in(commit)

    def get_change_request(self, number: int) -> ChangeRequest:
        """One change request. Raises NotFound or Gone."""
        with self.store.reading() as db:
            return Reader(db, self._me).change_request(number)

    def locked_among(self, threads: Sequence[Thread]) -> frozenset[Thread]:
        """Those of these change requests that are locked."""
        with self.store.reading() as db:
            reader = Reader(db, self._me)
            return frozenset(one for one in threads if reader.is_locked(one))

    def examine(self) -> Examination:
        """That whoever may write the file may do everything."""
        return Examination(archived=False, has_issues=True, may_write=True, granted="the file can be written")

    def issue_in(self, ticket: str) -> int | None:
        """The number that `#7` or `local:issues/7` names."""
        match = _TICKET.fullmatch(ticket.strip())
        return int(match[1]) if match else None

    def writer(self, db: sqlite3.Connection) -> Writer:
        """Writes as the actor, now."""
        return Writer(db, self._me, self._clock().astimezone(UTC))

    def _stand_in(self, commit: str) -> ChangeRequest:
        described = self._describe(commit) or Commit(subject=f"commit {commit[:12]}")
        # A number is a fact of the plan that shows it; a rehearsal gives it in memory, and so the same.
        with self.store.writing(rehearsable=True) as db:
            writer = self.writer(db)
            return writer.change_request_of(commit) or writer.change_request(
                writing.open_change_request(writer, commit, described.subject, described.committed_at)
            )
