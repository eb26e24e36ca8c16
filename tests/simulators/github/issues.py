"""Issues over REST: list, open, look at, edit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from tests.simulators.github.bodies import Bodies
from tests.simulators.github.call import Call, names_of, text_of
from tests.simulators.github.paging import Key, by_cursor, numbered
from tests.simulators.github.records import Issue, Role
from tests.simulators.github.refusals import invalid, malformed, refused, too_long
from tests.simulators.github.repository import Repository
from tests.simulators.github.routes import CREATE_ISSUE, EDIT_ISSUE, GET_ISSUE, LIST_ISSUES, ROUTER
from tests.simulators.wire.exchange import Response, json_response

TITLE_LIMIT = 256
BODY_LIMIT = 65_536
LABEL_LIMIT = 50
REASONS = frozenset({"completed", "not_planned", "duplicate"})


def show(call: Call, repository: Repository) -> Bodies:
    """What shows this repository to this client."""
    return Bodies(world=call.world, repository=repository, root=call.root)


@ROUTER.route(LIST_ISSUES)
def list_issues(call: Call) -> Response:
    """Issues and pull requests, filtered and sorted, a page of them."""
    repository = call.repository()
    call.demand("issues", level="read")
    query = call.request.query
    listed = [issue for issue in repository.listed() if _wanted(issue, query, repository)]
    key, descending = _order(query, repository)
    base = f"{call.root}/repositories/{repository.id}/issues"
    if repository.numbered_issue_pages:
        page, headers = numbered(call.request, base, sorted(listed, key=key, reverse=descending))
    else:
        page, headers = by_cursor(call.request, base, listed, key, descending=descending)
    shown = [show(call, repository).issue(issue) for issue in page]
    for body in shown if not call.world.lists_closers else ():
        del body["closed_by"]
    return json_response(shown, headers=headers)


def _wanted(issue: Issue, query: Mapping[str, str], repository: Repository) -> bool:
    labels = {name.strip().lower() for name in query.get("labels", "").split(",") if name.strip()}
    state = query.get("state", "open")
    since = query.get("since")
    return (
        (repository.has_issues or issue.pull is not None)
        and state in ("all", issue.state)
        and labels <= {name.lower() for name in issue.labels}
        and (since is None or issue.updated_at >= _instant(since))
        and query.get("creator", issue.author).lower() == issue.author.lower()
        and _assigned(issue, query.get("assignee", "*any"))
    )


def _assigned(issue: Issue, wanted: str) -> bool:
    match wanted:
        case "*any":
            return True
        case "*":
            return bool(issue.assignees)
        case "none":
            return not issue.assignees
        case login:
            return login.lower() in {one.lower() for one in issue.assignees}


def _instant(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except ValueError:
        raise malformed(f"For 'since', {text!r} is not a valid date-time.") from None


def _order(query: Mapping[str, str], repository: Repository) -> tuple[Callable[[Issue], Key], bool]:
    def key(issue: Issue) -> Key:
        match query.get("sort", "created"):
            case "updated":
                return issue.updated_at.isoformat(), issue.number
            case "comments":
                return f"{len(repository.comments_on(issue.number)):08}", issue.number
            case _:
                return issue.created_at.isoformat(), issue.number

    return key, query.get("direction", "desc") != "asc"


@ROUTER.route(CREATE_ISSUE)
def create_issue(call: Call) -> Response:
    """Open an issue; labels and assignees of one who may not set them are dropped without a word."""
    repository = call.repository()
    call.demand("issues")
    call.demand_live(repository)
    if not repository.has_issues:
        raise refused(410, "Issues are disabled for this repo")
    body = call.body()
    if body.get("title") is None:
        raise malformed('"title" wasn\'t supplied.')
    title = checked_title(text_of(body, "title"))
    text = checked_text("Issue", text_of(body, "body"))
    labels = checked_labels(names_of(body, "labels") or ())
    assignees = names_of(body, "assignees") or ()
    if not call.may_push(repository):
        labels, assignees = (), ()
    people = tuple(_assignable(call, repository, login) for login in assignees)
    issue = repository.open(call.token.login, title, text, labels=labels, assignees=people)
    shown = show(call, repository).issue(issue)
    return json_response(shown, 201, {"Location": str(shown["url"])})


def _assignable(call: Call, repository: Repository, login: str) -> str:
    if login.lower() not in repository.members:
        raise invalid("Issue", "assignees", "invalid", value=login)
    return call.world.account(login).login


def checked_title(title: str | None) -> str:
    """A title as it is kept. Raises Refused: 422 where it is empty or too long."""
    kept = (title or "").strip()
    if not kept:
        raise invalid("Issue", "title", "missing_field")
    if len(kept) > TITLE_LIMIT:
        raise too_long("Issue", "title", TITLE_LIMIT)
    return kept


def checked_text(resource: str, text: str | None) -> str | None:
    """A body as it is kept. Raises Refused: 422 where it is too long."""
    if text is not None and len(text) > BODY_LIMIT:
        raise too_long(resource, "body", BODY_LIMIT)
    return text


def checked_labels(names: tuple[str, ...]) -> tuple[str, ...]:
    """Names of labels for an issue. Raises Refused: 422 where one is too long or empty."""
    for name in names:
        if not name.strip() or len(name) > LABEL_LIMIT:
            raise invalid("Label", "name", "invalid", value=name)
    return names


@ROUTER.route(GET_ISSUE)
def get_issue(call: Call) -> Response:
    """One issue or pull request."""
    repository = call.repository()
    call.demand("issues", "pull_requests", level="read")
    return json_response(show(call, repository).issue(call.issue(repository)))


@ROUTER.route(EDIT_ISSUE)
def edit_issue(call: Call) -> Response:
    """Change what the body names; `labels` and `assignees` replace what was there."""
    repository = call.repository()
    before = call.issue(repository)
    call.demand("issues" if before.pull is None else "pull_requests", "issues")
    call.demand_live(repository)
    if before.author != call.token.login:
        call.demand_role(repository, Role.TRIAGE)
    changed = _edited(call, repository, before, call.body())
    return json_response(show(call, repository).issue(changed))


def _edited(call: Call, repository: Repository, before: Issue, body: Mapping[str, object]) -> Issue:
    after = before
    if body.get("title") is not None:
        after = replace(after, title=checked_title(text_of(body, "title")))
    if "body" in body:
        after = replace(after, body=checked_text("Issue", text_of(body, "body")))
    if (names := names_of(body, "labels")) is not None and call.may_push(repository):
        after = replace(after, labels=checked_labels(names))
    if (logins := names_of(body, "assignees")) is not None and call.may_push(repository):
        after = replace(after, assignees=tuple(_assignable(call, repository, login) for login in logins))
    state, reason = _state(body)
    repository.change(before.number, lambda _: after)
    if state == "closed" and (before.state == "open" or reason is not None):
        return repository.close(before.number, call.token.login, reason or "completed")
    if state == "open":
        return repository.reopen(before.number)
    return repository.issues[before.number]


def _state(body: Mapping[str, object]) -> tuple[str | None, str | None]:
    state, reason = text_of(body, "state"), text_of(body, "state_reason")
    if state not in (None, "open", "closed"):
        raise invalid("Issue", "state", "invalid", value=state)
    if reason is not None and reason not in REASONS | {"reopened"}:
        raise invalid("Issue", "state_reason", "invalid", value=reason)
    return state, reason if reason in REASONS else None
