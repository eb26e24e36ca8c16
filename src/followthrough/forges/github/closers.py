"""Who closed an issue, asked where the list does not say: GitHub's lists told it only of late.

GraphQL tells it of many issues at once; where there is none, the issues closed last are looked at one by one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress

from followthrough.errors import Ambiguous, ForgeError, NotFound, RateLimited
from followthrough.forges.github.api import Api
from followthrough.forges.github.convert import account, graphql_account
from followthrough.forges.transport.exchange import Request
from followthrough.forges.transport.fields import Fields
from followthrough.model import Account

AT_ONCE = 250
"""Issues asked about in one query, far below what a query may cost."""
ONE_BY_ONE = 30
"""Issues looked at for want of a better way."""
_LAST = "timelineItems(last:1,itemTypes:[CLOSED_EVENT]){nodes{... on ClosedEvent{actor{__typename login}}}}"


def closers_of(api: Api, numbers: Sequence[int]) -> Mapping[int, Account]:
    """Who closed each of these issues last, given in the order in which they were; without those nobody knows of."""
    found: dict[int, Account] = {}
    try:
        for start in range(0, len(numbers), AT_ONCE):
            found |= _some(api, numbers[start : start + AT_ONCE])
    except (RateLimited, Ambiguous):
        raise
    except ForgeError:
        return _one_by_one(api, numbers[-ONE_BY_ONE:])
    return found


def _one_by_one(api: Api, numbers: Sequence[int]) -> Mapping[int, Account]:
    found: dict[int, Account] = {}
    for number in numbers:
        what = f"ask who closed #{number}"
        request = Request(
            method="GET", path=api.path("issues", number), what=what, needs="issues: read", subject=f"#{number}"
        )
        with suppress(NotFound):
            told, closer = api.one(request, lambda raw: (raw.has("closed_by"), raw.fields_or_none("closed_by")))
            if not told:
                break
            if closer:
                found[number] = account(closer)
    return found


def _some(api: Api, numbers: Sequence[int]) -> Mapping[int, Account]:
    issues = " ".join(f"i{number}:issue(number:{number}){{{_LAST}}}" for number in numbers)
    text = f"query($owner:String!,$name:String!){{repository(owner:$owner,name:$name){{{issues}}}}}"
    request = Request(method="POST", path="", what="ask who closed issues", needs="issues: read")

    def read(raw: Fields) -> Mapping[int, Account]:
        repository = raw.fields("repository")
        told = {number: _closer(repository.fields_or_none(f"i{number}")) for number in numbers}
        return {number: closer for number, closer in told.items() if closer is not None}

    return api.query(text, {}, request, read)


def _closer(issue: Fields | None) -> Account | None:
    if issue is None:
        return None
    actors = [node.fields_or_none("actor") for node in issue.fields("timelineItems").each("nodes")]
    actor = next(filter(None, reversed(actors)), None)
    return None if actor is None else graphql_account(actor)
