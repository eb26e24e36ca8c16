"""What the APIs of forges have in common: one object, a state to bring about, a list page by page to its last one."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Generic, TypeVar
from urllib.parse import parse_qs, urljoin, urlsplit

from followthrough.errors import AccessDenied, Ambiguous
from followthrough.forges.transport.addresses import is_below, links
from followthrough.forges.transport.exchange import Answer, Request
from followthrough.forges.transport.executor import Executor
from followthrough.forges.transport.fields import Fields, each

Result = TypeVar("Result")

PER_PAGE = 100
"""The most that GitHub and GitLab give."""
AT_ONCE = 4
"""Pages read at the same time; forges ask for few."""
MOST_PAGES = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """One server's API."""

    execute: Executor
    api_url: str
    """Its root, without a last slash."""

    def one(self, request: Request, read: Callable[[Fields], Result]) -> Result:
        """What `read` makes of the one object that is answered."""
        return self.execute(request, lambda answer: read(Fields(answer.data, "answer")))

    def do(self, request: Request) -> None:
        """Send a request whose answer says nothing of use."""
        self.execute(replace(request, expects=None), lambda _: None)

    def bring_about(self, request: Request) -> None:
        """Send a request that comes to the same however often it is sent, a second time where its answer was lost."""
        self.brought_about(request, lambda _: None)

    def brought_about(self, request: Request, read: Callable[[Answer], Result]) -> Result:
        """The same, and what `read` makes of the answer, which may be of any shape."""
        asked = replace(request, expects=None)
        try:
            return self.execute(asked, read)
        except Ambiguous:
            return self.execute(asked, read)

    def every(self, request: Request, read: Callable[[Fields], Result]) -> list[Result]:
        """What `read` makes of each object of a list, to its last page; some may come twice.

        Raises AccessDenied where the pages lead away or never end.
        """
        listing = replace(request, expects=list, query={**request.query, "per_page": str(PER_PAGE)})
        pages = [self._page(listing, read)]
        pages += self._rest(listing, read, pages[0].last)
        pages += self._unlinked(listing, read, pages)
        seen: set[str] = set()
        while (following := pages[-1].following) is not None:
            if following in seen or len(pages) >= MOST_PAGES:
                raise AccessDenied(f"The pages never end when we {request.what}", hint="check --api-url")
            if not is_below(following, self.api_url):
                raise AccessDenied(f"A page of another host is named when we {request.what}", hint="check --api-url")
            seen.add(following)
            pages.append(self._page(replace(listing, path=following, query={}), read))
        return [entry for page in pages for entry in page.entries]

    def _rest(self, listing: Request, read: Callable[[Fields], Result], last: int) -> list[_Page[Result]]:
        """The further pages of a list that says how many there are, some at a time."""
        if last <= 1:
            return []
        numbered = (replace(listing, query={**listing.query, "page": str(page)}) for page in range(2, last + 1))
        with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="pages") as pool:
            return list(pool.map(lambda request: self._page(request, read), numbered))

    def _unlinked(self, listing: Request, read: Callable[[Fields], Result], pages: Pages[Result]) -> Pages[Result]:
        """The further pages of a list that came without links to its neighbours."""
        found = list(pages)
        while found[-1].goes_on_unlinked and len(found) < MOST_PAGES:
            page = self._page(replace(listing, query={**listing.query, "page": str(len(found) + 1)}), read)
            if page.entries == found[-1].entries:  # it knows of no pages at all
                break
            found.append(page)
        return found[len(pages) :]

    def _page(self, request: Request, read: Callable[[Fields], Result]) -> _Page[Result]:
        seen_from = self.api_url + request.path if request.path.startswith("/") else request.path

        def page(answer: Answer) -> _Page[Result]:
            neighbours = links(answer.headers)
            entries = [read(entry) for entry in each(answer.data, "answer")]
            following = answer.headers.get("x-next-page", "1" if len(entries) >= PER_PAGE else "")
            return _Page(
                entries=entries,
                following=_whole(neighbours.get("next"), seen_from),
                last=_page_of(neighbours.get("last")),
                goes_on_unlinked=not neighbours and bool(following),
            )

        return self.execute(request, page)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page(Generic[Result]):
    entries: list[Result]
    following: str | None
    """Address of the next page."""
    last: int
    """Number of the last page; 0 where the list does not say."""
    goes_on_unlinked: bool
    """Whether another follows though none is linked: GitLab tells its number too, else the page is a full one."""


Pages = list[_Page[Result]]


def _whole(url: str | None, seen_from: str) -> str | None:
    """An address that may be written from where it stands (RFC 8288, 3.1); one that is none stays as it is."""
    try:
        return urljoin(seen_from, url) if url else url
    except ValueError:
        return url


def _page_of(url: str | None) -> int:
    number = parse_qs(urlsplit(url).query).get("page", ["0"])[0] if url else "0"
    return min(int(number), MOST_PAGES) if number.isascii() and number.isdecimal() else 0
