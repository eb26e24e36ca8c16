"""Assignees over REST: who can be one, and who is."""

from __future__ import annotations

from dataclasses import replace

from tests.simulators.github.call import Call, names_of
from tests.simulators.github.issues import show
from tests.simulators.github.paging import numbered
from tests.simulators.github.records import Issue
from tests.simulators.github.refusals import malformed, not_found
from tests.simulators.github.repository import Repository
from tests.simulators.github.routes import (
    ADD_ASSIGNEES,
    CHECK_ASSIGNEE,
    LIST_ASSIGNEES,
    REMOVE_ASSIGNEES,
    ROUTER,
)
from tests.simulators.wire.exchange import Response, json_response

MOST_ASSIGNEES = 10


@ROUTER.route(LIST_ASSIGNEES)
def list_assignees(call: Call) -> Response:
    """Everybody an issue can be assigned to, a page of them."""
    repository = call.repository()
    call.demand("issues", "pull_requests", level="read")
    base = f"{call.root}/repositories/{repository.id}/assignees"
    page, headers = numbered(call.request, base, sorted(repository.members))
    return json_response(show(call, repository).accounts(page), headers=headers)


@ROUTER.route(CHECK_ASSIGNEE)
def check_assignee(call: Call) -> Response:
    """204 where an issue can be assigned to somebody, else 404."""
    repository = call.repository()
    call.demand("issues", "pull_requests", level="read")
    if call.parts["assignee"].lower() not in repository.members:
        raise not_found()
    return Response(status=204, headers={})


@ROUTER.route(ADD_ASSIGNEES)
def add_assignees(call: Call) -> Response:
    """Assign more people, at most ten in all; who cannot be assigned is passed over without a word."""
    repository, issue, logins = _asked(call)
    known = tuple(call.world.account(login).login for login in logins if login.lower() in repository.members)
    everybody = tuple(dict.fromkeys((*issue.assignees, *known)))[:MOST_ASSIGNEES]
    if call.may_push(repository):
        issue = repository.change(issue.number, lambda it: replace(it, assignees=everybody))
    return json_response(show(call, repository).issue(issue), 201)


@ROUTER.route(REMOVE_ASSIGNEES)
def remove_assignees(call: Call) -> Response:
    """Assign these no longer; who is not assigned is passed over."""
    repository, issue, logins = _asked(call)
    leaving = {login.lower() for login in logins}
    kept = tuple(login for login in issue.assignees if login.lower() not in leaving)
    if call.may_push(repository):
        issue = repository.change(issue.number, lambda it: replace(it, assignees=kept))
    return json_response(show(call, repository).issue(issue))


def _asked(call: Call) -> tuple[Repository, Issue, tuple[str, ...]]:
    repository = call.repository()
    call.demand("issues", "pull_requests")
    call.demand_live(repository)
    issue = call.issue(repository)
    logins = names_of(call.body(), "assignees")
    if logins is None:
        raise malformed('"assignees" wasn\'t supplied.')
    return repository, issue, logins
