"""The project itself: what must be known of it before anything is written there."""

from __future__ import annotations

from dataclasses import dataclass

from followthrough.errors import AccessDenied
from followthrough.forges.gitlab.answers import HOW_TO_GET_IN, UNTOLD, Forbidden
from followthrough.forges.gitlab.api import READ, Api
from followthrough.forges.transport.exchange import Request
from followthrough.forges.transport.fields import Fields

PLANNER, REPORTER = 15, 20
"""Access levels, as GitLab numbers them; a Planner may do all that can be done with issues."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """What GitLab says of a project; what it does not say is None, or nothing to worry about."""

    id: int
    path: str
    """With all groups."""
    default_branch: str | None
    archived: bool
    has_issues: bool
    level: int | None
    """The access level of our account."""


def look_at(api: Api) -> Project | None:
    """The project as our account sees it; None where the server tells nothing of it. Raises AccessDenied."""
    request = Request(method="GET", path=api.path(), what="look at the project", needs=READ)
    try:
        return api.one(request, lambda raw: _project(raw, api.repo))
    except UNTOLD:
        return None


def require_writable(project: Project) -> None:
    """Say what would fail before anything is tried. Raises AccessDenied with the mend."""
    if project.archived:
        raise AccessDenied(
            f"The project {project.path} is archived: nothing can be written there",
            hint="unarchive it: Settings → General → Advanced",
        )
    require_issues(project)
    if project.level is not None and project.level < PLANNER:
        raise Forbidden(
            f"The token's account is but a guest in {project.path}: it may not set labels, assignees and due dates",
            hint=f"make it a Reporter at least, or {HOW_TO_GET_IN}",
        )


def require_issues(project: Project) -> None:
    """Say where a project has no issues at all. Raises AccessDenied with the mend."""
    if not project.has_issues:
        raise AccessDenied(
            f"Issues are switched off in {project.path}",
            hint="switch them on: Settings → General → Visibility, project features, permissions → Issues",
        )


def _project(raw: Fields, repo: str) -> Project:
    return Project(
        id=raw.number("id"),
        path=raw.text_or_none("path_with_namespace") or repo,
        default_branch=raw.text_or_none("default_branch"),
        archived=raw.flag_or_none("archived") is True,
        has_issues=_has_issues(raw),
        level=_level(raw),
    )


def _has_issues(raw: Fields) -> bool:
    told = raw.text_or_none("issues_access_level")
    return told != "disabled" if told else raw.flag_or_none("issues_enabled") is not False


def _level(raw: Fields) -> int | None:
    """The greater of what the project and its group grant; neither says so of administrators, or of other groups."""
    permissions = raw.fields_or_none("permissions")
    if permissions is None:
        return None
    grants = (permissions.fields_or_none(by) for by in ("project_access", "group_access"))
    return max((grant.count("access_level") for grant in grants if grant), default=None)
