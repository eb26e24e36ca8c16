"""The comments of several threads at once, by GraphQL: one request where REST takes one for each thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from followthrough.errors import Ambiguous, ForgeError, RateLimited
from followthrough.forges.github.api import Api
from followthrough.forges.github.convert import Converter
from followthrough.forges.transport.exchange import Request
from followthrough.forges.transport.fields import Fields
from followthrough.model import Comment, Thread

AT_ONCE = 20
"""Threads in one query, far below what a query may cost."""
_COMMENTS = (
    "{comments(last:100){pageInfo{hasPreviousPage}nodes{id databaseId url body isMinimized createdAt updatedAt "
    "authorAssociation author{__typename login}}}}"
)


def comments_of(api: Api, converter: Converter, threads: Sequence[Thread]) -> Mapping[Thread, tuple[Comment, ...]]:
    """The comments of each thread, oldest first; without threads that are gone, very long, or not told by GraphQL."""
    found: dict[Thread, tuple[Comment, ...]] = {}
    try:
        for start in range(0, len(threads), AT_ONCE):
            found |= _some(api, converter, threads[start : start + AT_ONCE])
    except (RateLimited, Ambiguous):
        raise
    except ForgeError:
        return found  # REST has the last word on what is wrong
    return found


def _some(api: Api, converter: Converter, threads: Sequence[Thread]) -> Mapping[Thread, tuple[Comment, ...]]:
    asked = " ".join(
        f"t{one.number}:issueOrPullRequest(number:{one.number}){{... on Issue{_COMMENTS}... on PullRequest{_COMMENTS}}}"
        for one in threads
    )
    text = f"query($owner:String!,$name:String!){{repository(owner:$owner,name:$name){{{asked}}}}}"
    request = Request(method="POST", path="", what="list the comments on several threads", needs="issues: read")

    def read(raw: Fields) -> Mapping[Thread, tuple[Comment, ...]]:
        repository = raw.fields("repository")
        told = {one: _comments(converter, one, repository.fields_or_none(f"t{one.number}")) for one in threads}
        return {thread: comments for thread, comments in told.items() if comments is not None}

    return api.query(text, {}, request, read)


def _comments(converter: Converter, thread: Thread, raw: Fields | None) -> tuple[Comment, ...] | None:
    if raw is None or raw.fields("comments").fields("pageInfo").flag("hasPreviousPage"):
        return None
    return tuple(converter.graphql_comment(one, thread) for one in raw.fields("comments").each_there("nodes"))
