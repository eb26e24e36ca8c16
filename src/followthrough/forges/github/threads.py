"""What several threads tell at once, by GraphQL: one request where REST takes one for each thread."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from followthrough.errors import Ambiguous, ForgeError, RateLimited
from followthrough.forges.github import comments
from followthrough.forges.github.api import Api
from followthrough.forges.github.convert import Converter
from followthrough.forges.transport.addresses import links
from followthrough.forges.transport.exchange import Answer, Malformed, Request
from followthrough.forges.transport.fields import Fields, each
from followthrough.forges.transport.rest import PER_PAGE
from followthrough.model import Account, Comment, Thread

AT_ONCE = 20
"""Threads in one query, far below what a query may cost."""
LOCKS_AT_ONCE = 250
"""The same where only that is asked of each."""
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


def locked_among(api: Api, threads: Sequence[Thread]) -> frozenset[Thread]:
    """Those pull requests that are locked; none where GraphQL does not tell."""
    found: set[Thread] = set()
    try:
        for start in range(0, len(threads), LOCKS_AT_ONCE):
            found |= _locked(api, threads[start : start + LOCKS_AT_ONCE])
    except (RateLimited, Ambiguous):
        raise
    except ForgeError:
        return frozenset(found)
    return frozenset(found)


def _locked(api: Api, threads: Sequence[Thread]) -> set[Thread]:
    asked = " ".join(f"t{one.number}:pullRequest(number:{one.number}){{locked}}" for one in threads)
    request = Request(method="POST", path="", what="ask which pull requests are locked", needs="pull-requests: read")

    def read(raw: Fields) -> set[Thread]:
        told = ((one, raw.fields("repository").fields_or_none(f"t{one.number}")) for one in threads)
        return {one for one, found in told if found and found.flag("locked")}

    return api.query(_on_each(asked), {}, request, read)


def _on_each(asked: str) -> str:
    return f"query($owner:String!,$name:String!){{repository(owner:$owner,name:$name){{{asked}}}}}"


def comments_in_one_page(
    api: Api, converter: Converter, threads: Sequence[Thread], me: Account, there: Container[Thread]
) -> Mapping[Thread, tuple[Comment, ...]]:
    """The comments of those threads that have any, where a page holds all comments of the repository; else nothing.

    Of one without any it is told where it is known to be `there`: another may be gone.
    """
    request = Request(
        method="GET",
        path=api.path("issues/comments"),
        what="list the comments in the repository",
        needs="issues: read",
        query={"sort": "created", "direction": "desc", "per_page": str(PER_PAGE)},
        expects=list,
        optional=True,
    )
    numbered = {thread.number: thread for thread in threads}

    def read(answer: Answer) -> Mapping[Thread, list[comments.Read]]:
        entries = tuple(each(answer.data, "answer"))
        if len(entries) >= PER_PAGE or "next" in links(answer.headers):
            return {}
        found: dict[Thread, list[comments.Read]] = {one: [] for one in threads if one in there}
        for raw in entries:
            thread = numbered.get(_number_of(raw))
            if thread is not None:
                found.setdefault(thread, []).append(comments.read(raw, converter, thread))
        return found

    try:
        told = api.execute(request, read)
    except (RateLimited, Ambiguous):
        raise
    except ForgeError:
        return {}  # asked for each by itself, they have the last word on what is wrong
    return {thread: comments.in_order(api, its, me) for thread, its in told.items()}


def _number_of(raw: Fields) -> int:
    number = raw.text("issue_url").rpartition("/")[2]
    if not (number.isascii() and number.isdecimal()):
        raise Malformed("a comment does not tell what it is on")
    return int(number)


def _some(api: Api, converter: Converter, threads: Sequence[Thread]) -> Mapping[Thread, tuple[Comment, ...]]:
    asked = " ".join(
        f"t{one.number}:issueOrPullRequest(number:{one.number}){{... on Issue{_COMMENTS}... on PullRequest{_COMMENTS}}}"
        for one in threads
    )
    request = Request(method="POST", path="", what="list the comments on several threads", needs="issues: read")

    def read(raw: Fields) -> Mapping[Thread, tuple[Comment, ...]]:
        repository = raw.fields("repository")
        told = {one: _comments(converter, one, repository.fields_or_none(f"t{one.number}")) for one in threads}
        return {thread: comments for thread, comments in told.items() if comments is not None}

    return api.query(_on_each(asked), {}, request, read)


def _comments(converter: Converter, thread: Thread, raw: Fields | None) -> tuple[Comment, ...] | None:
    if raw is None or raw.fields("comments").fields("pageInfo").flag("hasPreviousPage"):
        return None
    return tuple(converter.graphql_comment(one, thread) for one in raw.fields("comments").each_there("nodes"))
