"""What a write does to the rows of the tracker file, and the event that tells who did it.

Each function works inside the transaction of its caller.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from followthrough.errors import ForgeError
from followthrough.forges.local.rows import Reader
from followthrough.model import Account, CloseReason, IssueDraft, IssueEdit, IssueState, Label

MAX_TITLE = 255
MAX_BODY = 65_536
MAX_ASSIGNEES = 10
_PLAIN_COLOR = "ededed"


@dataclass(frozen=True, slots=True)
class Writer(Reader):
    """Writes inside one transaction, as one account, at one moment."""

    at: datetime

    @property
    def now(self) -> str:
        """The moment as it is stored."""
        return self.at.isoformat()

    def tell(self, verb: str, number: int | None = None, detail: Mapping[str, object] | None = None) -> None:
        """Put down who did what."""
        told = json.dumps(detail or {}, default=str, ensure_ascii=False)
        self.db.execute(
            "INSERT INTO events (at, actor, verb, number, detail) VALUES (?, ?, ?, ?, ?)",
            (self.now, self.me.login, verb, number, told),
        )

    def enter(self, account: Account) -> None:
        """Put an account down where there is none of that login."""
        self.db.execute(
            "INSERT INTO accounts (login, name, email, is_bot, member) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (login) DO UPDATE SET "
            "member = max(member, excluded.member), is_bot = max(is_bot, excluded.is_bot)",
            (account.login, account.name, account.email, account.is_bot, account.trusted),
        )


def open_issue(writer: Writer, draft: IssueDraft) -> int:
    """Open an issue and return its number."""
    check_sizes(draft.title, draft.body)
    number = new_thread(writer, "issue", draft.title)
    due = draft.due.isoformat() if draft.due else None
    writer.db.execute(
        "INSERT INTO issues (number, body, due, confidential) VALUES (?, ?, ?, ?)",
        (number, draft.body, due, draft.confidential),
    )
    _add_labels(writer, number, draft.labels)
    _assign(writer, number, draft.assignees)
    writer.tell("opened", number, {"title": draft.title})
    return number


def new_thread(writer: Writer, kind: str, title: str) -> int:
    """Take the next number for an issue or a change request."""
    writer.enter(writer.me)
    made = writer.db.execute(
        "INSERT INTO threads (kind, title, author, created_at, updated_at) VALUES (?, ?, ?, ?, ?)",
        (kind, title, writer.me.login, writer.now, writer.now),
    )
    if made.lastrowid is None:  # pragma: no cover - an INSERT that succeeded has a row id
        raise ForgeError(f"The tracker gave no number to {title!r}")
    return made.lastrowid


def open_change_request(writer: Writer, sha: str, title: str, merged_at: datetime | None) -> int:
    """Let a commit stand for a change request and return its number."""
    number = new_thread(writer, "change_request", title[:MAX_TITLE].strip() or sha)
    writer.db.execute(
        "INSERT INTO change_requests VALUES (?, ?, ?)",
        (number, sha, merged_at.astimezone(UTC).isoformat() if merged_at else None),
    )
    writer.tell("merged", number, {"commit": sha})
    return number


def edit_issue(writer: Writer, number: int, edit: IssueEdit) -> None:
    """Change what the edit names; an edit that changes nothing leaves no trace."""
    writer.require(number, "issue")
    writer.enter(writer.me)
    told = [
        *_edit_text(writer, number, edit),
        *_add_labels(writer, number, edit.add_labels),
        *_remove_labels(writer, number, edit.remove_labels),
        *_assign(writer, number, edit.add_assignees),
        *_unassign(writer, number, edit.remove_assignees),
        *_edit_state(writer, number, edit),
    ]
    for verb, detail in told:
        writer.tell(verb, number, detail)
    if told:
        touch(writer, number)


def touch(writer: Writer, number: int) -> None:
    """Note on a thread that it changed just now."""
    writer.db.execute("UPDATE threads SET updated_at = ? WHERE number = ?", (writer.now, number))


def ensure_labels(writer: Writer, labels: Iterable[Label]) -> None:
    """Make the labels that are missing."""
    for label in labels:
        made = writer.db.execute(
            "INSERT OR IGNORE INTO labels VALUES (?, ?, ?)", (label.name, label.color, label.description)
        )
        if made.rowcount:
            writer.tell("label made", None, {"label": label.name})


_Told = list[tuple[str, dict[str, object]]]


def _edit_text(writer: Writer, number: int, edit: IssueEdit) -> _Told:
    was = writer.issue(number)
    check_sizes(was.title if edit.title is None else edit.title, edit.body or "")
    due = None if edit.clear_due else edit.due or was.due
    wanted = {"title": edit.title or was.title, "body": was.body if edit.body is None else edit.body, "due": due}
    changed = [name for name, value in wanted.items() if value != getattr(was, name)]
    if not changed:
        return []
    writer.db.execute("UPDATE threads SET title = ? WHERE number = ?", (wanted["title"], number))
    writer.db.execute(
        "UPDATE issues SET body = ?, due = ? WHERE number = ?",
        (wanted["body"], due.isoformat() if due else None, number),
    )
    return [("edited", {"fields": changed})]


def _edit_state(writer: Writer, number: int, edit: IssueEdit) -> _Told:
    was = writer.issue(number)
    if edit.state is None or (edit.state == was.state and edit.close_reason in (None, was.close_reason)):
        return []
    if edit.state is IssueState.OPEN:
        writer.db.execute(
            "UPDATE issues SET state = 'open', close_reason = NULL, closed_by = NULL, closed_at = NULL "
            "WHERE number = ?",
            (number,),
        )
        return [("reopened", {})]
    reason = edit.close_reason or CloseReason.COMPLETED
    writer.db.execute(
        "UPDATE issues SET state = 'closed', close_reason = ?, closed_by = ?, closed_at = ? WHERE number = ?",
        (reason, writer.me.login, writer.now, number),
    )
    return [("closed", {"reason": reason})]


def _add_labels(writer: Writer, number: int, names: Iterable[str]) -> _Told:
    told: _Told = []
    for name in names:
        writer.db.execute("INSERT OR IGNORE INTO labels VALUES (?, ?, '')", (name, _PLAIN_COLOR))
        added = writer.db.execute(
            "INSERT OR IGNORE INTO issue_labels SELECT ?, name FROM labels WHERE name = ?", (number, name)
        )
        if added.rowcount:
            told.append(("labelled", {"label": name}))
    return told


def _remove_labels(writer: Writer, number: int, names: Iterable[str]) -> _Told:
    told: _Told = []
    for name in names:
        gone = writer.db.execute("DELETE FROM issue_labels WHERE number = ? AND label = ?", (number, name))
        if gone.rowcount:
            told.append(("unlabelled", {"label": name}))
    return told


def _assign(writer: Writer, number: int, logins: Iterable[str]) -> _Told:
    """Assign whom the tracker takes; others are dropped without a word, as the forges do."""
    people = writer.assignable()
    known = None if people is None else {account.login.casefold() for account in people}
    told: _Told = []
    for login in logins:
        taken = writer.db.execute("SELECT count(*) FROM issue_assignees WHERE number = ?", (number,)).fetchone()[0]
        if taken >= MAX_ASSIGNEES or (known is not None and login.casefold() not in known):
            continue
        writer.enter(Account(login=login))
        added = writer.db.execute(
            "INSERT OR IGNORE INTO issue_assignees SELECT ?, login FROM accounts WHERE login = ?", (number, login)
        )
        if added.rowcount:
            told.append(("assigned", {"login": login}))
    return told


def _unassign(writer: Writer, number: int, logins: Iterable[str]) -> _Told:
    told: _Told = []
    for login in logins:
        gone = writer.db.execute("DELETE FROM issue_assignees WHERE number = ? AND login = ?", (number, login))
        if gone.rowcount:
            told.append(("unassigned", {"login": login}))
    return told


def check_sizes(title: str, body: str) -> None:
    """Raise ForgeError where a title or a text does not fit."""
    if not title.strip():
        raise ForgeError("An issue needs a title")
    if len(title) > MAX_TITLE:
        raise ForgeError(f"The title is too long: {len(title)} characters, {MAX_TITLE} at most")
    if len(body) > MAX_BODY:
        raise ForgeError(f"The text is too long: {len(body)} characters, {MAX_BODY} at most")
