"""Comments on issues and pull requests over REST: list, add, look at, edit."""

from __future__ import annotations

from dataclasses import replace

from tests.simulators.github.call import Call, text_of
from tests.simulators.github.issues import checked_text, show
from tests.simulators.github.paging import numbered
from tests.simulators.github.records import Comment, Role
from tests.simulators.github.refusals import invalid, not_found, refused
from tests.simulators.github.repository import Repository
from tests.simulators.github.routes import (
    CREATE_COMMENT,
    EDIT_COMMENT,
    GET_COMMENT,
    LIST_ALL_COMMENTS,
    LIST_COMMENTS,
    ROUTER,
)
from tests.simulators.github.tokens import Kind
from tests.simulators.wire.exchange import Response, json_response

_EITHER = ("issues", "pull_requests")


@ROUTER.route(LIST_COMMENTS)
def list_comments(call: Call) -> Response:
    """The comments of an issue or pull request, oldest first, a page of them."""
    repository = call.repository()
    call.demand(*_EITHER, level="read")
    issue = call.issue(repository)
    horizon = repository.now() - repository.lag
    listed = [comment for comment in repository.comments_on(issue.number) if comment.created_at <= horizon]
    base = f"{call.root}/repositories/{repository.id}/issues/{issue.number}/comments"
    page, headers = numbered(call.request, base, listed)
    return json_response([show(call, repository).comment(comment) for comment in page], headers=headers)


@ROUTER.route(LIST_ALL_COMMENTS)
def list_all_comments(call: Call) -> Response:
    """The comments of all issues and pull requests, by their age or the latest change, a page of them."""
    repository = call.repository()
    call.demand(*_EITHER, level="read")
    horizon = repository.now() - repository.lag
    field = "updated_at" if call.request.query.get("sort") == "updated" else "created_at"
    listed = [comment for comment in repository.comments.values() if comment.created_at <= horizon]
    newest_first = call.request.query.get("direction") == "desc"
    listed.sort(key=lambda comment: (getattr(comment, field), comment.id), reverse=newest_first)
    base = f"{call.root}/repositories/{repository.id}/issues/comments"
    page, headers = numbered(call.request, base, listed)
    return json_response([show(call, repository).comment(comment) for comment in page], headers=headers)


@ROUTER.route(CREATE_COMMENT)
def create_comment(call: Call) -> Response:
    """Add a comment; on a locked thread only people with write access can, and no app."""
    repository = call.repository()
    issue = call.issue(repository)
    call.demand(*(("issues",) if issue.pull is None else _EITHER))
    call.demand_live(repository)
    text = _text(call)
    if issue.locked and not _speaks_though_locked(call, repository):
        raise refused(403, "Unable to create comment because issue is locked.")
    comment = repository.comment(issue.number, call.token.login, text)
    shown = show(call, repository).comment(comment)
    return json_response(shown, 201, {"Location": str(shown["url"])})


def _speaks_though_locked(call: Call, repository: Repository) -> bool:
    return call.token.kind is not Kind.INSTALLATION and call.token.role(repository) >= Role.WRITE


def _text(call: Call) -> str:
    text = checked_text("IssueComment", text_of(call.body(), "body"))
    if text is None or not text.strip():
        raise invalid("IssueComment", "body", "missing_field")
    return text


@ROUTER.route(GET_COMMENT)
def get_comment(call: Call) -> Response:
    """One comment."""
    repository = call.repository()
    call.demand(*_EITHER, level="read")
    return json_response(show(call, repository).comment(_found(call, repository)))


@ROUTER.route(EDIT_COMMENT)
def edit_comment(call: Call) -> Response:
    """Replace the text of a comment of one's own, or of anybody's with write access."""
    repository = call.repository()
    call.demand(*_EITHER)
    call.demand_live(repository)
    comment = _found(call, repository)
    if comment.author != call.token.login:
        call.demand_role(repository, Role.WRITE)
    text = _text(call)
    return json_response(
        show(call, repository).comment(repository.change_comment(comment.id, lambda it: replace(it, body=text)))
    )


def _found(call: Call, repository: Repository) -> Comment:
    identity = call.parts["comment_id"]
    found = repository.comments.get(int(identity)) if identity.isdecimal() else None
    if found is None:
        raise not_found()
    return found
