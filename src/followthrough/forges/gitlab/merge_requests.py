"""Merge requests: one by its number, or the one that brought a commit."""

from __future__ import annotations

import re

from followthrough.forges.gitlab.answers import UNTOLD
from followthrough.forges.gitlab.api import READ, Api
from followthrough.forges.gitlab.convert import Converter, is_merged_into
from followthrough.forges.transport.exchange import Request
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
