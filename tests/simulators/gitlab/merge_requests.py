"""Merge requests over REST: list them, look at one, what it changes, what it closes."""

from __future__ import annotations

from tests.simulators.gitlab.call import Call
from tests.simulators.gitlab.issues import show
from tests.simulators.gitlab.paging import numbered
from tests.simulators.gitlab.project_bodies import diff, full_merge_request, merge_request
from tests.simulators.gitlab.records import MergeRequest
from tests.simulators.gitlab.references import closed_by
from tests.simulators.gitlab.routes import (
    GET_CHANGES,
    GET_MERGE_REQUEST,
    LIST_CLOSED_ISSUES,
    LIST_DIFFS,
    LIST_MERGE_REQUESTS,
    ROUTER,
)
from tests.simulators.wire.exchange import Response, json_response


@ROUTER.route(LIST_MERGE_REQUESTS)
def list_merge_requests(call: Call) -> Response:
    """Merge requests, filtered and sorted, a page of them."""
    project, asked = call.project(), call.parameters
    state = asked.choice("state", ("opened", "closed", "locked", "merged", "all"), "all")
    iids = asked.integers("iids")
    source, target = asked.text("source_branch"), asked.text("target_branch")
    by_update = asked.text("order_by") == "updated_at"

    def wanted(request: MergeRequest) -> bool:
        return (
            state in ("all", request.state)
            and (not iids or request.iid in iids)
            and source in (None, request.source_branch)
            and target in (None, request.target_branch)
        )

    listed = sorted(
        filter(wanted, project.merge_requests.values()),
        key=lambda request: (request.updated_at if by_update else request.created_at, request.id),
        reverse=asked.choice("sort", ("asc", "desc"), "desc") == "desc",
    )
    page, headers = numbered(call.request, listed)
    return json_response([merge_request(show(call, project), request) for request in page], headers=headers)


@ROUTER.route(GET_MERGE_REQUEST)
def get_merge_request(call: Call) -> Response:
    """One merge request."""
    project = call.project()
    return json_response(full_merge_request(show(call, project), call.merge_request(project)))


@ROUTER.route(LIST_DIFFS)
def list_diffs(call: Call) -> Response:
    """The files that a merge request adds, a page of them."""
    project = call.project()
    page, headers = numbered(call.request, call.merge_request(project).files)
    return json_response([diff(name) for name in page], headers=headers)


@ROUTER.route(GET_CHANGES)
def get_changes(call: Call) -> Response:
    """One merge request with all its files; an older way to ask for them."""
    project = call.project()
    request = call.merge_request(project)
    shown = full_merge_request(show(call, project), request)
    return json_response(shown | {"changes": [diff(name) for name in request.files], "overflow": False})


@ROUTER.route(LIST_CLOSED_ISSUES)
def list_closed_issues(call: Call) -> Response:
    """The issues that are closed when it is merged."""
    project = call.project()
    named = closed_by(call.merge_request(project).description or "")
    found = [project.issues[iid] for iid in named if iid in project.issues]
    page, headers = numbered(call.request, [issue for issue in found if call.sees(project, issue)])
    return json_response([show(call, project).issue(issue) for issue in page], headers=headers)
