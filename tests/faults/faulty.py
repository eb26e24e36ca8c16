"""A forge that fails at one request, in one way, and else does what the forge behind it does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeVar

from followthrough.errors import AccessDenied, Ambiguous, ForgeError, RateLimited
from followthrough.forges.protocol import Capabilities, Examination, Forge
from followthrough.model import Account, ChangeRequest, Comment, Issue, IssueDraft, IssueEdit, Label, Thread

Result = TypeVar("Result")


class Fault(StrEnum):
    """A way to fail."""

    LOST_AFTER = "carried out, the answer lost"
    LOST_BEFORE = "never carried out, and no answer"
    REFUSED = "refused"
    LIMITED = "put off by a limit"
    DENIED = "access denied"
    KILLED_BEFORE = "killed before it was sent"
    KILLED_AFTER = "killed after it was carried out"


class Killed(BaseException):
    """The process ended here."""


@dataclass(kw_only=True)
class FaultyForge:
    """Fails at request number `at`, counted from 0, in the way of `fault`."""

    forge: Forge
    fault: Fault | None = None
    at: int = -1
    lags: bool = False
    """Whether its lists are not to be believed at once."""
    unlisted: frozenset[int] = frozenset()
    """Issues that no list shows yet."""
    name: str = "faulty"
    writes: list[str] = field(default_factory=list)
    """The names of all writes that were carried out."""
    requests: int = 0

    @property
    def capabilities(self) -> Capabilities:
        return replace(self.forge.capabilities, settles=self.lags)

    def lease(self) -> AbstractContextManager[None]:
        return self.forge.lease()

    def whoami(self) -> Account:
        return self.forge.whoami()

    def examine(self) -> Examination:
        return self._read(self.forge.examine)

    def issue_in(self, ticket: str) -> int | None:
        return self.forge.issue_in(ticket)

    def assignable(self, wanted: Iterable[str] = ()) -> tuple[Account, ...] | None:
        return self._read(lambda: self.forge.assignable(wanted))

    def list_issues(self, label: str) -> tuple[Issue, ...]:
        listed = self._read(lambda: self.forge.list_issues(label))
        return tuple(issue for issue in listed if issue.number not in self.unlisted)

    def get_issue(self, number: int) -> Issue:
        return self._read(lambda: self.forge.get_issue(number))

    def list_comments(self, thread: Thread) -> tuple[Comment, ...]:
        return self._read(lambda: self.forge.list_comments(thread))

    def comments_on(self, threads: Sequence[Thread]) -> Mapping[Thread, tuple[Comment, ...]]:
        return self._read(lambda: self.forge.comments_on(threads))

    def change_request_of(self, commit: str) -> ChangeRequest | None:
        return self._read(lambda: self.forge.change_request_of(commit))

    def get_change_request(self, number: int) -> ChangeRequest:
        return self._read(lambda: self.forge.get_change_request(number))

    def locked_among(self, threads: Sequence[Thread]) -> frozenset[Thread]:
        return self._read(lambda: self.forge.locked_among(threads))

    def open_issue(self, draft: IssueDraft) -> Issue:
        return self._write(f"open {draft.title}", lambda: self.forge.open_issue(draft))

    def edit_issue(self, number: int, edit: IssueEdit) -> Issue:
        return self._write(f"edit #{number}", lambda: self.forge.edit_issue(number, edit))

    def relate(self, number: int, ticket: str) -> None:
        self._write(f"relate #{number}", lambda: self.forge.relate(number, ticket))

    def post_comment(self, thread: Thread, body: str) -> Comment:
        return self._write(f"comment on #{thread.number}", lambda: self.forge.post_comment(thread, body))

    def edit_comment(self, comment: Comment, body: str) -> Comment:
        return self._write(f"edit comment {comment.id}", lambda: self.forge.edit_comment(comment, body))

    def fold_comment(self, comment: Comment, replacement: str) -> None:
        self._write(f"fold comment {comment.id}", lambda: self.forge.fold_comment(comment, replacement))

    def ensure_labels(self, labels: Iterable[Label]) -> None:
        self._write("labels", lambda: self.forge.ensure_labels(labels))

    def _read(self, work: Callable[[], Result]) -> Result:
        if (fault := self._due()) is not None:
            _fail(fault, is_write=False)
        return work()

    def _write(self, what: str, work: Callable[[], Result]) -> Result:
        fault = self._due()
        if fault not in (None, Fault.LOST_AFTER, Fault.KILLED_AFTER):
            _fail(fault, is_write=True)
        result = work()
        self.writes.append(what)
        if fault is not None:
            _fail(fault, is_write=True)
        return result

    def _due(self) -> Fault | None:
        self.requests += 1
        return self.fault if self.requests - 1 == self.at else None


def _fail(fault: Fault | None, *, is_write: bool) -> None:
    match fault:
        case Fault.LOST_AFTER | Fault.LOST_BEFORE if is_write:
            raise Ambiguous("The answer was lost")
        case Fault.LIMITED:
            raise RateLimited("Rate limited")
        case Fault.DENIED:
            raise AccessDenied("The token may not do that")
        case Fault.KILLED_BEFORE | Fault.KILLED_AFTER:
            raise Killed
        case _:
            raise ForgeError("The forge answered with an error")
