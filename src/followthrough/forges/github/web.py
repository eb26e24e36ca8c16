"""Where people look at what an API holds: addresses of answers, checked, and those that documents name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from followthrough.ci.addresses import is_loopback
from followthrough.forges.transport.addresses import origin
from followthrough.forges.transport.exchange import Malformed
from followthrough.forges.transport.fields import Fields

_GITHUB = "https://github.com"


@dataclass(frozen=True, slots=True, kw_only=True)
class Web:
    """The pages of one repository."""

    roots: Sequence[str]
    """Addresses of the server, without a last slash; the first is the one that is written."""
    repo: str
    """`owner/name`."""
    stands_in: bool = False
    """Whether the server stands on this machine in the place of another, whose addresses its answers may bear."""

    @classmethod
    def of(cls, api_url: str, repo: str) -> Web:
        """The pages that belong to an API; one on this machine may stand in for github.com."""
        root = web_url(api_url)
        stands_in = is_loopback(urlsplit(api_url).hostname or "")
        return cls(roots=(root, _GITHUB) if stands_in else (root,), repo=repo, stands_in=stands_in)

    def url(self, raw: Fields, place: str, *, name: str = "html_url") -> str:
        """The address that an answer gives, else that of the place; a stand-in's word is not taken for another host.

        Raises Malformed for an address that is not this server's.
        """
        told = raw.text_or_none(name)
        if told is not None and origin(told) in {origin(root) for root in self.roots}:
            return told
        if told is not None and not self.stands_in:
            raise Malformed(f"{name} leads to another host")
        return f"{self.roots[0]}/{self.repo}/{place}"

    def issue_in(self, ticket: str) -> int | None:
        """The number that `#7`, `GH-7`, `owner/name#7` or the address of an issue names in this repository."""
        repo, roots = re.escape(self.repo), "|".join(map(re.escape, self.roots))
        pattern = rf"(?:#|GH-|{repo}#|(?:{roots})/{repo}/issues/)([1-9][0-9]{{0,17}})(?:[?#].*)?/?"
        match = re.fullmatch(pattern, ticket.strip(), re.IGNORECASE)
        return int(match[1]) if match else None


def web_url(api_url: str) -> str:
    """Where people look at what an API holds.

    >>> web_url("https://api.github.com"), web_url("https://git.acme.example/api/v3")
    ('https://github.com', 'https://git.acme.example')
    """
    split = urlsplit(api_url)
    return f"{split.scheme}://{split.netloc.removeprefix('api.')}"
