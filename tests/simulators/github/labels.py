"""Labels over REST: those of a repository and those of an issue."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from tests.simulators.github.call import Call, names_of, text_of
from tests.simulators.github.issues import LABEL_LIMIT, checked_labels, show
from tests.simulators.github.paging import numbered
from tests.simulators.github.records import Role
from tests.simulators.github.refusals import invalid, malformed, not_found, refused, too_long
from tests.simulators.github.repository import DEFAULT_COLOR, Repository
from tests.simulators.github.routes import (
    ADD_LABELS,
    CREATE_LABEL,
    GET_LABEL,
    ISSUE_LABELS,
    LIST_LABELS,
    REMOVE_LABEL,
    ROUTER,
)
from tests.simulators.wire.exchange import Response, json_response

DESCRIPTION_LIMIT = 100
_COLOR = re.compile(r"[0-9a-fA-F]{6}")


@ROUTER.route(LIST_LABELS)
def list_labels(call: Call) -> Response:
    """The labels of a repository, a page of them."""
    repository = call.repository()
    call.demand("issues", "pull_requests", level="read")
    base = f"{call.root}/repositories/{repository.id}/labels"
    page, headers = numbered(call.request, base, sorted(repository.labels.values(), key=lambda label: label.id))
    return json_response([show(call, repository).label(label) for label in page], headers=headers)


@ROUTER.route(GET_LABEL)
def get_label(call: Call) -> Response:
    """One label, its name in any case."""
    repository = call.repository()
    call.demand("issues", "pull_requests", level="read")
    found = repository.labels.get(call.parts["name"].lower())
    if found is None:
        raise not_found()
    return json_response(show(call, repository).label(found))


@ROUTER.route(CREATE_LABEL)
def create_label(call: Call) -> Response:
    """Make a label; 422 `already_exists` where there is one of that name in any case."""
    repository = call.repository()
    call.demand("issues", "pull_requests")
    call.demand_live(repository)
    call.demand_role(repository, Role.WRITE)
    name, color, description = _checked(call.body())
    if name.lower() in repository.labels:
        raise invalid("Label", "name", "already_exists")
    shown = show(call, repository).label(repository.label(name, color=color, description=description))
    return json_response(shown, 201, {"Location": str(shown["url"])})


def _checked(body: Mapping[str, object]) -> tuple[str, str, str | None]:
    name, description = text_of(body, "name"), text_of(body, "description")
    color = text_of(body, "color") or DEFAULT_COLOR
    if name is None or not name.strip():
        raise invalid("Label", "name", "missing_field")
    if len(name) > LABEL_LIMIT:
        raise too_long("Label", "name", LABEL_LIMIT)
    if not _COLOR.fullmatch(color):
        raise invalid("Label", "color", "invalid")
    if description is not None and len(description) > DESCRIPTION_LIMIT:
        raise too_long("Label", "description", DESCRIPTION_LIMIT)
    return name, color.lower(), description


@ROUTER.route(ISSUE_LABELS)
def issue_labels(call: Call) -> Response:
    """The labels of an issue."""
    repository = call.repository()
    call.demand("issues", "pull_requests", level="read")
    issue = call.issue(repository)
    page, headers = numbered(call.request, f"{call.root}{call.request.path}", show(call, repository).labels(issue))
    return json_response(page, headers=headers)


@ROUTER.route(ADD_LABELS)
def add_labels(call: Call) -> Response:
    """Add labels to an issue; those that are missing in the repository are made."""
    repository = _writable(call)
    issue = call.issue(repository)
    names = checked_labels(_names(call))
    if call.token.role(repository) < Role.WRITE and any(name.lower() not in repository.labels for name in names):
        raise refused(403, "You do not have permission to create labels on this repository.")
    changed = repository.change(issue.number, lambda it: replace(it, labels=(*it.labels, *names)))
    return json_response(show(call, repository).labels(changed))


@ROUTER.route(REMOVE_LABEL)
def remove_label(call: Call) -> Response:
    """Take a label off an issue; 404 where it does not bear it."""
    repository = _writable(call)
    issue = call.issue(repository)
    name = call.parts["name"].lower()
    kept = tuple(label for label in issue.labels if label.lower() != name)
    if kept == issue.labels:
        raise refused(404, "Label does not exist")
    changed = repository.change(issue.number, lambda it: replace(it, labels=kept))
    return json_response(show(call, repository).labels(changed))


def _writable(call: Call) -> Repository:
    repository = call.repository()
    call.demand("issues", "pull_requests")
    call.demand_live(repository)
    call.demand_role(repository, Role.TRIAGE)
    return repository


def _names(call: Call) -> tuple[str, ...]:
    """The labels that a body names: an object with `labels`, or a bare list."""
    payload = call.payload()
    names = names_of({"labels": payload} if isinstance(payload, list) else call.body(), "labels")
    if not names:
        raise malformed("For 'properties/labels', [] is not a possible value.")
    return names
