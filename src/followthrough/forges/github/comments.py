"""Comments of issues and pull requests, which GitHub keeps alike."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import TypeAlias

from followthrough.errors import Ambiguous, ForgeError, RateLimited
from followthrough.forges.github.answers import Forbidden
from followthrough.forges.github.api import Api
from followthrough.forges.github.convert import Converter
from followthrough.forges.transport.exchange import Effect, Request
from followthrough.forges.transport.executor import Unserved
from followthrough.forges.transport.fields import Fields
from followthrough.model import Account, Comment, Thread

_FOLDED = "query($ids:[ID!]!){nodes(ids:$ids){... on IssueComment{id isMinimized}}}"
_FOLD = "mutation($id:ID!){minimizeComment(input:{subjectId:$id,classifier:OUTDATED}){minimizedComment{isMinimized}}}"
_AT_ONCE = 100
"""How many nodes one query may name."""
Read: TypeAlias = tuple[Comment, str | None]
"""A comment, and what GraphQL calls it where that alone can tell whether it is folded."""


def list_comments(api: Api, converter: Converter, thread: Thread, me: Account) -> tuple[Comment, ...]:
    """All comments, oldest first.

    Whether a comment is folded an older server tells by GraphQL alone; it is asked where several are ours, since one
    alone cannot have been superseded. On a server without GraphQL none is.
    """
    request = Request(
        method="GET",
        path=api.path("issues", thread.number, "comments"),
        what=f"list the comments on #{thread.number}",
        needs=_needs(thread, "read"),
        subject=f"#{thread.number}",
    )
    return in_order(api, api.every(request, lambda raw: read(raw, converter, thread)), me)


def read(raw: Fields, converter: Converter, thread: Thread) -> Read:
    """A comment as REST tells it. Raises Malformed."""
    return converter.comment(raw, thread), None if raw.has("minimized") else raw.text_or_none("node_id")


def in_order(api: Api, read: Iterable[Read], me: Account) -> tuple[Comment, ...]:
    """The comments of one thread, oldest first and each once, with those marked that are folded."""
    found = {comment.id: (comment, node) for comment, node in read}
    ours = {comment.id: node for comment, node in found.values() if comment.author.login == me.login}
    unclear = {one: node for one, node in ours.items() if node is not None}
    folded = _folded(api, tuple(unclear.values())) if len(ours) > 1 else frozenset()
    comments = (
        replace(comment, folded=True) if unclear.get(comment.id) in folded else comment for comment, _ in found.values()
    )
    return tuple(sorted(comments, key=lambda comment: (comment.created_at, int(comment.id))))


def post_comment(api: Api, converter: Converter, thread: Thread, body: str) -> Comment:
    """Add a comment. Raises Ambiguous where the answer was lost."""
    request = Request(
        method="POST",
        path=api.path("issues", thread.number, "comments"),
        what=f"comment on #{thread.number}",
        needs=_needs(thread, "write"),
        subject=f"#{thread.number}",
        effect=Effect.CREATE,
        body={"body": body},
    )
    return api.one(request, lambda raw: converter.comment(raw, thread, folded=False))


def edit_comment(api: Api, converter: Converter, comment: Comment, body: str) -> Comment:
    """Replace the text of a comment; where the answer was lost, once more unless somebody else wrote meanwhile."""
    request = replace(
        _of(api, comment, "PATCH", "write"), effect=Effect.SET, body={"body": body}, what=_what("edit", comment)
    )
    try:
        return api.one(request, lambda raw: converter.comment(raw, comment.thread))
    except Ambiguous:
        now = api.one(_of(api, comment, "GET", "read"), lambda raw: converter.comment(raw, comment.thread))
        if now.body == body:
            return now
        if now.body != comment.body:
            raise
        return api.one(request, lambda raw: converter.comment(raw, comment.thread))


def fold_comment(api: Api, converter: Converter, comment: Comment, replacement: str) -> None:
    """Hide a comment as outdated; on a server without GraphQL, which alone can, leave `replacement` in its place."""
    try:
        _fold(api, converter, comment)
    except (Unserved, Forbidden):
        edit_comment(api, converter, comment, replacement)


def _fold(api: Api, converter: Converter, comment: Comment) -> None:
    node = converter.nodes.get(comment.id)
    if node is None:
        node = api.one(_of(api, comment, "GET", "read"), lambda raw: raw.text_or_none("node_id"))
    if node is None:
        raise Unserved(f"The server does not tell by which name {comment.url} could be folded")
    request = replace(_of(api, comment, "POST", "write"), effect=Effect.SET, what=_what("fold", comment))

    def fold() -> bool:
        return api.query(_FOLD, {"id": node}, request, _is_folded)

    try:
        folded = fold()
    except Ambiguous:
        folded = fold()
    if not folded:
        raise ForgeError(f"GitHub did not fold the comment {comment.url}")


def _is_folded(raw: Fields) -> bool:
    return raw.fields("minimizeComment").fields("minimizedComment").flag("isMinimized")


def _folded(api: Api, nodes: tuple[str, ...]) -> Collection[str]:
    request = Request(method="POST", path="", what="ask which comments are folded", needs="issues: read")
    folded: set[str] = set()
    for start in range(0, len(nodes), _AT_ONCE):
        asked = list(nodes[start : start + _AT_ONCE])
        try:
            folded |= api.query(_FOLDED, {"ids": asked}, request, _folded_in)
        except (RateLimited, Ambiguous):
            raise
        except ForgeError:
            return folded
    return folded


def _folded_in(raw: Fields) -> set[str]:
    return {node.text("id") for node in raw.each_there("nodes") if node.has("id") and node.flag("isMinimized")}


def _of(api: Api, comment: Comment, method: str, level: str) -> Request:
    return Request(
        method=method,
        path=api.path("issues/comments", comment.id),
        what=_what("look at", comment),
        needs=_needs(comment.thread, level),
        subject=f"comment {comment.id} on #{comment.thread.number}",
    )


def _what(do: str, comment: Comment) -> str:
    return f"{do} a comment on #{comment.thread.number}"


def _needs(thread: Thread, level: str) -> str:
    return f"{'pull-requests' if thread.kind == 'change_request' else 'issues'}: {level}"
