"""Which forge and which repository a run is about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from followthrough.ci.addresses import ForgeName, Remote, api_root, bare_loopback, checked_url, parse_remote
from followthrough.errors import ConfigError

_KNOWN_HOSTS = {"github.com": ForgeName.GITHUB, "gitlab.com": ForgeName.GITLAB}
_API_VARIABLE = {ForgeName.GITHUB: "GITHUB_API_URL", ForgeName.GITLAB: "CI_API_V4_URL"}
_SERVER_VARIABLE = {ForgeName.GITLAB: "CI_SERVER_URL"}
"""Where an instance is, for whoever has no API address."""
_REPO_VARIABLES = {
    ForgeName.GITHUB: ("GITHUB_REPOSITORY",),
    ForgeName.GITLAB: ("CI_PROJECT_PATH", "CI_PROJECT_ID"),
}
_NAME = r"(?!\.{1,2}(?:/|\Z))[A-Za-z0-9._-]+"
_REPO = {
    ForgeName.GITHUB: re.compile(f"[A-Za-z0-9-]+/{_NAME}"),
    ForgeName.GITLAB: re.compile(f"[0-9]+|{_NAME}(?:/{_NAME})+"),
}
_TRY_IT = "--forge local to try it out in a file on this machine"
_WRITTEN = {
    ForgeName.GITHUB: "OWNER/NAME",
    ForgeName.GITLAB: "GROUP/PROJECT, with every group between them, or as the project's number",
}
_SAY_WHICH = f"give --forge github or gitlab with --repo OWNER/NAME, or {_TRY_IT}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the command line says; None where it says nothing."""

    forge: ForgeName | None = None
    repo: str | None = None
    api_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where issues live."""

    forge: ForgeName
    repo: str = ""
    """`owner/name`; GitLab's project path or number; empty for the embedded forge."""
    api_url: str = ""
    or_root: str | None = None
    """Another API root that the address may mean; who is asked there tells."""
    because: str
    """How it was found out, for people who ask."""


def choose_target(
    asked: Asked, environ: Mapping[str, str], origin: str | None, hosts: Mapping[str, ForgeName]
) -> Target:
    """The forge that is asked for, else the one of the CI around us, else the one of git's `origin`.

    `hosts` are those a person vouches for in their own configuration; a repository never names one. Raises ConfigError.
    """
    remote = parse_remote(origin) if origin else None
    vouched = {**_KNOWN_HOSTS, **hosts, **_named_hosts(asked, environ)}
    forge, because = _forge(asked, environ, remote, vouched)
    if forge is ForgeName.LOCAL:
        return Target(forge=forge, because=because)
    own = remote if remote is not None and vouched.get(remote.host) is forge else None
    return Target(
        forge=forge,
        repo=_repo(forge, asked, environ, own),
        api_url=_api(forge, asked, environ, own),
        or_root=bare_loopback(asked.api_url) if asked.api_url else None,
        because=because,
    )


def _forge(
    asked: Asked, environ: Mapping[str, str], remote: Remote | None, vouched: Mapping[str, ForgeName]
) -> tuple[ForgeName, str]:
    if asked.forge is not None:
        return asked.forge, "it was asked for"
    if environ.get("GITHUB_ACTIONS") == "true":
        return ForgeName.GITHUB, "this is GitHub Actions"
    if environ.get("GITLAB_CI") == "true":
        return ForgeName.GITLAB, "this is GitLab CI"
    if remote is None:
        raise ConfigError("There is no forge to be seen: git has no remote `origin`", hint=_SAY_WHICH)
    if remote.host not in vouched:
        hint = f"give --forge github or gitlab with --api-url https://{remote.host}, or {_TRY_IT}"
        raise ConfigError(f"Nobody said which forge {remote.host} is, the host of git's `origin`", hint=hint)
    return vouched[remote.host], f"git's `origin` lies on {remote.host}"


def _named_hosts(asked: Asked, environ: Mapping[str, str]) -> dict[str, ForgeName]:
    """The hosts of the API addresses that the command line and the environment give."""
    named: dict[str, tuple[str | None, ForgeName | None]] = {
        "--api-url": (asked.api_url, asked.forge or _forge_by_path(asked.api_url)),
        **{variable: (environ.get(variable), forge) for forge, variable in _API_VARIABLE.items()},
        **{variable: (environ.get(variable), forge) for forge, variable in _SERVER_VARIABLE.items()},
    }
    return {
        urlsplit(checked_url(url, source)).hostname or "": forge
        for source, (url, forge) in named.items()
        if url and forge is not None
    }


def _forge_by_path(url: str | None) -> ForgeName | None:
    path = urlsplit(url).path.rstrip("/") if url and "://" in url else ""
    endings = {"/api/v3": ForgeName.GITHUB, "/api/v4": ForgeName.GITLAB}
    return next((forge for ending, forge in endings.items() if path.endswith(ending)), None)


def _repo(forge: ForgeName, asked: Asked, environ: Mapping[str, str], own: Remote | None) -> str:
    given = next((environ[name] for name in _REPO_VARIABLES[forge] if environ.get(name)), None)
    repo = asked.repo or given or (own.path if own else None)
    if repo is None:
        raise ConfigError(
            "It is not known which repository is meant",
            hint="give --repo OWNER/NAME, and --api-url for an instance of your own",
        )
    if not _REPO[forge].fullmatch(repo):
        raise ConfigError(f"{repo!r} is not a repository of {forge}", hint=f"write it as {_WRITTEN[forge]}")
    return repo


def _api(forge: ForgeName, asked: Asked, environ: Mapping[str, str], own: Remote | None) -> str:
    """What was asked for is completed; the CI's own variable is an API root as it stands."""
    variable, server = _API_VARIABLE[forge], _SERVER_VARIABLE.get(forge, "")
    if asked.api_url:
        return api_root(forge, asked.api_url, "--api-url")
    if environ.get(variable):
        return checked_url(environ[variable], variable)
    if environ.get(server):
        return api_root(forge, environ[server], server)
    return api_root(forge, f"https://{own.host if own else f'{forge}.com'}", "the host of git's `origin`")
