"""Merge requests: one by its number, or the one that brought a commit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlencode

from followthrough.forges.gitlab.answers import UNTOLD
from followthrough.forges.gitlab.api import READ, Api
from followthrough.forges.gitlab.convert import Converter, is_locked, is_merged_into
from followthrough.forges.transport.exchange import Answer, Request
from followthrough.forges.transport.fields import each
from followthrough.forges.transport.rest import PER_PAGE
from followthrough.model import ChangeRequest

_COMMIT = re.compile(r"[0-9a-f]{7,64}")


def get(api: Api, converter: Converter, number: int) -> ChangeRequest:
    """One merge request. Raises NotFound."""
    request = Request(
        method="GET",
        path=api.path("merge_requests", number),
        what=f"look at !{number}",
        needs=READ,
        subject=f"merge request !{number}",
    )
    return api.one(request, converter.change_request)


def locked_among(api: Api, numbers: Sequence[int]) -> frozenset[int]:
    """Those merge requests that are locked, a hundred looked at with one request; none where the server tells nothing.

    A server that knows no choice by number answers with a page of others, and there it stays: no more is asked.
    """
    found: set[int] = set()
    try:
        for start in range(0, len(numbers), PER_PAGE):
            found |= _locked(api, numbers[start : start + PER_PAGE])
    except UNTOLD:
        return frozenset(found)
    return frozenset(found.intersection(numbers))


def _locked(api: Api, numbers: Sequence[int]) -> set[int]:
    chosen = urlencode([("iids[]", number) for number in numbers])
    request = Request(
        method="GET",
        path=f"{api.path('merge_requests')}?{chosen}",
        what="ask which merge requests are locked",
        needs=READ,
        query={"state": "all", "per_page": str(PER_PAGE)},
        expects=list,
        optional=True,
    )

    def read(answer: Answer) -> set[int]:
        return {raw.number("iid") for raw in each(answer.data, "answer") if is_locked(raw)}

    return api.execute(request, read)


def that_brought(api: Api, converter: Converter, commit: str, branch: str | None) -> ChangeRequest | None:
    """The merge request through which a commit came to a branch, to any where none is given; the first of several."""
    if not _COMMIT.fullmatch(commit):
        return None
    request = Request(
        method="GET",
        path=api.path("repository/commits", commit, "merge_requests"),
        what="ask which merge request brought a commit",
        needs=READ,
        subject=f"commit {commit}",
    )
    try:
        found = api.every(request, lambda raw: converter.change_request(raw) if is_merged_into(raw, branch) else None)
    except UNTOLD:
        return None
    return min(filter(None, found), key=lambda one: (str(one.merged_at), one.number), default=None)
