"""The projects of a group and of those below it."""

from __future__ import annotations

from urllib.parse import quote

from followthrough.forges.gitlab.api import READ, Api
from followthrough.forges.transport.exchange import Request
from followthrough.forges.transport.fields import Fields


def projects(api: Api, group: str) -> tuple[str, ...]:
    """Every project of a group that is in use and takes issues, by its full path. Raises NotFound."""
    request = Request(
        method="GET",
        path=f"/groups/{quote(group, safe='')}/projects",
        what=f"list the projects of {group}",
        needs=READ,
        subject=f"the group {group}",
        query={"include_subgroups": "true", "archived": "false", "order_by": "path", "sort": "asc"},
    )
    return tuple(dict.fromkeys(filter(None, api.every(request, _path))))


def _path(raw: Fields) -> str | None:
    is_closed = raw.flag_or_none("archived") or raw.flag_or_none("issues_enabled") is False
    return None if is_closed else raw.text("path_with_namespace")
