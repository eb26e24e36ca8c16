"""The projects of a group."""

from __future__ import annotations

from tests.simulators.gitlab.call import Call
from tests.simulators.gitlab.issues import show
from tests.simulators.gitlab.paging import numbered
from tests.simulators.gitlab.project_bodies import full_project
from tests.simulators.gitlab.refusals import not_found
from tests.simulators.gitlab.routes import LIST_GROUP_PROJECTS, ROUTER
from tests.simulators.wire.exchange import Response, json_response


@ROUTER.route(LIST_GROUP_PROJECTS)
def list_projects(call: Call) -> Response:
    """The projects of a group that the bearer sees, those of its subgroups where they are asked for; a page of them."""
    group, query = call.parts["id"].lower(), call.request.query
    known = [one for one in call.world.projects.values() if one.path.lower().startswith(f"{group}/")]
    if not known:
        raise not_found("Group")
    deep, archived = query.get("include_subgroups") == "true", query.get("archived")
    seen = [
        one
        for one in known
        if (deep or one.path.lower().rpartition("/")[0] == group)
        and (archived is None or one.archived == (archived == "true"))
        and one.reads(call.user)
    ]
    page, headers = numbered(call.request, sorted(seen, key=lambda one: one.path))
    return json_response([full_project(show(call, one), call.user) for one in page], headers=headers)
