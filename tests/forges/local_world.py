"""The embedded forge with people around it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from pathlib import Path

from followthrough.forges.local import LocalForge, people
from followthrough.model import Account, IssueDraft, IssueEdit, Thread


class LocalPerson:
    """Somebody with a connection of their own to the same tracker file."""

    def __init__(self, path: Path, login: str, *, trusted: bool) -> None:
        self.forge = LocalForge(path, actor=login, member=trusted)

    def open_issue(self, draft: IssueDraft) -> int:
        return self.forge.open_issue(draft).number

    def edit(self, number: int, edit: IssueEdit) -> None:
        self.forge.edit_issue(number, edit)

    def comment(self, thread: Thread, body: str) -> None:
        self.forge.post_comment(thread, body)

    def delete(self, number: int) -> None:
        people.delete_thread(self.forge, number)

    def transfer(self, number: int) -> None:
        people.transfer_issue(self.forge, number)

    def lock(self, number: int) -> None:
        people.lock_thread(self.forge, number)


class LocalWorld:
    """One tracker file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.forge = LocalForge(path)
        self._people: dict[str, LocalPerson] = {}

    def person(self, login: str, *, trusted: bool = True) -> LocalPerson:
        return self._people.setdefault(login, LocalPerson(self.path, login, trusted=trusted))

    def merge_change_request(self, title: str) -> str:
        commit = secrets.token_hex(20)
        people.merge_change_request(self.person("alice").forge, commit, title)
        return commit

    def invite(self, accounts: Iterable[Account]) -> None:
        people.register(self.forge, accounts)

    def close(self) -> None:
        for forge in (self.forge, *(person.forge for person in self._people.values())):
            forge.close()
