"""The repository over REST: commits, the merge requests that brought them, branches."""

from __future__ import annotations

from tests.simulators.gitlab.call import Call
from tests.simulators.gitlab.issues import show
from tests.simulators.gitlab.paging import numbered
from tests.simulators.gitlab.project import Project
from tests.simulators.gitlab.project_bodies import branch, commit, merge_request
from tests.simulators.gitlab.records import Role
from tests.simulators.gitlab.refusals import forbidden, not_found
from tests.simulators.gitlab.routes import (
    GET_BRANCH,
    GET_COMMIT,
    LIST_BRANCHES,
    MERGE_REQUESTS_OF_COMMIT,
    ROUTER,
)
from tests.simulators.wire.exchange import Response, json_response

_SHORTEST = 7


def _readable(call: Call) -> Project:
    """The project, where the bearer sees its code. Raises Refused: 403 for guests of a private one."""
    project = call.project()
    if not project.public and call.role(project) < Role.REPORTER:
        raise forbidden()
    return project


def _sha(call: Call, project: Project) -> str:
    """The commit of the path, by its name, a beginning of it, or a branch. Raises Refused: 404."""
    asked = call.parts["sha"]
    if asked == project.default_branch and project.commits:
        return list(project.commits)[-1]
    found = [sha for sha in project.commits if len(asked) >= _SHORTEST and sha.startswith(asked)]
    if not found:
        raise not_found("Commit")
    return found[0]


@ROUTER.route(GET_COMMIT)
def get_commit(call: Call) -> Response:
    """One commit."""
    project = _readable(call)
    return json_response(commit(show(call, project), _sha(call, project)))


@ROUTER.route(MERGE_REQUESTS_OF_COMMIT)
def merge_requests_of_commit(call: Call) -> Response:
    """The merge requests that a commit belongs to, a page of them."""
    project = _readable(call)
    found = [project.merge_requests[iid] for iid in project.commits[_sha(call, project)]]
    state = call.parameters.choice("state", ("opened", "closed", "locked", "merged", "all"), "all")
    page, headers = numbered(call.request, [one for one in found if state in ("all", one.state)])
    return json_response([merge_request(show(call, project), request) for request in page], headers=headers)


@ROUTER.route(LIST_BRANCHES)
def list_branches(call: Call) -> Response:
    """The branches; here there is only the default one."""
    project = _readable(call)
    page, headers = numbered(call.request, [project.default_branch])
    return json_response([branch(show(call, project), name) for name in page], headers=headers)


@ROUTER.route(GET_BRANCH)
def get_branch(call: Call) -> Response:
    """The default branch."""
    project = _readable(call)
    if call.parts["branch"] != project.default_branch:
        raise not_found("Branch")
    return json_response(branch(show(call, project), project.default_branch))
