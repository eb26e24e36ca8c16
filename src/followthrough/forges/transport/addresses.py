"""Whose address it is: a credential goes to one origin, and to no other that an answer may name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

_LINK = re.compile(r'<([^>]*)>[^,]*?;\s*rel="?([a-z]+)"?')
_PORTS = {"https": 443, "http": 80}


def origin(url: str) -> tuple[str, str, int | None] | None:
    """Scheme, host and port; None for what is no address."""
    try:
        split = urlsplit(url)
        port = split.port
    except ValueError:
        return None
    if split.scheme not in _PORTS or not split.hostname:
        return None
    return split.scheme, split.hostname, port or _PORTS[split.scheme]


def is_below(url: str, root: str) -> bool:
    """Whether an address is one of the API whose root is given: the same origin, and no user name in it."""
    return origin(url) is not None and origin(url) == origin(root) and urlsplit(url).username is None


def links(headers: Mapping[str, str]) -> Mapping[str, str]:
    """The neighbours of a page by their `rel`, from the Link header (RFC 8288)."""
    return {rel: url for url, rel in _LINK.findall(headers.get("link", ""))}
