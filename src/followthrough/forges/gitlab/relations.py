"""Links of an issue: to another issue of the same server, or to an epic of a group, which only some tiers have.

https://docs.gitlab.com/api/issue_links/ and https://docs.gitlab.com/api/epic_issues/
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import quote

from followthrough.errors import ForgeError
from followthrough.forges.gitlab.answers import Invalid
from followthrough.forges.gitlab.api import READ, WRITE, Api
from followthrough.forges.transport.exchange import Effect, Request

_PATH, _NUMBER = r"[\w.-]+(?:/[\w.-]+)*", r"(?P<number>[1-9][0-9]{0,17})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relations:
    """The links of one project's issues."""

    api: Api
    project: str
    """Its path."""
    web_url: str

    def relate(self, number: int, ticket: str) -> None:
        """Link an issue to what a ticket names; that they are linked already is fine. Raises ForgeError."""
        if (issue := self._named(ticket, "#", r"issues|work_items", self.project)) is not None:
            self._relate_to_issue(number, *issue)
        elif (epic := self._named(ticket, "&", "epics", self.project.rpartition("/")[0])) is not None:
            self._relate_to_epic(number, *epic)
        else:
            raise ForgeError(f"{ticket} is no issue and no epic of this GitLab")

    def _named(self, ticket: str, sign: str, pages: str, here: str) -> tuple[str, int] | None:
        """The project or group, and the number, of what a ticket names by its sign or its page."""
        short = rf"(?P<short>{_PATH})?{sign}"
        page = rf"{re.escape(self.web_url)}/(?:groups/)?(?P<long>{_PATH}?)(?:/-)?/(?:{pages})/"
        found = re.fullmatch(rf"(?:{short}|{page}){_NUMBER}", ticket, re.ASCII)
        return None if found is None else (found["short"] or found["long"] or here, int(found["number"]))

    def _relate_to_issue(self, number: int, project: str, other: int) -> None:
        request = Request(
            method="POST",
            path=self.api.path("issues", number, "links"),
            what=f"link #{number} to {project}#{other}",
            needs=WRITE,
            subject=f"issue {project}#{other}",
            effect=Effect.SET,
            body={"target_project_id": project, "target_issue_iid": other},
        )
        try:
            self.api.bring_about(request)
        except Invalid as refused:
            if refused.status != HTTPStatus.CONFLICT:
                raise

    def _relate_to_epic(self, number: int, group: str, epic: int) -> None:
        about, issue = f"epic {group}&{epic}", f"#{number}"
        found = Request(
            method="GET", path=self.api.path("issues", number), what=f"look at {issue}", needs=READ, subject=issue
        )
        identity = self.api.one(found, lambda raw: raw.number("id"))
        request = Request(
            method="POST",
            path=f"/groups/{quote(group, safe='')}/epics/{epic}/issues/{identity}",
            what=f"put {issue} into {about}",
            needs=WRITE,
            subject=about,
            effect=Effect.SET,
        )
        self.api.bring_about(request)
