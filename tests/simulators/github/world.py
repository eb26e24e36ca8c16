"""All that the simulated GitHub holds: accounts, repositories, tokens, the time."""

from __future__ import annotations

import itertools
import threading
from dataclasses import replace
from datetime import datetime

from tests.simulators.github.limits import Limits
from tests.simulators.github.records import ACTIONS_BOT, Account
from tests.simulators.github.repository import Repository, stamp
from tests.simulators.github.tokens import Token
from tests.simulators.wire.clock import Clock


class World:
    """GitHub's state. `lock` is held while a request is handled and by every deed of a person."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.lock = threading.RLock()
        self.accounts: dict[str, Account] = {}
        self.repositories: dict[int, Repository] = {}
        self.renamed: dict[str, int] = {}
        """Old full names in lower case, and which repository they lead to."""
        self.tokens: dict[str, Token] = {}
        self.limits = Limits(self.now)
        self.shows_minimized = True
        """Whether REST tells that a comment is minimized, as github.com does; older servers leave that to GraphQL."""
        self.lists_closers = True
        """Whether the list of issues tells who closed one, as github.com does; older servers tell it of one alone."""
        self._ids = itertools.count(1001)
        self.account(ACTIONS_BOT, kind="Bot")

    def now(self) -> datetime:
        """The simulated instant."""
        return self.clock.now()

    def next_id(self) -> int:
        """A number that nothing else has."""
        return next(self._ids)

    def account(self, login: str, *, name: str | None = None, email: str | None = None, kind: str = "User") -> Account:
        """The account of that login, made where it is missing."""
        made = Account(id=self.next_id(), login=login, name=name, email=email, kind=kind)
        return self.accounts.setdefault(login.lower(), made)

    def repository(self, full_name: str) -> Repository:
        """The repository of that name in any case, made where it is missing; its owner is an organisation."""
        owner, name = full_name.split("/")
        found = self.find(owner, name)
        if found is not None:
            return found
        self.account(owner, kind="Organization")
        made = Repository(
            id=self.next_id(),
            owner=owner,
            name=name,
            next_id=self.next_id,
            now=self.now,
            created_at=stamp(self.now()),
        )
        self.repositories[made.id] = made
        return made

    def find(self, owner: str, name: str) -> Repository | None:
        """The repository of that name in any case."""
        wanted = f"{owner}/{name}".lower()
        return next((one for one in self.repositories.values() if one.full_name.lower() == wanted), None)

    def rename(self, old: str, new: str) -> Repository:
        """Give a repository another name; the old one leads to it, and tokens for it stay tokens for it."""
        repository = self.repository(old)
        self.renamed[old.lower()] = repository.id
        repository.owner, repository.name = new.split("/")
        of_old = {value: token for value, token in self.tokens.items() if (token.home or "").lower() == old.lower()}
        self.tokens |= {value: replace(token, home=new) for value, token in of_old.items()}
        self.account(repository.owner, kind="Organization")
        return repository

    def token(self, token: Token) -> Token:
        """Let a token be accepted."""
        self.account(token.login)
        self.tokens[token.value] = token
        return token

    def revoke(self, value: str) -> None:
        """Let a token be refused from now on, as one that expired is."""
        self.tokens.pop(value, None)
