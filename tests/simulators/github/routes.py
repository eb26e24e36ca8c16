"""The routes that the simulator knows, by the names of GitHub's OpenAPI description; tests inject faults by them."""

from __future__ import annotations

from collections.abc import Callable

from tests.simulators.github.call import Call
from tests.simulators.wire.exchange import Response
from tests.simulators.wire.routing import Router

Handler = Callable[[Call], Response]

ROUTER: Router[Handler] = Router()

GET_USER = "GET /user"
GET_RATE_LIMIT = "GET /rate_limit"
GET_REPOSITORY = "GET /repos/{owner}/{repo}"
LIST_ORGANISATION_REPOSITORIES = "GET /orgs/{org}/repos"
LIST_ISSUES = "GET /repos/{owner}/{repo}/issues"
CREATE_ISSUE = "POST /repos/{owner}/{repo}/issues"
GET_ISSUE = "GET /repos/{owner}/{repo}/issues/{issue_number}"
EDIT_ISSUE = "PATCH /repos/{owner}/{repo}/issues/{issue_number}"
ISSUE_LABELS = "GET /repos/{owner}/{repo}/issues/{issue_number}/labels"
ADD_LABELS = "POST /repos/{owner}/{repo}/issues/{issue_number}/labels"
REMOVE_LABEL = "DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}"
ADD_ASSIGNEES = "POST /repos/{owner}/{repo}/issues/{issue_number}/assignees"
REMOVE_ASSIGNEES = "DELETE /repos/{owner}/{repo}/issues/{issue_number}/assignees"
LIST_LABELS = "GET /repos/{owner}/{repo}/labels"
CREATE_LABEL = "POST /repos/{owner}/{repo}/labels"
GET_LABEL = "GET /repos/{owner}/{repo}/labels/{name}"
LIST_ASSIGNEES = "GET /repos/{owner}/{repo}/assignees"
CHECK_ASSIGNEE = "GET /repos/{owner}/{repo}/assignees/{assignee}"
LIST_COMMENTS = "GET /repos/{owner}/{repo}/issues/{issue_number}/comments"
CREATE_COMMENT = "POST /repos/{owner}/{repo}/issues/{issue_number}/comments"
LIST_ALL_COMMENTS = "GET /repos/{owner}/{repo}/issues/comments"
GET_COMMENT = "GET /repos/{owner}/{repo}/issues/comments/{comment_id}"
EDIT_COMMENT = "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}"
GET_PULL = "GET /repos/{owner}/{repo}/pulls/{pull_number}"
LIST_PULL_FILES = "GET /repos/{owner}/{repo}/pulls/{pull_number}/files"
PULLS_OF_COMMIT = "GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls"
GRAPHQL = "POST /graphql"
