"""What people do on a tracker beside what the protocol offers: be registered, delete, move away, lock, look back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from followthrough.forges.local import writing
from followthrough.forges.local.forge import LocalForge
from followthrough.model import Account, ChangeRequest, Issue


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that somebody did."""

    at: str
    """ISO 8601, UTC."""
    actor: str
    verb: str
    number: int | None
    detail: str
    """A JSON object."""


def register(forge: LocalForge, accounts: Iterable[Account]) -> None:
    """Make accounts known; from then on issues are assigned to registered accounts alone.

    An account counts as a member where it is `trusted`.
    """
    with forge.store.writing() as db:
        writer = forge.writer(db)
        for account in accounts:
            writer.enter(account)
            db.execute(
                "UPDATE accounts SET assignable = 1, name = coalesce(?, name), email = coalesce(?, email) "
                "WHERE login = ?",
                (account.name, account.email, account.login),
            )
            writer.tell("registered", None, {"login": account.login})


def merge_change_request(forge: LocalForge, commit: str, title: str) -> ChangeRequest:
    """Put a change request down that was merged just now as a commit."""
    with forge.store.writing() as db:
        writer = forge.writer(db)
        return writer.change_request(writing.open_change_request(writer, commit, title, writer.at))


def delete_thread(forge: LocalForge, number: int) -> None:
    """Delete an issue or change request; its number is never given again. Raises NotFound or Gone."""
    _remove(forge, number, "deleted")


def transfer_issue(forge: LocalForge, number: int) -> None:
    """Move an issue away to where this tracker does not follow. Raises NotFound or Gone."""
    _remove(forge, number, "transferred")


def lock_thread(forge: LocalForge, number: int) -> None:
    """Let nobody comment on an issue or change request any more. Raises NotFound or Gone."""
    with forge.store.writing() as db:
        writer = forge.writer(db)
        writer.require(number)
        db.execute("UPDATE threads SET locked = 1 WHERE number = ?", (number,))
        writer.tell("locked", number)


def all_issues(forge: LocalForge) -> tuple[Issue, ...]:
    """Every issue, whatever its labels, oldest first."""
    with forge.store.reading() as db:
        reader = forge.writer(db)
        numbers = db.execute("SELECT number FROM threads WHERE kind = 'issue' AND gone IS NULL ORDER BY number")
        return tuple(reader.issue(number) for (number,) in numbers.fetchall())


def events(forge: LocalForge) -> tuple[Event, ...]:
    """All that was done on the tracker, oldest first."""
    with forge.store.reading() as db:
        rows = db.execute("SELECT at, actor, verb, number, detail FROM events ORDER BY id").fetchall()
    return tuple(Event(**dict(row)) for row in rows)


def _remove(forge: LocalForge, number: int, how: str) -> None:
    with forge.store.writing() as db:
        writer = forge.writer(db)
        writer.require(number)
        db.execute("UPDATE threads SET gone = ? WHERE number = ?", (how, number))
        writer.tell(how, number)
