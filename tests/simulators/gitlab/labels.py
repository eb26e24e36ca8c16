"""Labels over REST: those of a project, and those that it has from its group."""

from __future__ import annotations

import re

from tests.simulators.gitlab.call import Call
from tests.simulators.gitlab.issues import show
from tests.simulators.gitlab.paging import numbered
from tests.simulators.gitlab.records import Label, Role
from tests.simulators.gitlab.refusals import bad_parameter, invalid, not_found, refused
from tests.simulators.gitlab.routes import CREATE_LABEL, GET_LABEL, LIST_LABELS, ROUTER
from tests.simulators.wire.exchange import Response, json_response

NAME_LIMIT = 255
_COLOR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})|black|blue|gray|green|orange|purple|red|white|yellow")


@ROUTER.route(LIST_LABELS)
def list_labels(call: Call) -> Response:
    """The labels that an issue can bear, by name, a page of them."""
    project = call.project()
    counted = call.parameters.boolean("with_counts") or False
    above = call.parameters.boolean("include_ancestor_groups")
    search = (call.parameters.text("search") or "").lower()
    known = [
        label
        for label in project.known_labels()
        if search in label.name.lower() and (label.group is None or above is not False)
    ]
    page, headers = numbered(call.request, known)
    return json_response([show(call, project).label(label, counted=counted) for label in page], headers=headers)


@ROUTER.route(GET_LABEL)
def get_label(call: Call) -> Response:
    """One label, by its name or number."""
    project = call.project()
    name = call.parts["name"]
    found = project.find_label(name) or next((one for one in project.known_labels() if str(one.id) == name), None)
    if found is None:
        raise not_found("Label")
    return json_response(show(call, project).label(found))


@ROUTER.route(CREATE_LABEL)
def create_label(call: Call) -> Response:
    """Make a label; 409 where the project or its group has one of that name."""
    project, asked = call.project(), call.parameters
    call.demand(project, Role.PLANNER)
    call.demand_live(project)
    missing = [name for name in ("name", "color") if asked.text(name) is None]
    if missing:
        raise bad_parameter(", ".join(f"{name} is missing" for name in missing))
    name, color = asked.required("name").strip(), asked.required("color")
    if project.find_label(name) is not None:
        raise refused(409, "Label already exists")
    if not name or "," in name or len(name) > NAME_LIMIT:
        raise invalid(title="is invalid")
    if not _COLOR.fullmatch(color):
        raise invalid(color="must be a valid color code")
    made: Label = project.label(name, color=color, description=asked.text("description"))
    return json_response(show(call, project).label(made), 201)
