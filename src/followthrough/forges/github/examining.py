"""What GitHub tells of a repository and of a token, without anything being written.

What a classic token may do stands in a header of every answer; what a fine-grained one or an app's may do, nowhere.
https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date

from followthrough.forges.github.answers import Forbidden, Invalid
from followthrough.forges.github.api import Api
from followthrough.forges.protocol import Examination
from followthrough.forges.transport.exchange import Answer, Request
from followthrough.forges.transport.executor import Unserved
from followthrough.forges.transport.fields import Fields
from followthrough.model import Account

NEEDED = "`issues: write` and `pull-requests: write`, or the scope `repo` of a classic token"
_UNTOLD = (Unserved, Forbidden, Invalid)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ROLES = ("admin", "maintain", "push", "triage")
"""Those that may set labels and assignees, the greatest first."""


def examine(api: Api, me: Account) -> Examination:
    """The repository and the token. Raises ForgeError where issues or pull requests cannot be read."""
    request = Request(method="GET", path=api.path(), what="look at the repository")
    try:
        seen = api.execute(request, lambda answer: _seen(answer, me))
    except Unserved:  # the lists below tell whether it is not there at all
        seen = Examination(needed=NEEDED)
    if seen.has_issues is not False:
        _glance(api, "issues", "list issues", "issues: read")
    with suppress(Unserved):
        _glance(api, "pulls", "list pull requests", "pull-requests: read")
    return replace(seen, labels=_labels(api), asleep=_asleep(api))


def _seen(answer: Answer, me: Account) -> Examination:
    raw = Fields(answer.data, "answer")
    scopes, role = _scopes(answer.headers), None if me.is_bot else _role(raw)
    return Examination(
        default_branch=raw.text_or_none("default_branch"),
        archived=raw.flag_or_none("archived"),
        has_issues=raw.flag_or_none("has_issues"),
        may_write=_may_write(scopes, role, private=raw.flag_or_none("private")),
        granted=", ".join(_granted(scopes, role)) or None,
        needed=NEEDED,
        expires_on=_day(answer.headers.get("github-authentication-token-expiration", "")),
    )


def _scopes(headers: Mapping[str, str]) -> frozenset[str] | None:
    """The scopes of a classic token; other tokens have none to tell of."""
    told = headers.get("x-oauth-scopes", "").strip()
    return frozenset(one.strip() for one in told.split(",")) if told else None


def _role(raw: Fields) -> str | None:
    """The greatest role of the account that may label and assign, `read` for none of them."""
    permissions = raw.fields_or_none("permissions")
    if permissions is None:
        return None
    return next((one for one in _ROLES if permissions.flag_or_none(one)), "read")


def _may_write(scopes: frozenset[str] | None, role: str | None, *, private: bool | None) -> bool | None:
    if role == "read":
        return False
    if scopes is None:
        return None
    serving = {"repo"} if private else {"repo", "public_repo"}
    if not serving & scopes:
        return False
    return None if role is None else True


def _granted(scopes: frozenset[str] | None, role: str | None) -> Iterable[str]:
    if role is not None:
        yield f"the role {role}"
    if scopes is not None:
        yield f"the scopes {' '.join(sorted(scopes))}"


def _day(text: str) -> date | None:
    found = _DAY.match(text.strip())
    try:
        return date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None


def _glance(api: Api, place: str, what: str, needs: str) -> None:
    api.do(Request(method="GET", path=api.path(place), what=what, needs=needs, query={"per_page": "1"}))


def _labels(api: Api) -> frozenset[str] | None:
    request = Request(method="GET", path=api.path("labels"), what="list labels", needs="issues: read")
    try:
        return frozenset(api.every(request, lambda raw: raw.text("name")))
    except _UNTOLD:
        return None


def _asleep(api: Api) -> tuple[str, ...]:
    """The workflows that GitHub or somebody switched off, where the token may know of them."""
    request = Request(method="GET", path=api.path("actions/workflows"), what="list workflows", needs="actions: read")
    try:
        return api.one(request, _switched_off)
    except _UNTOLD:
        return ()


def _switched_off(raw: Fields) -> tuple[str, ...]:
    listed = ((one.text_or_none("state") or "", one.text_or_none("path")) for one in raw.each("workflows"))
    return tuple(path for state, path in listed if path and state.startswith("disabled"))
