"""Issues over REST: list, open, look at, edit, delete, move."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tests.simulators.gitlab.bodies import Bodies
from tests.simulators.gitlab.call import Call
from tests.simulators.gitlab.commands import obey
from tests.simulators.gitlab.editing import Editing
from tests.simulators.gitlab.filters import Wanted
from tests.simulators.gitlab.metadata import Metadata
from tests.simulators.gitlab.moving import move_issue
from tests.simulators.gitlab.paging import Key, keyset, no_keyset, numbered
from tests.simulators.gitlab.project import Project
from tests.simulators.gitlab.quick_actions import Extracted, extracted
from tests.simulators.gitlab.records import ISSUE, Issue, Role
from tests.simulators.gitlab.refusals import bad_parameter, forbidden, invalid, not_found, refused
from tests.simulators.gitlab.routes import (
    CREATE_ISSUE,
    DELETE_ISSUE,
    EDIT_ISSUE,
    GET_ISSUE,
    LIST_ISSUES,
    LIST_STATE_EVENTS,
    MOVE_ISSUE,
    ROUTER,
)
from tests.simulators.wire.exchange import Response, json_response

TITLE_LIMIT = 255
TEXT_LIMIT = 1_048_576
_TEXT = ("title", "description", "state_event")
_PEOPLE = ("labels", "add_labels", "remove_labels", "assignee_id", "assignee_ids")
_EDITABLE = (*_TEXT, *_PEOPLE, "due_date", "confidential", "discussion_locked", "weight", "milestone_id", "issue_type")


def show(call: Call, project: Project) -> Bodies:
    """What shows this project to this client."""
    return Bodies(world=call.world, project=project, root=call.root, web=call.web)


@ROUTER.route(LIST_ISSUES)
def list_issues(call: Call) -> Response:
    """Issues, filtered and sorted, a page of them; a project without issues has an empty list."""
    project = call.project()
    asked = call.parameters
    wanted = Wanted.of(asked)
    listed = [one for one in project.listed() if call.sees(project, one) and wanted.meets(call.world, one)]
    key, descending = _order(call)
    if asked.choice("pagination", ("offset", "keyset"), "offset") == "keyset":
        if not call.world.keyset_issues:
            raise no_keyset()
        page, headers = keyset(call.request, listed, key, descending=descending)
    else:
        page, headers = numbered(call.request, sorted(listed, key=key, reverse=descending))
    details = asked.boolean("with_labels_details") or False
    return json_response([show(call, project).issue(issue, details=details) for issue in page], headers=headers)


def _order(call: Call) -> tuple[Callable[[Issue], Key], bool]:
    ways = ("created_at", "updated_at", "due_date", "title", "weight", "priority", "label_priority", "popularity")
    way = call.parameters.choice("order_by", (*ways, "id", "iid", "milestone_due", "relative_position"), "created_at")
    descending = call.parameters.choice("sort", ("asc", "desc"), "desc") == "desc"

    def key(issue: Issue) -> Key:
        match way:
            case "updated_at":
                return issue.updated_at.isoformat(), issue.id
            case "title":
                return issue.title.lower(), issue.id
            case "due_date":
                return str(issue.due_date or "9999"), issue.id
            case "created_at":
                return issue.created_at.isoformat(), issue.id
            case _:
                return "", issue.id

    return key, descending


@ROUTER.route(GET_ISSUE)
def get_issue(call: Call) -> Response:
    """One issue."""
    project = call.project()
    return json_response(show(call, project).issue(call.issue(project), viewer=call.user or ""))


@ROUTER.route(CREATE_ISSUE)
def create_issue(call: Call) -> Response:
    """Open an issue and obey the quick actions in its description; what the author may not set is dropped silently."""
    project, asked = call.project(), call.parameters
    author = call.signed_in()
    call.demand_live(project)
    if not call.sees_issues(project):
        raise forbidden()
    title = checked_title(asked.required("title"))
    found = _description(call)
    metadata, confidential = Metadata.of(asked), asked.boolean("confidential") or False
    issue = project.open(author, title, None if found is None else found.text)
    editing = Editing(world=call.world, project=project, actor=author, kind=ISSUE, iid=issue.iid)
    project.change(issue.iid, lambda it: replace(it, confidential=confidential))
    if call.role(project) >= Role.PLANNER or (call.role(project) >= Role.GUEST and call.world.guests_set_metadata):
        metadata.apply_quietly(editing)
    editing.record(issue.description or "")
    if found is not None:
        obey(editing, found)
    return json_response(show(call, project).issue(project.issues[issue.iid], viewer=author), 201)


def checked_title(title: str) -> str:
    """A title as it is kept. Raises Refused: 400 where it is blank or too long."""
    kept = title.strip()
    if not kept:
        raise invalid(title="can't be blank")
    if len(kept) > TITLE_LIMIT:
        raise invalid(title=f"is too long (maximum is {TITLE_LIMIT} characters)")
    return kept


def _description(call: Call) -> Extracted | None:
    text = call.parameters.text("description")
    if text is not None and len(text) > TEXT_LIMIT:
        raise invalid(description="is too long (1 MiB). The maximum size is 1 MiB.")
    return None if text is None else extracted(text)


@ROUTER.route(EDIT_ISSUE)
def edit_issue(call: Call) -> Response:
    """Change what is named and obey the quick actions in a new description; what may not be set is dropped silently."""
    project, asked = call.project(), call.parameters
    user = call.signed_in()
    issue = call.issue(project)
    call.demand_live(project)
    if call.role(project) < Role.PLANNER and user not in (issue.author, *issue.assignees):
        raise forbidden()
    if not any(name in asked for name in _EDITABLE):
        raise bad_parameter(f"{', '.join(_EDITABLE)} are missing, at least one parameter must be provided")
    event = asked.choice("state_event", ("close", "reopen", ""), "")
    title = checked_title(asked.required("title")) if "title" in asked else issue.title
    found = _description(call)
    metadata, confidential = Metadata.of(asked), asked.boolean("confidential")
    editing = Editing(world=call.world, project=project, actor=user, kind=ISSUE, iid=issue.iid)
    editing.retitle(title)
    if found is not None:
        editing.describe(found.text)
    if call.role(project) >= Role.PLANNER:
        metadata.apply(editing)
        if confidential is not None:
            editing.set_confidential(confidential=confidential)
    if event == "close":
        editing.close()
    elif event == "reopen":
        editing.reopen()
    if found is not None:
        obey(editing, found)
    return json_response(show(call, project).issue(project.issues[issue.iid], viewer=user))


@ROUTER.route(DELETE_ISSUE)
def delete_issue(call: Call) -> Response:
    """Delete an issue for good, as planners and owners may."""
    project = call.project()
    call.signed_in()
    issue = call.issue(project)
    if call.role(project) not in (Role.PLANNER, Role.OWNER):
        raise forbidden()
    project.remove(issue.iid)
    return Response(status=204, headers={})


@ROUTER.route(MOVE_ISSUE)
def move(call: Call) -> Response:
    """Move an issue to another project that the bearer may open issues in."""
    project = call.project()
    user = call.demand(project, Role.PLANNER)
    issue = call.issue(project)
    target = call.world.projects.get(call.parameters.integer("to_project_id") or 0)
    if target is None:
        raise not_found("Project")
    if call.role(target) < Role.PLANNER or issue.moved_to_id is not None or target is project:
        raise refused(400, "Cannot move issue due to insufficient permissions!")
    return json_response(show(call, target).issue(move_issue(project, issue.iid, target, user), viewer=user), 201)


@ROUTER.route(LIST_STATE_EVENTS)
def list_state_events(call: Call) -> Response:
    """When an issue was closed and opened again, and by whom, oldest first."""
    project = call.project()
    issue = call.issue(project)
    page, headers = numbered(call.request, [event for event in project.events if event.iid == issue.iid])
    return json_response([show(call, project).state_event(event) for event in page], headers=headers)
