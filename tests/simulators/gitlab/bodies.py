"""What GitLab shows of its records: complete enough for clients with types of their own, all URLs under one root."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tests.simulators.gitlab.project import Project
from tests.simulators.gitlab.records import Account, Issue, Label, Note, Role, StateEvent
from tests.simulators.gitlab.world import World

Body = dict[str, object]

_TASK = re.compile(r"^\s*(?:[-*+]|\d+\.)\s+\[([ xX])\]\s", re.MULTILINE)
NO_TIME = {
    "time_estimate": 0,
    "total_time_spent": 0,
    "human_time_estimate": None,
    "human_total_time_spent": None,
}


def iso(instant: datetime | None) -> str | None:
    """The instant as GitLab writes it."""
    return None if instant is None else instant.strftime("%Y-%m-%dT%H:%M:%S.") + f"{instant.microsecond // 1000:03}Z"


def account(who: Account, web: str) -> Body:
    """Somebody, in short."""
    return {
        "id": who.id,
        "username": who.username,
        "public_email": who.public_email,
        "name": who.name,
        "state": who.state,
        "locked": False,
        "avatar_url": f"{web}/uploads/-/system/user/avatar/{who.id}/avatar.png",
        "web_url": f"{web}/{who.username}",
    }


def task_status(description: str | None) -> Body:
    """How many boxes a description has, and how many are ticked."""
    boxes = _TASK.findall(description or "")
    return {"count": len(boxes), "completed_count": sum(box != " " for box in boxes)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bodies:
    """Shows the records of one project to one client."""

    world: World
    project: Project
    root: str
    """The API's root as the client knows it."""
    web: str
    """The instance's root as the client knows it."""

    @property
    def page(self) -> str:
        """The project's page for people."""
        return f"{self.web}/{self.project.path}"

    def account(self, username: str) -> Body:
        """Somebody, in short."""
        return account(self.world.account(username), self.web)

    def optional_account(self, username: str | None) -> Body | None:
        """Somebody or nobody."""
        return None if username is None else self.account(username)

    def accounts(self, usernames: Iterable[str]) -> list[Body]:
        """Several people, in short."""
        return [self.account(username) for username in usernames]

    def member(self, username: str, role: Role) -> Body:
        """A member, direct or inherited."""
        return self.account(username) | {
            "created_at": iso(self.project.created_at),
            "access_level": int(role),
            "expires_at": None,
            "membership_state": "active",
        }

    def label(self, label: Label, *, counted: bool = False) -> Body:
        """A label; with `counted` also how often it is borne."""
        shown: Body = {
            "id": label.id,
            "name": label.name,
            "description": label.description,
            "description_html": label.description or "",
            "text_color": "#FFFFFF",
            "color": label.color,
            "archived": False,
        }
        if counted:
            bearing = [issue for issue in self.project.issues.values() if label.name in issue.labels]
            opened = sum(issue.state == "opened" for issue in bearing)
            shown |= {
                "open_issues_count": opened,
                "closed_issues_count": len(bearing) - opened,
                "open_merge_requests_count": 0,
            }
        return shown | {"subscribed": False, "priority": None, "is_project_label": label.group is None}

    def label_details(self, names: Iterable[str]) -> list[Body]:
        """Labels of an issue where more than their names is asked for."""
        kept = ("id", "name", "description", "description_html", "text_color", "color", "archived")
        known = {name: self.project.label(name) for name in names}
        return [{key: self.label(label)[key] for key in kept} for _, label in sorted(known.items())]

    def references(self, mark: str, iid: int) -> Body:
        """The ways to name an issue or merge request."""
        name = self.project.path.rpartition("/")[2]
        return {"short": f"{mark}{iid}", "relative": f"{name}{mark}{iid}", "full": f"{self.project.path}{mark}{iid}"}

    def issue(self, issue: Issue, *, details: bool = False, viewer: str | None = None) -> Body:
        """An issue; with `details` its labels are more than names, and with a viewer it says what they subscribe to."""
        api = f"{self.root}/projects/{self.project.id}"
        url = f"{api}/issues/{issue.iid}"
        notes = self.project.notes_on("Issue", issue.iid)
        tasks = task_status(issue.description)
        shown: Body = {
            "id": issue.id,
            "iid": issue.iid,
            "project_id": self.project.id,
            "title": issue.title,
            "description": issue.description,
            "state": issue.state,
            "created_at": iso(issue.created_at),
            "updated_at": iso(issue.updated_at),
            "closed_at": iso(issue.closed_at),
            "closed_by": self.optional_account(issue.closed_by),
            "labels": self.label_details(issue.labels) if details else sorted(issue.labels),
            "milestone": None,
            "assignees": self.accounts(issue.assignees),
            "author": self.account(issue.author),
            "type": "ISSUE",
            "assignee": self.account(issue.assignees[0]) if issue.assignees else None,
            "user_notes_count": sum(not note.system for note in notes),
            "merge_requests_count": 0,
            "upvotes": 0,
            "downvotes": 0,
            "start_date": None,
            "due_date": None if issue.due_date is None else issue.due_date.isoformat(),
            "confidential": issue.confidential,
            "discussion_locked": issue.discussion_locked,
            "issue_type": "issue",
            "web_url": f"{self.page}/-/issues/{issue.iid}",
            "time_stats": dict(NO_TIME),
            "task_completion_status": tasks,
            "has_tasks": bool(tasks["count"]),
            "_links": {
                "self": url,
                "notes": f"{url}/notes",
                "award_emoji": f"{url}/award_emoji",
                "project": api,
                "closed_as_duplicate_of": None,
            },
            "references": self.references("#", issue.iid),
            "severity": "UNKNOWN",
            "moved_to_id": issue.moved_to_id,
            "imported": False,
            "imported_from": "none",
            "service_desk_reply_to": None,
        }
        if viewer is not None:
            shown["subscribed"] = viewer in (issue.author, *issue.assignees)
        return shown | (self._paid(issue) if self.world.paid else {})

    def _paid(self, issue: Issue) -> Body:
        return {
            "weight": issue.weight,
            "blocking_issues_count": 0,
            "epic_iid": issue.epic_iid,
            "epic": None,
            "iteration": None,
            "health_status": None,
        }

    def note(self, note: Note) -> Body:
        """A note on an issue or merge request."""
        noteable = self.project.noteable(note.kind, note.iid)
        return {
            "id": note.id,
            "type": None,
            "body": note.body,
            "author": self.account(note.author),
            "created_at": iso(note.created_at),
            "updated_at": iso(note.updated_at),
            "system": note.system,
            "noteable_id": None if noteable is None else noteable.id,
            "noteable_type": note.kind,
            "project_id": self.project.id,
            "resolvable": False,
            "confidential": note.internal,
            "internal": note.internal,
            "imported": False,
            "imported_from": "none",
            "noteable_iid": note.iid,
            "commands_changes": {},
        }

    def state_event(self, event: StateEvent) -> Body:
        """That an issue was closed or opened again."""
        issue = self.project.issues[event.iid]
        return {
            "id": event.id,
            "user": self.account(event.user),
            "created_at": iso(event.at),
            "resource_type": "Issue",
            "resource_id": issue.id,
            "source_commit": event.commit,
            "source_merge_request": None,
            "state": event.state,
        }
