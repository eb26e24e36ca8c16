"""Notes on issues and merge requests over REST: list, add, look at, edit, delete; quick actions in them are obeyed."""

from __future__ import annotations

from functools import partial

from tests.simulators.gitlab.call import Call
from tests.simulators.gitlab.commands import obey
from tests.simulators.gitlab.editing import Editing
from tests.simulators.gitlab.issues import TEXT_LIMIT, show
from tests.simulators.gitlab.paging import numbered
from tests.simulators.gitlab.project import Noteable, Project
from tests.simulators.gitlab.quick_actions import Extracted, extracted
from tests.simulators.gitlab.records import ISSUE, MERGE_REQUEST, Note, Role
from tests.simulators.gitlab.refusals import forbidden, not_found, refused
from tests.simulators.gitlab.routes import (
    CREATE_ISSUE_NOTE,
    CREATE_MERGE_REQUEST_NOTE,
    DELETE_ISSUE_NOTE,
    DELETE_MERGE_REQUEST_NOTE,
    EDIT_ISSUE_NOTE,
    EDIT_MERGE_REQUEST_NOTE,
    GET_ISSUE_NOTE,
    GET_MERGE_REQUEST_NOTE,
    LIST_ISSUE_NOTES,
    LIST_MERGE_REQUEST_NOTES,
    ROUTER,
)
from tests.simulators.wire.exchange import Response, json_response

_FILTERS = ("all_notes", "only_comments", "only_activity")


def list_notes(call: Call, kind: str) -> Response:
    """The notes, system notes among them, newest first unless asked otherwise, a page of them."""
    project = call.project()
    call.signed_in()
    noteable = call.noteable(project, kind)
    asked = call.parameters
    by = asked.choice("order_by", ("created_at", "updated_at"), "created_at")
    descending = asked.choice("sort", ("asc", "desc"), "desc") == "desc"
    only = asked.choice("activity_filter", _FILTERS, "all_notes")
    listed = sorted(
        (note for note in project.notes_listed(kind, noteable.iid) if _shown(call, project, note, only)),
        key=lambda note: (note.updated_at if by == "updated_at" else note.created_at, note.id),
        reverse=descending,
    )
    page, headers = numbered(call.request, listed)
    return json_response([show(call, project).note(note) for note in page], headers=headers)


def _shown(call: Call, project: Project, note: Note, only: str) -> bool:
    if note.internal and call.role(project) < Role.PLANNER:
        return False
    return only == "all_notes" or note.system == (only == "only_activity")


def create_note(call: Call, kind: str) -> Response:
    """Add a note; one of commands alone is none, and 202 tells what the commands did."""
    project = call.project()
    user = call.signed_in()
    noteable = call.noteable(project, kind)
    call.demand_live(project)
    body = call.parameters.required("body")
    if noteable.discussion_locked and call.role(project) is Role.NONE:
        raise forbidden()
    internal = bool(call.parameters.boolean("internal") or call.parameters.boolean("confidential"))
    found = _checked(body)
    editing = Editing(world=call.world, project=project, actor=user, kind=kind, iid=noteable.iid)
    if not found.text:
        return _only_commands(editing, found)
    note = project.note(kind, noteable.iid, user, found.text, internal=internal and call.role(project) >= Role.PLANNER)
    editing.record(found.text)
    changes = obey(editing, found).changes
    return json_response(show(call, project).note(note) | {"commands_changes": changes}, 201)


def _checked(body: str) -> Extracted:
    if not body.strip():
        raise refused(400, '400 Bad request - Note {:note=>["can\'t be blank"]}')
    if len(body) > TEXT_LIMIT:
        raise refused(400, f'400 Bad request - Note {{:note=>["is too long (maximum is {TEXT_LIMIT} characters)"]}}')
    return extracted(body)


def _only_commands(editing: Editing, found: Extracted) -> Response:
    obeyed = obey(editing, found)
    if not obeyed.summary:
        raise refused(400, '400 Bad request - Note {:commands_only=>["Failed to apply commands."]}')
    return json_response({"commands_changes": obeyed.changes, "summary": [" ".join(obeyed.summary)]}, 202)


def get_note(call: Call, kind: str) -> Response:
    """One note."""
    project = call.project()
    call.signed_in()
    return json_response(show(call, project).note(_found(call, project, call.noteable(project, kind), kind)))


def _found(call: Call, project: Project, noteable: Noteable, kind: str) -> Note:
    note = project.notes.get(call.number("note_id"))
    if note is None or (note.kind, note.iid) != (kind, noteable.iid) or not _shown(call, project, note, "all_notes"):
        raise not_found("Note")
    return note


def edit_note(call: Call, kind: str) -> Response:
    """Replace the text of a note of one's own, or of anybody's as a maintainer; one of commands alone goes away."""
    project = call.project()
    user = call.signed_in()
    noteable = call.noteable(project, kind)
    note = _found(call, project, noteable, kind)
    call.demand_live(project)
    if note.system or (user != note.author and call.role(project) < Role.MAINTAINER):
        raise forbidden()
    found = _checked(call.parameters.required("body"))
    editing = Editing(world=call.world, project=project, actor=user, kind=kind, iid=noteable.iid)
    if not found.text:
        project.remove_note(note.id)
        return _only_commands(editing, found)
    editing.record(found.text, before=note.body)
    changed = project.change_note(note.id, found.text)
    changes = obey(editing, found).changes
    return json_response(show(call, project).note(changed) | {"commands_changes": changes})


def delete_note(call: Call, kind: str) -> Response:
    """Delete a note of one's own, or anybody's as a maintainer."""
    project = call.project()
    user = call.signed_in()
    note = _found(call, project, call.noteable(project, kind), kind)
    if user != note.author and call.role(project) < Role.MAINTAINER:
        raise forbidden()
    project.remove_note(note.id)
    return Response(status=204, headers={})


for _answer, _routes in (
    (list_notes, (LIST_ISSUE_NOTES, LIST_MERGE_REQUEST_NOTES)),
    (create_note, (CREATE_ISSUE_NOTE, CREATE_MERGE_REQUEST_NOTE)),
    (get_note, (GET_ISSUE_NOTE, GET_MERGE_REQUEST_NOTE)),
    (edit_note, (EDIT_ISSUE_NOTE, EDIT_MERGE_REQUEST_NOTE)),
    (delete_note, (DELETE_ISSUE_NOTE, DELETE_MERGE_REQUEST_NOTE)),
):
    for _route, _kind in zip(_routes, (ISSUE, MERGE_REQUEST), strict=True):
        ROUTER.route(_route)(partial(_answer, kind=_kind))
