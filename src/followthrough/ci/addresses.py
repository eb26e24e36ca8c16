"""Addresses of forges: what may be called, how an API root is completed, what a git remote names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit, urlunsplit

from followthrough.errors import ConfigError

_SCP_LIKE = re.compile(r"(?:[^@/:]+@)?(?P<host>[^/:@]+):(?!//)(?P<path>.+)")
_ALIASES = {"ssh.github.com": "github.com", "altssh.gitlab.com": "gitlab.com"}
_API_ROOTS = {"github": "/api/v3", "gitlab": "/api/v4"}


class ForgeName(StrEnum):
    """The forges there are."""

    GITHUB = "github"
    GITLAB = "gitlab"
    LOCAL = "local"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remote:
    """What a git remote names."""

    host: str
    path: str
    """`owner/name`, with groups before it on GitLab."""


def parse_remote(url: str) -> Remote | None:
    """The host and path of a remote, whichever way it is written; None for a folder on this machine.

    >>> parse_remote("git@github.com:acme/shop.git")
    Remote(host='github.com', path='acme/shop')
    """
    split = _split(url) if "://" in url else None
    if split is not None and split.scheme in {"https", "http", "ssh", "git"}:
        host, path = split.hostname, split.path
    elif "://" not in url and (found := _SCP_LIKE.fullmatch(url)):
        host, path = found["host"].casefold(), found["path"]
    else:
        return None
    path = path.strip("/").removesuffix(".git")
    return Remote(host=_ALIASES.get(host, host), path=path) if host and path else None


def checked_url(url: str, source: str) -> str:
    """An address without its last slash, once a token may be sent there. Raises ConfigError that names the source."""
    split = _split(url)
    if split is None or not split.hostname:
        raise ConfigError(f"{source} is not an address", hint="write it as https://git.acme.example")
    if split.username is not None or split.password is not None:
        raise ConfigError(f"{source} holds a user name or a token", hint="take it out; tokens have their own variables")
    if split.query or split.fragment:
        raise ConfigError(f"{source} has a query or a fragment", hint="write it as https://git.acme.example")
    if split.scheme != "https" and not (split.scheme == "http" and is_loopback(split.hostname)):
        raise ConfigError(f"{source} is not https: a token would travel in the clear", hint="write it with https://")
    return urlunsplit((split.scheme, split.netloc, split.path.rstrip("/"), "", ""))


def api_root(forge: ForgeName, url: str, source: str) -> str:
    """The API root of an instance whose address, or API root, is given. Raises ConfigError.

    GitHub lies at the top of its host, so that an address with a path is an API root as it stands; GitLab may lie
    below a path. Where GitHub runs a host itself, github.com or an enterprise's below ghe.com, the API has its own.

    >>> api_root(ForgeName.GITLAB, "https://git.acme.example/", "--api-url")
    'https://git.acme.example/api/v4'
    """
    checked = checked_url(url, source)
    split = urlsplit(checked)
    host = split.hostname or ""
    if forge is ForgeName.GITHUB and host.startswith("api."):
        return checked
    if forge is ForgeName.GITHUB and (host in {"github.com", "www.github.com"} or host.endswith(".ghe.com")):
        return f"https://api.{host.removeprefix('www.')}"
    root = _API_ROOTS[forge]
    is_root = split.path.endswith(root) or (forge is ForgeName.GITHUB and split.path != "")
    return checked if is_root else checked + root


def bare_loopback(url: str) -> str | None:
    """An address on this very machine that names no path, which may be an API root itself; None for any other."""
    split = _split(url)
    is_bare = split is not None and is_loopback(split.hostname or "") and split.path.strip("/") == ""
    return url.rstrip("/") if is_bare else None


def is_loopback(host: str) -> bool:
    """Whether a host is this very machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _split(url: str) -> SplitResult | None:
    try:
        split = urlsplit(url)
        split.port  # noqa: B018 - a port that is no number shows when it is asked for
    except ValueError:
        return None
    return split
