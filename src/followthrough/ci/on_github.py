"""What an event of GitHub Actions asks for: when promises are made, and when documents are only looked at."""

from __future__ import annotations

from collections.abc import Mapping

from followthrough.ci.activity import Activity, Task, checked, rolled_up, synced
from followthrough.ci.event import Payload, PullRequest, read_payload
from followthrough.errors import ConfigError

_READ_ONLY_ACTOR = "dependabot[bot]"
_FOREIGN_EVENTS = frozenset({"pull_request_target", "workflow_run"})
"""Events that hand a token that may write to what a stranger wrote."""


def decide(environ: Mapping[str, str], event: str | None) -> Activity:
    """What the event of a run of GitHub Actions asks for; `event` is its payload as JSON.

    Where the token of a run cannot write (forks, Dependabot) that is no failure: the documents are checked. Raises
    ConfigError for events that are not to be trusted with a token.
    """
    name = event_name(environ)
    payload = read_payload(event)
    if payload.pull_request is not None and name == "pull_request":
        return _about_pull_request(payload.pull_request, payload, environ)
    if name == "push":
        return _about_push(payload, environ)
    if name == "schedule":
        return checked("the schedule runs in a fork") if payload.in_fork else rolled_up("the schedule says so")
    if name == "workflow_dispatch":
        return synced("somebody started it by hand")
    if name == "merge_group":
        return checked("a merge queue asks")
    return checked(f"the event {name} asks for no more")


def event_name(environ: Mapping[str, str]) -> str:
    """The name of the event. Raises ConfigError for one that is not to be trusted with a token."""
    name = environ.get("GITHUB_EVENT_NAME", "")
    if name in _FOREIGN_EVENTS:
        hint = "start the workflow on pull_request, push and schedule instead; docs/github.md has it ready to copy"
        raise ConfigError(f"The event {name} runs with a token that may write what a stranger wrote", hint=hint)
    return name


def unmerged(environ: Mapping[str, str], event: str | None) -> str | None:
    """Why what is checked out by such an event is not merged, as the beginning of a sentence; None where it may be."""
    name = environ.get("GITHUB_EVENT_NAME", "")
    request = read_payload(event).pull_request
    if name in _FOREIGN_EVENTS:
        return f"The event {name} tells of what a stranger wrote"
    if name == "merge_group":
        return "The merge queue has not merged this yet"
    if name == "pull_request" and request and not request.merged:
        return f"Pull request #{request.number} is not merged"
    return None


def _about_pull_request(request: PullRequest, payload: Payload, environ: Mapping[str, str]) -> Activity:
    what = f"pull request #{request.number}"
    elsewhere = request.base != payload.default_branch
    if request.closed and not request.merged:
        return Activity(tasks=(), because=f"{what} was closed without being merged")
    if request.closed and elsewhere:
        return Activity(tasks=(), because=f"{what} was merged into {request.base}, not the default branch")
    if reason := _cannot_write(environ, from_fork=request.from_fork):
        return checked(f"{what} is {reason}")
    if request.closed:
        return synced(f"{what} was merged")
    if elsewhere:
        return checked(f"{what} does not go to the default branch")
    return Activity(
        tasks=(Task.CHECK, Task.PLAN),
        because=f"{what} is open",
        change_request=request.number,
        base_commit=request.base_commit,
        merge_commit=environ.get("GITHUB_SHA"),
    )


def _about_push(payload: Payload, environ: Mapping[str, str]) -> Activity:
    ref = environ.get("GITHUB_REF", "")
    if payload.default_branch is None or ref != f"refs/heads/{payload.default_branch}":
        return checked("a push went elsewhere than to the default branch")
    if payload.in_fork:
        return checked("a push went to a fork")
    if reason := _cannot_write(environ, from_fork=False):
        return checked(f"the push is {reason}")
    return synced("a push went to the default branch")


def _cannot_write(environ: Mapping[str, str], *, from_fork: bool) -> str | None:
    """Whose token is read-only, whatever the workflow asks for."""
    if from_fork:
        return "from a fork, whose runs may not write"
    return "Dependabot's, whose runs may not write" if environ.get("GITHUB_ACTOR") == _READ_ONLY_ACTOR else None
