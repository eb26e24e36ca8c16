"""A request in its surroundings: whose it is, what it asks about, and whether that may be seen or changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tests.simulators.gitlab.parameters import Parameters
from tests.simulators.gitlab.project import Noteable, Project
from tests.simulators.gitlab.records import ISSUE, MERGE_REQUEST, Issue, MergeRequest, Role
from tests.simulators.gitlab.refusals import Refused, bad_parameter, forbidden, moved, not_found, refused, unauthorized
from tests.simulators.gitlab.tokens import Kind, Token
from tests.simulators.gitlab.world import World
from tests.simulators.wire.exchange import Request


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request to one route."""

    world: World
    request: Request
    parts: Mapping[str, str]
    """The named parts of the path, decoded."""
    parameters: Parameters
    token: Token | None
    """None for a stranger."""
    root: str
    """The API's root as the client knows it; every URL of an answer begins with it or with `web`."""
    web: str
    """The instance's root as the client knows it."""

    @property
    def user(self) -> str | None:
        """Whose request it is."""
        return None if self.token is None else self.token.username

    def signed_in(self) -> str:
        """Whose request it is. Raises Refused: 401 for a stranger's."""
        if self.token is None:
            raise unauthorized()
        return self.token.username

    def project(self, named: str = "id") -> Project:
        """The project of the path. Raises Refused: 404 where it is not for these eyes, 301 or 405 where it moved."""
        return self.project_of(self.parts[named])

    def project_of(self, name: str) -> Project:
        """The project of a number or a full path. Raises Refused as `project` does."""
        world = self.world
        found = world.projects.get(int(name)) if name.isdecimal() else world.find(name)
        leads_to = None if found is not None else world.renamed.get(name.lower())
        if leads_to is not None:
            found = world.projects[leads_to]
        if found is None or not self._sees(found):
            raise not_found("Project")
        if leads_to is not None:
            if self.request.method != "GET":
                raise refused(405, "405 Non GET methods are not allowed for moved projects Not Allowed")
            rest = self.request.path.split("/projects/", 1)[1].partition("/")[2]
            raise moved("/".join([f"{self.root}/projects/{found.id}", *([rest] if rest else [])]))
        return found

    def _sees(self, project: Project) -> bool:
        if self.token is not None and self.token.kind is Kind.JOB and self.token.home != project.path:
            return project.public
        return project.reads(self.user)

    def role(self, project: Project) -> Role:
        """What the bearer may do in the project."""
        return project.role(self.user)

    def demand(self, project: Project, role: Role) -> str:
        """Whose request it is, where the bearer may do so much. Raises Refused: 401 or 403."""
        username = self.signed_in()
        if self.role(project) < role:
            raise forbidden()
        return username

    def demand_live(self, project: Project) -> None:
        """Go on only where anything can change. Raises Refused: 403 for an archived project."""
        if project.archived:
            raise forbidden()

    def sees_issues(self, project: Project) -> bool:
        """Whether the project shows its issues to the bearer."""
        if project.issues_access_level == "private":
            return self.role(project) > Role.NONE
        return project.has_issues

    def sees(self, project: Project, issue: Issue) -> bool:
        """Whether the bearer sees an issue, which may be confidential."""
        if not self.sees_issues(project):
            return False
        concerned = self.user in (issue.author, *issue.assignees)
        return not issue.confidential or concerned or self.role(project) >= Role.PLANNER

    def issue(self, project: Project, named: str = "issue_iid") -> Issue:
        """The issue of the path. Raises Refused: 404 where it is not for these eyes."""
        found = project.issues.get(self.number(named))
        if found is None or not self.sees(project, found):
            raise not_found()
        return found

    def merge_request(self, project: Project, named: str = "merge_request_iid") -> MergeRequest:
        """The merge request of the path. Raises Refused: 404."""
        found = project.merge_requests.get(self.number(named))
        if found is None:
            raise not_found()
        return found

    def noteable(self, project: Project, kind: str) -> Noteable:
        """What the notes of the path stand on. Raises Refused: 404."""
        try:
            return self.issue(project, "noteable_id") if kind == ISSUE else self.merge_request(project, "noteable_id")
        except Refused:
            raise not_found("Issue" if kind != MERGE_REQUEST else "Merge Request") from None

    def number(self, named: str) -> int:
        """A number of the path. Raises Refused: 400 where it is none."""
        text = self.parts[named]
        if not text.isdecimal():
            raise bad_parameter(f"{named} is invalid")
        return int(text)
