"""Pull requests: by their number, and by a commit that one of them brought."""

from __future__ import annotations

import re

from followthrough.forges.github.answers import Invalid
from followthrough.forges.github.api import Api
from followthrough.forges.github.convert import Converter, is_merged_into_default
from followthrough.forges.transport.exchange import Request
from followthrough.forges.transport.executor import Unserved
from followthrough.forges.transport.fields import Fields
from followthrough.model import ChangeRequest

_COMMIT = re.compile(r"[0-9a-f]{7,64}")


def of_commit(api: Api, converter: Converter, commit: str) -> ChangeRequest | None:
    """The one through which a commit came to the default branch; the first, where there are several."""
    if not _COMMIT.fullmatch(commit):
        return None
    request = Request(
        method="GET",
        path=api.path("commits", commit, "pulls"),
        what="ask which pull request brought a commit",
        needs="pull-requests: read",
    )

    def merged(raw: Fields) -> ChangeRequest | None:
        return converter.change_request(raw) if is_merged_into_default(raw) else None

    try:
        found = api.every(request, merged)
    except (Invalid, Unserved):  # GitHub knows no such commit, or the server cannot tell
        return None
    return min(filter(None, found), key=lambda one: (str(one.merged_at), one.number), default=None)


def numbered(api: Api, converter: Converter, number: int) -> ChangeRequest:
    """The one with a number. Raises NotFound."""
    request = Request(
        method="GET",
        path=api.path("pulls", number),
        what=f"look at #{number}",
        needs="pull-requests: read",
        subject=f"pull request #{number}",
    )
    return api.one(request, converter.change_request)
