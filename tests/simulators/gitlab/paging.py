"""Pages of a list, and the headers that lead from one to the next.

A page is numbered unless `pagination=keyset` is asked for: 20 entries, never more than 100, with totals and `rel`
first, last, next and prev; lists of more than 10,000 entries name neither totals nor the last page, and nothing is
numbered beyond the 50,000th entry. A keyset has only a `rel` next. Source: docs.gitlab.com "REST API", "Pagination".
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlencode

from tests.simulators.gitlab.refusals import Refused, bad_parameter
from tests.simulators.wire.exchange import Request, json_response

Entry = TypeVar("Entry")
Key = tuple[str, int]
"""What a list is sorted by, and the number that tells two alike apart."""

DEFAULT_PAGE = 20
LARGEST_PAGE = 100
COUNTED_UP_TO = 10_000
NUMBERED_UP_TO = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which page is asked for."""

    size: int
    page: int
    shift: int


def asked(request: Request) -> Asked:
    """The page that the query names. Raises Refused: 400 where a number is none, or zero."""
    size = min(_number(request.query, "per_page", DEFAULT_PAGE), LARGEST_PAGE)
    return Asked(size=size, page=_number(request.query, "page", 1), shift=request.page_shift)


def _number(query: Mapping[str, str], name: str, default: int) -> int:
    text = query.get(name, "")
    if not text:
        return default
    if not text.isdecimal():
        raise bad_parameter(f"{name} is invalid")
    if int(text) == 0:
        raise bad_parameter(f"{name} has a value not allowed")
    return int(text)


def numbered(request: Request, entries: Sequence[Entry]) -> tuple[Sequence[Entry], dict[str, str]]:
    """The page's entries, and the headers that lead to its neighbours.

    Raises Refused: 405 for a page beyond the 50,000th entry.
    """
    want = asked(request)
    if (want.page - 1) * want.size >= NUMBERED_UP_TO:
        text = f"Offset pagination has a maximum allowed offset of {NUMBERED_UP_TO} for requests of this type."
        raise _not_allowed(text)
    start = max((want.page - 1) * want.size + want.shift, 0)
    last = max(-(-len(entries) // want.size), 1)
    counted = len(entries) <= COUNTED_UP_TO
    following = want.page + 1 if want.page < last else None
    previous = want.page - 1 if want.page > 1 else None
    headers = {
        "X-Per-Page": str(want.size),
        "X-Page": str(want.page),
        "X-Next-Page": str(following or ""),
        "X-Prev-Page": str(previous or ""),
    }
    if counted:
        headers |= {"X-Total": str(len(entries)), "X-Total-Pages": str(last)}
    pages = {"prev": previous, "next": following, "first": 1, "last": last if counted else None}
    links = {rel: {"page": str(page), "per_page": str(want.size)} for rel, page in pages.items() if page}
    return entries[start : start + want.size], headers | _link(request, links)


def keyset(
    request: Request, entries: Iterable[Entry], key: Callable[[Entry], Key], *, descending: bool
) -> tuple[Sequence[Entry], dict[str, str]]:
    """The entries after a cursor, and the link to those that follow; entries that come and go shift no page.

    Raises Refused: 400 for a cursor that is none.
    """
    want = asked(request)
    ordered = sorted(entries, key=key, reverse=descending)
    start = 0
    if (cursor := request.query.get("cursor")) is not None:
        last = _key(cursor)
        start = sum(key(entry) >= last if descending else key(entry) <= last for entry in ordered)
    start = max(start + want.shift, 0)
    page = ordered[start : start + want.size]
    links: dict[str, dict[str, str]] = {}
    if page and start + want.size < len(ordered):
        links["next"] = {"cursor": _cursor(key(page[-1])), "per_page": str(want.size)}
    return page, _link(request, links)


def no_keyset() -> Refused:
    """What a list answers that knows no keyset."""
    return _not_allowed("Keyset pagination is not yet available for this type of request")


def _not_allowed(text: str) -> Refused:
    return Refused(json_response({"error": text}, 405))


def _cursor(key: Key) -> str:
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode()


def _key(cursor: str) -> Key:
    try:
        sorted_by, number = json.loads(base64.urlsafe_b64decode(cursor))
        return str(sorted_by), int(number)
    except (binascii.Error, ValueError, TypeError):
        raise bad_parameter("cursor is invalid") from None


def _link(request: Request, links: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """The `Link` header; its URLs repeat the request's own, whatever else it asked."""
    if not links:
        return {}
    replaced = {"page", "per_page", "cursor"}
    rest = [(name, value) for name, value in request.repeated if name not in replaced]
    base = f"{request.origin}{request.path}"
    urls = {rel: f"{base}?{urlencode([*rest, *query.items()])}" for rel, query in links.items()}
    return {"Link": ", ".join(f'<{url}>; rel="{rel}"' for rel, url in urls.items())}
