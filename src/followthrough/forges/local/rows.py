"""The rows of the tracker file, read as the nouns of `model`."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from followthrough.errors import Gone, NotFound
from followthrough.model import Account, ChangeRequest, CloseReason, Comment, Issue, IssueState, Thread

_ISSUES = """
SELECT t.number, t.kind, t.title, t.author, t.locked, t.created_at, t.updated_at, i.body, i.state, i.close_reason,
  i.closed_by, i.closed_at, i.due, i.confidential, c.sha, c.merged_at,
  (SELECT count(*) FROM comments WHERE comments.number = t.number) AS comment_count
FROM threads t LEFT JOIN issues i USING (number) LEFT JOIN change_requests c USING (number)
"""
_LABELLED = (
    f"{_ISSUES} JOIN issue_labels l ON l.number = t.number AND l.label = ? WHERE t.gone IS NULL ORDER BY t.number"
)
_LABELS_WITH = """
SELECT number, label FROM issue_labels
WHERE number IN (SELECT number FROM issue_labels WHERE label = ?) ORDER BY rowid
"""
_ASSIGNEES_WITH = """
SELECT number, login FROM issue_assignees
WHERE number IN (SELECT number FROM issue_labels WHERE label = ?) ORDER BY rowid
"""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads through one view of the file, for one account."""

    db: sqlite3.Connection
    me: Account

    def issues(self, label: str) -> tuple[Issue, ...]:
        """The issues with a label, oldest first."""
        labels = self._words(_LABELS_WITH, label)
        assignees = self._words(_ASSIGNEES_WITH, label)
        accounts = self.accounts()
        rows = self.db.execute(_LABELLED, (label,))
        return tuple(_issue(row, accounts, labels[row["number"]], assignees[row["number"]]) for row in rows)

    def issue(self, number: int) -> Issue:
        """One issue or change request. Raises NotFound or Gone."""
        self.require(number)
        row = self.db.execute(f"{_ISSUES} WHERE t.number = ?", (number,)).fetchone()
        labels = self._words("SELECT number, label FROM issue_labels WHERE number = ? ORDER BY rowid", number)
        assignees = self._words("SELECT number, login FROM issue_assignees WHERE number = ? ORDER BY rowid", number)
        return _issue(row, self.accounts(), labels[number], assignees[number])

    def comments(self, thread: Thread) -> tuple[Comment, ...]:
        """The comments of a thread, oldest first. Raises NotFound or Gone."""
        self.require(thread.number, thread.kind)
        accounts = self.accounts()
        rows = self.db.execute("SELECT * FROM comments WHERE number = ? ORDER BY id", (thread.number,))
        return tuple(_comment(row, thread, accounts) for row in rows)

    def comment(self, comment: Comment) -> Comment:
        """A comment as it is now. Raises NotFound."""
        row = self.db.execute("SELECT * FROM comments WHERE id = ?", (comment.id,)).fetchone()
        if row is None:
            raise NotFound(f"There is no comment {comment.id} on #{comment.thread.number}")
        return _comment(row, comment.thread, self.accounts())

    def change_request(self, number: int) -> ChangeRequest:
        """One change request. Raises NotFound or Gone."""
        self.require(number, "change_request")
        return _change_request(self.db.execute(f"{_ISSUES} WHERE t.number = ?", (number,)).fetchone())

    def is_locked(self, thread: Thread) -> bool:
        """Whether a thread that is there takes no more comments."""
        told = "SELECT locked FROM threads WHERE number = ? AND kind = ? AND gone IS NULL"
        row = self.db.execute(told, (thread.number, thread.kind)).fetchone()
        return row is not None and bool(row["locked"])

    def change_request_of(self, sha: str) -> ChangeRequest | None:
        """The change request that stands for a commit, where there is one already."""
        row = self.db.execute(f"{_ISSUES} WHERE c.sha = ? AND t.gone IS NULL", (sha,)).fetchone()
        return _change_request(row) if row else None

    def assignable(self) -> tuple[Account, ...] | None:
        """Everybody who was registered to be assigned; None where nobody was."""
        rows = self.db.execute("SELECT * FROM accounts WHERE assignable ORDER BY login").fetchall()
        return tuple(self._account(row) for row in rows) or None

    def accounts(self) -> Mapping[str, Account]:
        """Every account by its case-folded login."""
        found = {str(row["login"]).casefold(): self._account(row) for row in self.db.execute("SELECT * FROM accounts")}
        return {**found, self.me.login.casefold(): self.me}

    def require(self, number: int, kind: str | None = None) -> sqlite3.Row:
        """The row of a thread that is there and, where asked, of that kind. Raises NotFound or Gone."""
        row: sqlite3.Row | None = self.db.execute("SELECT * FROM threads WHERE number = ?", (number,)).fetchone()
        if row is None or (kind is not None and row["kind"] != kind):
            raise NotFound(f"There is no {(kind or 'issue').replace('_', ' ')} #{number} in the tracker")
        if row["gone"]:
            raise Gone(f"#{number} was {row['gone']}")
        return row

    def _account(self, row: sqlite3.Row) -> Account:
        return Account(
            login=row["login"],
            name=row["name"],
            email=row["email"],
            is_bot=bool(row["is_bot"]),
            trusted=bool(row["member"]),
        )

    def _words(self, query: str, about: str | int) -> Mapping[int, list[str]]:
        words: defaultdict[int, list[str]] = defaultdict(list)
        for number, word in self.db.execute(query, (about,)):
            words[number].append(word)
        return words


def address(number: int, kind: str = "issue") -> str:
    """The URL of a thread: stable wherever the file lies."""
    return f"local:{'issues' if kind == 'issue' else 'changes'}/{number}"


def _issue(row: sqlite3.Row, accounts: Mapping[str, Account], labels: Iterable[str], people: Iterable[str]) -> Issue:
    is_change_request = row["kind"] == "change_request"
    return Issue(
        number=row["number"],
        url=address(row["number"], row["kind"]),
        title=row["title"],
        body=row["body"] or "",
        state=IssueState(row["state"] or ("closed" if row["merged_at"] else "open")),
        close_reason=CloseReason(row["close_reason"]) if row["close_reason"] else None,
        closed_by=accounts[row["closed_by"].casefold()] if row["closed_by"] else None,
        labels=tuple(labels),
        assignees=tuple(people),
        due=date.fromisoformat(row["due"]) if row["due"] else None,
        author=accounts[row["author"].casefold()],
        confidential=bool(row["confidential"]),
        locked=bool(row["locked"]),
        is_change_request=is_change_request,
        comment_count=row["comment_count"],
        created_at=datetime.fromisoformat(row["created_at"]),
        updated_at=datetime.fromisoformat(row["updated_at"]),
        closed_at=_moment(row["closed_at"]),
    )


def _comment(row: sqlite3.Row, thread: Thread, accounts: Mapping[str, Account]) -> Comment:
    return Comment(
        id=str(row["id"]),
        thread=thread,
        url=f"{address(thread.number, thread.kind)}#comment-{row['id']}",
        body=row["body"],
        author=accounts[row["author"].casefold()],
        folded=bool(row["folded"]),
        created_at=datetime.fromisoformat(row["created_at"]),
        updated_at=datetime.fromisoformat(row["updated_at"]),
    )


def _change_request(row: sqlite3.Row) -> ChangeRequest:
    return ChangeRequest(
        number=row["number"],
        url=address(row["number"], "change_request"),
        title=row["title"],
        merged_at=_moment(row["merged_at"]),
        locked=bool(row["locked"]),
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
