"""The routes that the simulator knows; tests inject faults by their names."""

from __future__ import annotations

from collections.abc import Callable

from tests.simulators.gitlab.call import Call
from tests.simulators.wire.exchange import Response
from tests.simulators.wire.routing import Router

Handler = Callable[[Call], Response]

ROUTER: Router[Handler] = Router()

_PROJECT = "/projects/{id}"
_ISSUES = f"{_PROJECT}/issues"
_ISSUE = f"{_ISSUES}/{{issue_iid}}"
_REQUESTS = f"{_PROJECT}/merge_requests"
_REQUEST = f"{_REQUESTS}/{{merge_request_iid}}"

GET_VERSION = "GET /version"
GET_METADATA = "GET /metadata"
GET_USER = "GET /user"
LIST_USERS = "GET /users"
GET_USER_BY_ID = "GET /users/{user_id}"
GET_OWN_TOKEN = "GET /personal_access_tokens/self"  # noqa: S105  # a route
GET_PROJECT = f"GET {_PROJECT}"
LIST_MEMBERS = f"GET {_PROJECT}/members/all"
LIST_DIRECT_MEMBERS = f"GET {_PROJECT}/members"
GET_MEMBER = f"GET {_PROJECT}/members/all/{{user_id}}"
LIST_PROJECT_USERS = f"GET {_PROJECT}/users"
LIST_LABELS = f"GET {_PROJECT}/labels"
CREATE_LABEL = f"POST {_PROJECT}/labels"
GET_LABEL = f"GET {_PROJECT}/labels/{{name}}"
LIST_ISSUES = f"GET {_ISSUES}"
CREATE_ISSUE = f"POST {_ISSUES}"
GET_ISSUE = f"GET {_ISSUE}"
EDIT_ISSUE = f"PUT {_ISSUE}"
DELETE_ISSUE = f"DELETE {_ISSUE}"
MOVE_ISSUE = f"POST {_ISSUE}/move"
LIST_LINKS = f"GET {_ISSUE}/links"
CREATE_LINK = f"POST {_ISSUE}/links"
LIST_STATE_EVENTS = f"GET {_ISSUE}/resource_state_events"
LIST_ISSUE_NOTES = f"GET {_ISSUES}/{{noteable_id}}/notes"
CREATE_ISSUE_NOTE = f"POST {_ISSUES}/{{noteable_id}}/notes"
GET_ISSUE_NOTE = f"GET {_ISSUES}/{{noteable_id}}/notes/{{note_id}}"
EDIT_ISSUE_NOTE = f"PUT {_ISSUES}/{{noteable_id}}/notes/{{note_id}}"
DELETE_ISSUE_NOTE = f"DELETE {_ISSUES}/{{noteable_id}}/notes/{{note_id}}"
LIST_MERGE_REQUESTS = f"GET {_REQUESTS}"
GET_MERGE_REQUEST = f"GET {_REQUEST}"
LIST_DIFFS = f"GET {_REQUEST}/diffs"
GET_CHANGES = f"GET {_REQUEST}/changes"
LIST_CLOSED_ISSUES = f"GET {_REQUEST}/closes_issues"
LIST_MERGE_REQUEST_NOTES = f"GET {_REQUESTS}/{{noteable_id}}/notes"
CREATE_MERGE_REQUEST_NOTE = f"POST {_REQUESTS}/{{noteable_id}}/notes"
GET_MERGE_REQUEST_NOTE = f"GET {_REQUESTS}/{{noteable_id}}/notes/{{note_id}}"
EDIT_MERGE_REQUEST_NOTE = f"PUT {_REQUESTS}/{{noteable_id}}/notes/{{note_id}}"
DELETE_MERGE_REQUEST_NOTE = f"DELETE {_REQUESTS}/{{noteable_id}}/notes/{{note_id}}"
GET_COMMIT = f"GET {_PROJECT}/repository/commits/{{sha}}"
MERGE_REQUESTS_OF_COMMIT = f"GET {_PROJECT}/repository/commits/{{sha}}/merge_requests"
LIST_BRANCHES = f"GET {_PROJECT}/repository/branches"
GET_BRANCH = f"GET {_PROJECT}/repository/branches/{{branch}}"
LIST_GROUP_PROJECTS = "GET /groups/{id}/projects"
GET_EPIC = "GET /groups/{id}/epics/{epic_iid}"
ADD_ISSUE_TO_EPIC = "POST /groups/{id}/epics/{epic_iid}/issues/{issue_id}"

JOB_TOKEN_READS = frozenset(
    {
        GET_PROJECT,
        LIST_MERGE_REQUESTS,
        GET_MERGE_REQUEST,
        LIST_DIFFS,
        GET_CHANGES,
        LIST_MERGE_REQUEST_NOTES,
        GET_MERGE_REQUEST_NOTE,
        GET_COMMIT,
        MERGE_REQUESTS_OF_COMMIT,
        LIST_BRANCHES,
        GET_BRANCH,
    }
)
"""Where CI_JOB_TOKEN counts for something; elsewhere its bearer is a stranger."""
