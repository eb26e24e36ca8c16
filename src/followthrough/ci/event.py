"""What the payload of an event says. A payload is foreign: nothing of it is believed beyond its expected shape."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from followthrough.ci.on_gitlab import merge_request

_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PullRequest:
    """A pull request, as an event tells of it."""

    number: int
    merged: bool = False
    closed: bool = False
    base: str | None = None
    """The branch that it is to be merged into."""
    base_commit: str | None = None
    from_fork: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """What an event tells."""

    pull_request: PullRequest | None = None
    default_branch: str | None = None
    in_fork: bool = False
    """Whether the repository that the run belongs to is itself a fork of another."""


def read_payload(event: str | None) -> Payload:
    """The payload of an event, as far as it has the expected shape."""
    told = _loaded(event)
    repository, request = _within(told, "repository"), _within(told, "pull_request")
    target = _within(_within(request, "base"), "repo")
    return Payload(
        pull_request=_pull_request(request, _text(repository, "full_name"), is_closed=told.get("action") == "closed"),
        default_branch=_text(repository, "default_branch") or _text(target, "default_branch"),
        in_fork=repository.get("fork") is True,
    )


def event_change_request(environ: Mapping[str, str], event: str | None) -> int | None:
    """The number of the change request that an event is about.

    `event` is the text of the file that GITHUB_EVENT_PATH names; GitLab tells the number in a variable.
    """
    if environ.get("GITLAB_CI") == "true":
        return merge_request(environ)
    request = read_payload(event).pull_request if environ.get("GITHUB_ACTIONS") == "true" else None
    return request.number if request else None


def default_branch(environ: Mapping[str, str], event: str | None) -> str | None:
    """The name of the default branch, where the CI tells it."""
    if environ.get("GITLAB_CI") == "true":
        return environ.get("CI_DEFAULT_BRANCH") or None
    return read_payload(event).default_branch if environ.get("GITHUB_ACTIONS") == "true" else None


def _pull_request(told: Mapping[str, object], repository: str | None, *, is_closed: bool) -> PullRequest | None:
    number = told.get("number")
    if not isinstance(number, int) or isinstance(number, bool):
        return None
    base, head = _within(told, "base"), _within(told, "head")
    commit = _text(base, "sha") or ""
    return PullRequest(
        number=number,
        merged=told.get("merged") is True,
        closed=is_closed or told.get("state") == "closed",
        base=_text(base, "ref"),
        base_commit=commit if _COMMIT.fullmatch(commit) else None,
        from_fork="repo" in head and not _is_same(_text(_within(head, "repo"), "full_name"), repository),
    )


def _is_same(head: str | None, repository: str | None) -> bool:
    """Whether two names are one repository's; the head of a request whose fork was deleted names none."""
    return (head or "").casefold() == (repository or "").casefold()


def _loaded(event: str | None) -> Mapping[str, object]:
    try:
        told = json.loads(event or "")
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _within(told: Mapping[str, object], name: str) -> Mapping[str, object]:
    value = told.get(name)
    return value if isinstance(value, dict) else {}


def _text(told: Mapping[str, object], name: str) -> str | None:
    value = told.get(name)
    return value if isinstance(value, str) and value else None
