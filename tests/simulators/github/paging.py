"""Pages of a list, and the `Link` header that leads from one to the next.

Most lists are numbered: `page=2`, with `rel` next, last, prev and first. The list of a repository's issues went over to
cursors in April 2025: its links carry `after=` or `before=` (beside a `page` that only informs) and name neither the
first nor the last page; numbered pages still work there for the first 10,000 entries (google/go-github#3564 and #3565,
ossf/criticality_score#829).
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlencode

from tests.simulators.github.refusals import refused
from tests.simulators.wire.exchange import Request

Entry = TypeVar("Entry")
Key = tuple[str, int]
"""What a list is sorted by, and the number that tells two alike apart."""

DEFAULT_PAGE = 30
LARGEST_PAGE = 100
NUMBERED_UP_TO = 10_000
_PREFIX = "cursor:v2:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which page is asked for."""

    size: int
    page: int
    shift: int


def asked(request: Request) -> Asked:
    """The page that the query names; what makes no sense counts as not said, and no page is larger than 100."""
    size = min(_number(request.query, "per_page", DEFAULT_PAGE), LARGEST_PAGE)
    return Asked(size=size, page=_number(request.query, "page", 1), shift=request.page_shift)


def _number(query: Mapping[str, str], name: str, default: int) -> int:
    text = query.get(name, "")
    return int(text) if text.isdecimal() and int(text) > 0 else default


def numbered(request: Request, base: str, entries: Sequence[Entry]) -> tuple[Sequence[Entry], dict[str, str]]:
    """The page's entries, and the headers that lead to its neighbours; `base` is the list's own URL."""
    want = asked(request)
    start = max((want.page - 1) * want.size + want.shift, 0)
    last = max(-(-len(entries) // want.size), 1)
    pages: dict[str, int] = {}
    if want.page > 1:
        pages["prev"] = min(want.page - 1, last)
    if want.page < last:
        pages |= {"next": want.page + 1, "last": last}
    if want.page > 1:
        pages["first"] = 1
    links = {rel: {**request.query, "page": str(page)} for rel, page in pages.items()}
    return entries[start : start + want.size], _link(base, links)


def by_cursor(
    request: Request, base: str, entries: Iterable[Entry], key: Callable[[Entry], Key], *, descending: bool
) -> tuple[Sequence[Entry], dict[str, str]]:
    """The page's entries, sorted by `key`, and its links with cursors; entries that come and go shift no page.

    Raises Refused: 422 for a cursor that is none, and for a numbered page beyond the 10,000th entry.
    """
    want = asked(request)
    ordered = sorted(entries, key=key, reverse=descending)
    start = max(_start(request, [key(entry) for entry in ordered], want, descending=descending) + want.shift, 0)
    page = ordered[start : start + want.size]
    rest = {name: value for name, value in request.query.items() if name not in {"after", "before", "page"}}
    links: dict[str, dict[str, str]] = {}
    if page and start + want.size < len(ordered):
        links["next"] = {"after": _cursor(key(page[-1])), **rest, "page": str(want.page + 1)}
    if page and start > 0:
        links["prev"] = {**rest, "page": str(max(want.page - 1, 1)), "before": _cursor(key(page[0]))}
    return page, _link(base, links)


def _start(request: Request, keys: Sequence[Key], want: Asked, *, descending: bool) -> int:
    if (after := request.query.get("after")) is not None:
        last = _key(after)
        return sum(key >= last if descending else key <= last for key in keys)
    if (before := request.query.get("before")) is not None:
        first = _key(before)
        return sum(key > first if descending else key < first for key in keys) - want.size
    if want.page > 1 and want.page * want.size >= NUMBERED_UP_TO:
        raise refused(
            422,
            "Pagination with the page parameter is not supported for large datasets, "
            "please use cursor based pagination (after/before)",
        )
    return (want.page - 1) * want.size


def _cursor(key: Key) -> str:
    return base64.b64encode(f"{_PREFIX}{key[0]}|{key[1]}".encode()).decode()


def _key(cursor: str) -> Key:
    try:
        text = base64.b64decode(cursor, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        text = ""
    sorted_by, _, number = text.removeprefix(_PREFIX).rpartition("|")
    if not text.startswith(_PREFIX) or not number.isdecimal():
        raise refused(422, "The cursor is invalid.")
    return sorted_by, int(number)


def _link(base: str, links: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    if not links:
        return {}
    return {"Link": ", ".join(f'<{base}?{urlencode(query)}>; rel="{rel}"' for rel, query in links.items())}
