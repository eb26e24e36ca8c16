"""What a test needs around a forge: the forge itself, as we use it, and people who act on it beside us.

Each forge brings its own world; the contract is written against these protocols alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from followthrough.forges.protocol import Forge
from followthrough.model import Account, IssueDraft, IssueEdit, Thread


class Person(Protocol):
    """Somebody who uses the forge by hand."""

    def open_issue(self, draft: IssueDraft) -> int:
        """Open an issue and return its number."""

    def edit(self, number: int, edit: IssueEdit) -> None:
        """Change an issue in any way."""

    def comment(self, thread: Thread, body: str) -> None:
        """Say something."""

    def delete(self, number: int) -> None:
        """Delete an issue or change request."""

    def transfer(self, number: int) -> None:
        """Move an issue to another repository."""

    def lock(self, number: int) -> None:
        """Let nobody comment any more."""


class World(Protocol):
    """A forge with one empty repository."""

    @property
    def forge(self) -> Forge:
        """The forge as our own account sees it."""

    def person(self, login: str, *, trusted: bool = True) -> Person:
        """Somebody beside us; a member of the repository unless said otherwise."""

    def merge_change_request(self, title: str) -> str:
        """Merge a change request and return the commit that it brought."""

    def invite(self, accounts: Iterable[Account]) -> None:
        """Make people known whom an issue can be assigned to; nobody else can be, from then on."""
