"""Who we are, and to whom an issue can be assigned."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress

from followthrough.errors import Ambiguous, ForgeError, NotFound, RateLimited
from followthrough.forges.github.answers import Forbidden
from followthrough.forges.github.api import Api
from followthrough.forges.github.convert import RUNNER, account
from followthrough.forges.transport.exchange import Request
from followthrough.forges.transport.executor import Unserved
from followthrough.forges.transport.fields import Fields
from followthrough.model import Account

_LOGIN = re.compile(r"@(?P<handle>[A-Za-z0-9][A-Za-z0-9_-]{0,38})|(?P<bare>[a-z0-9][a-z0-9_-]{0,38})")
"""How an owner may be written as an account; a bare word with a capital is rather a name, or a team's."""
_WHOSE = "ask whose token it is"
_VIEWER = "query{viewer{login}}"
_ASSIGNABLE = (
    "query($owner:String!,$name:String!,$after:String){repository(owner:$owner,name:$name)"
    "{assignableUsers(first:100,after:$after){nodes{login name}pageInfo{hasNextPage endCursor}}}}"
)


def whoami(api: Api, *, of_app: bool) -> Account:
    """The account that the token is for, which is known to be an app's, or not.

    REST tells it of people alone, GraphQL of everybody, where there is one; whom neither knows has a workflow's token.
    """
    likely, other = (_by_graphql, _by_rest) if of_app else (_by_rest, _by_graphql)
    try:
        return likely(api)
    except (RateLimited, Ambiguous):
        raise
    except ForgeError:
        pass  # the other way has the last word on what is wrong
    try:
        return other(api)
    except (NotFound, Unserved, Forbidden):
        return Account(login=RUNNER, is_bot=True, trusted=True)


def assignable(api: Api, wanted: Iterable[str]) -> tuple[Account, ...]:
    """Everybody an issue can be assigned to, by login, and by name where GraphQL tells it.

    Where the server lists nobody, whoever is wanted by what may be a login: the answer says who got the issue.
    """
    request = Request(method="POST", path="", what="list who can be assigned")
    found: dict[str, Account] = {}
    after: str | None = None
    try:
        while True:
            people, after = api.query(_ASSIGNABLE, {"after": after}, request, _assignable_in)
            before = len(found)
            found |= {one.login: one for one in people}
            if after is None or len(found) == before:
                return tuple(found.values())
    except (RateLimited, Ambiguous):
        raise
    except ForgeError:
        listed = _assignable_by_rest(api, request.what)
        return _by_login(wanted) if listed is None else listed


def _by_login(wanted: Iterable[str]) -> tuple[Account, ...]:
    logins = (found["handle"] or found["bare"] for name in wanted if (found := _LOGIN.fullmatch(name.strip())))
    return tuple(Account(login=login) for login in dict.fromkeys(logins))


def _login_of_viewer(raw: Fields) -> str:
    return raw.fields("viewer").text("login")


def _by_graphql(api: Api) -> Account:
    login = api.query(_VIEWER, {}, Request(method="POST", path="", what=_WHOSE), _login_of_viewer)
    return Account(login=login, is_bot=login.endswith("[bot]"), trusted=True)


def _by_rest(api: Api) -> Account:
    request = Request(method="GET", path="/user", what=_WHOSE, subject="such account")
    return api.one(request, lambda raw: account(raw, trusted=True))


def _assignable_in(raw: Fields) -> tuple[list[Account], str | None]:
    users = raw.fields("repository").fields("assignableUsers")
    people = [Account(login=one.text("login"), name=one.text_or_none("name") or None) for one in users.each("nodes")]
    page = users.fields("pageInfo")
    return people, page.text("endCursor") if page.flag("hasNextPage") else None


def _assignable_by_rest(api: Api, what: str) -> tuple[Account, ...] | None:
    for place in ("assignees", "collaborators"):
        request = Request(method="GET", path=api.path(place), what=what, needs="issues: read")
        with suppress(Unserved, Forbidden):
            return tuple({one.login: one for one in api.every(request, account)}.values())
    return None
