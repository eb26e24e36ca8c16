"""Who we are, who belongs to the project, and whose word counts there."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from followthrough.forges.gitlab.answers import UNTOLD
from followthrough.forges.gitlab.api import READ, Api
from followthrough.forges.gitlab.convert import Converter
from followthrough.forges.gitlab.project import REPORTER
from followthrough.forges.transport.exchange import Request
from followthrough.forges.transport.fields import Fields
from followthrough.model import Account

Told = TypeVar("Told")

_ADDRESS = re.compile(r"[^\s<>()@,;]+@[^\s<>()@,;]+\.[^\s<>()@,;]+")
_HANDLE = re.compile(r"\s*@?([A-Za-z0-9_][A-Za-z0-9_.-]*)\s*", re.ASCII)
_PROJECT_BOT = re.compile(r"project_(\d+)_bot(?:_\w+)?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Member:
    account: Account
    level: int
    is_active: bool


@dataclass(slots=True, kw_only=True)
class People:
    """The people of one project, each thing asked for once."""

    api: Api
    converter: Converter
    project_id: Callable[[], int | None]
    """Asked for only where somebody goes by the name of a project's bot."""
    _me: Account | None = None
    _members: Mapping[str, _Member] | None = None
    """By username in lower case."""
    _asked: bool = False
    _bots: dict[str, bool] = field(default_factory=dict)

    def me(self) -> Account:
        """The account that the token is for."""
        if self._me is None:
            request = Request(method="GET", path="/user", what="ask whose token it is", needs=READ)
            self._me = replace(self.api.one(request, self.converter.account), trusted=True)
        return self._me

    def assignable(self, wanted: Iterable[str] = ()) -> tuple[Account, ...] | None:
        """All active members, and whom GitLab finds of those wanted; None where it tells of no members and none is.

        Addresses are looked for, which lists of members seldom have; usernames where there is no such list. Whether
        an issue can really be assigned to somebody who is on no list, GitLab says when it is.
        """
        wanted, members = tuple(wanted), self._known()
        if members is None and not wanted:
            return None
        listed = {login: one.account for login, one in (members or {}).items() if one.is_active}
        told = {one.email.casefold() for one in listed.values() if one.email}
        found = [one for name in wanted if (one := self._found(name, told))]
        return (*listed.values(), *(one for one in found if members is None or one.login.casefold() in listed))

    def vouched(self, account: Account) -> Account:
        """The account, trusted where it is we, a member from Reporter on, or a bot of this very project."""
        login = account.login.casefold()
        if login == self.me().login.casefold():
            return replace(account, trusted=True)
        member = (self._known() or {}).get(login)
        is_trusted = member.level >= REPORTER if member else self._is_own_bot(login)
        return replace(account, trusted=is_trusted)

    def ids(self, logins: Iterable[str]) -> list[int]:
        """The numbers of those whom GitLab knows."""
        found = (self._id(login) for login in dict.fromkeys(one.casefold() for one in logins))
        return [one for one in found if one is not None]

    def _found(self, name: str, told: Container[str]) -> Account | None:
        """The one account of an address that nobody's is yet, or of a username where there is no list of members."""
        address, handle = _ADDRESS.search(name), _HANDLE.fullmatch(name)
        if address:
            sought = address[0].casefold()
            found = () if sought in told else self._users(sought, {"search": sought})
            return replace(found[0], email=sought) if len(found) == 1 and found[0].email in {None, sought} else None
        if handle and self._members is None:
            named = [one for one in self._users(handle[1], {"username": handle[1]}) if _is(one, handle[1])]
            return named[0] if named else None
        return None

    def _users(self, name: str, query: Mapping[str, str]) -> Sequence[Account]:
        request = Request(
            method="GET", path="/users", what=f"look for {name}", needs=READ, subject=name, query=dict(query)
        )
        return _if_told(lambda: self.api.every(request, self._user)) or ()

    def _user(self, raw: Fields) -> Account:
        address = raw.text_or_none("email") or raw.text_or_none("public_email")
        return replace(self.converter.account(raw), email=address.casefold() if address else None)

    def _id(self, login: str) -> int | None:
        if login not in self.converter.ids:
            self._known()
        if login not in self.converter.ids:
            self._users(login, {"username": login})
        return self.converter.ids.get(login)

    def _known(self) -> Mapping[str, _Member] | None:
        if not self._asked:
            self._members = self._listed("members/all") or self._listed("members")
            self._asked = True
        return self._members

    def _listed(self, place: str) -> Mapping[str, _Member] | None:
        request = Request(
            method="GET", path=self.api.path(place), what="list the members", needs=READ, subject="list of members"
        )
        members = _if_told(lambda: self.api.every(request, self._member))
        return None if members is None else {one.account.login.casefold(): one for one in members}

    def _member(self, raw: Fields) -> _Member:
        account = replace(
            self.converter.account(raw),
            name=raw.text_or_none("name") or None,
            email=raw.text_or_none("email") or raw.text_or_none("public_email") or None,
        )
        is_active = raw.text_or_none("state") in {None, "active"}
        return _Member(account=account, level=raw.count("access_level"), is_active=is_active)

    def _is_own_bot(self, login: str) -> bool:
        """Whether it is the bot of a former token: anybody can take such a name, so GitLab is asked."""
        named = _PROJECT_BOT.fullmatch(login)
        if named is None or int(named[1]) != self.project_id():
            return False
        if login not in self._bots:
            number = self.converter.ids.get(login)
            request = Request(method="GET", path=f"/users/{number}", what=f"look at {login}", needs=READ, subject=login)
            told = _if_told(lambda: self.api.one(request, lambda raw: raw.flag_or_none("bot")))
            self._bots[login] = told is True
        return self._bots[login]


def _is(account: Account, login: str) -> bool:
    return account.login.casefold() == login.casefold()


def _if_told(ask: Callable[[], Told]) -> Told | None:
    try:
        return ask()
    except UNTOLD:
        return None
