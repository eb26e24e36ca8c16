"""What GitLab tells of a project and of a token, without anything being written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from followthrough.forges.gitlab.answers import UNTOLD
from followthrough.forges.gitlab.api import READ, WRITE, Api
from followthrough.forges.gitlab.project import PLANNER, Project
from followthrough.forges.protocol import Examination
from followthrough.forges.transport.exchange import Request
from followthrough.forges.transport.fields import Fields

NEEDED = "the role Reporter in the project, and the scope `api`"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ROLES = {10: "Guest", 15: "Planner", 20: "Reporter", 30: "Developer", 40: "Maintainer", 50: "Owner"}


def examine(api: Api, project: Project | None) -> Examination:
    """The project and the token. Raises ForgeError where issues cannot be read."""
    if project is None or project.has_issues:
        api.do(Request(method="GET", path=api.path("issues"), what="list issues", needs=READ, query={"per_page": "1"}))
    scopes, expires_on = _token(api)
    level = project.level if project else None
    return Examination(
        default_branch=project.default_branch if project else None,
        archived=project.archived if project else None,
        has_issues=project.has_issues if project else None,
        may_write=_may_write(level, scopes),
        granted=", ".join(_granted(level, scopes)) or None,
        needed=NEEDED,
        expires_on=expires_on,
        labels=_labels(api),
        schedules=_schedules(api),
    )


def _may_write(level: int | None, scopes: frozenset[str] | None) -> bool | None:
    told = (None if level is None else level >= PLANNER, None if scopes is None else WRITE in scopes)
    return False if False in told else None if None in told else True


def _granted(level: int | None, scopes: frozenset[str] | None) -> Iterator[str]:
    if level is not None:
        yield f"the role {_ROLES.get(level, level)}"
    if scopes is not None:
        yield f"the scopes {' '.join(sorted(scopes))}"


def _token(api: Api) -> tuple[frozenset[str] | None, date | None]:
    request = Request(method="GET", path="/personal_access_tokens/self", what="look at the token", needs=READ)
    try:
        return api.one(request, lambda raw: (frozenset(raw.names("scopes", "name")) or None, _day(raw)))
    except UNTOLD:
        return None, None


def _day(raw: Fields) -> date | None:
    told = raw.text_or_none("expires_at") or ""
    try:
        return date.fromisoformat(told) if _DAY.fullmatch(told) else None
    except ValueError:
        return None


def _labels(api: Api) -> frozenset[str] | None:
    request = Request(method="GET", path=api.path("labels"), what="list labels", needs=READ)
    try:
        return frozenset(api.every(request, lambda raw: raw.text("name")))
    except UNTOLD:
        return None


def _schedules(api: Api) -> int | None:
    """How many schedules are switched on; a Reporter may not know."""
    path = api.path("pipeline_schedules")
    request = Request(method="GET", path=path, what="list schedules", needs=READ, subject="list of schedules")
    try:
        return sum(api.every(request, lambda raw: raw.flag_or_none("active") is not False))
    except UNTOLD:
        return None
