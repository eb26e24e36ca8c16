"""The repositories of an organisation, or of a person."""

from __future__ import annotations

from followthrough.errors import NotFound
from followthrough.forges.github.api import Api
from followthrough.forges.transport.exchange import Request
from followthrough.forges.transport.fields import Fields


def repositories(api: Api, owner: str) -> tuple[str, ...]:
    """Every repository of an organisation, else of a person, that is in use and takes issues. Raises NotFound."""
    try:
        return _of(api, f"/orgs/{owner}/repos", owner)
    except NotFound:
        return _of(api, f"/users/{owner}/repos", owner)


def _of(api: Api, path: str, owner: str) -> tuple[str, ...]:
    request = Request(
        method="GET",
        path=path,
        what=f"list the repositories of {owner}",
        needs="metadata: read",
        subject=f"the organisation {owner}",
        query={"sort": "full_name", "direction": "asc"},
    )
    return tuple(dict.fromkeys(filter(None, api.every(request, _name))))


def _name(raw: Fields) -> str | None:
    is_closed = raw.flag_or_none("archived") or raw.flag_or_none("disabled") or raw.flag_or_none("has_issues") is False
    return None if is_closed else raw.text("full_name")
