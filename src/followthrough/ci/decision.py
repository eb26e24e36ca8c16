"""What the event of a run asks for, whichever CI it runs in."""

from __future__ import annotations

from collections.abc import Mapping

from followthrough.ci import on_github, on_gitlab
from followthrough.ci.activity import Activity
from followthrough.errors import ConfigError


def decide(environ: Mapping[str, str], event: str | None) -> Activity:
    """What a run is to do; `event` is the payload of GitHub's as JSON.

    Raises ConfigError for events that are not to be trusted with a token, and where no event is.
    """
    if _in_actions(environ):
        return on_github.decide(environ, event)
    if _in_pipeline(environ):
        return on_gitlab.decide(environ)
    hint = "give --command check, plan or sync, or run those commands themselves"
    raise ConfigError("No event decides here: this is a run of neither GitHub Actions nor GitLab CI", hint=hint)


def refuse_foreign(environ: Mapping[str, str]) -> None:
    """Raise ConfigError for an event that hands out a token over what a stranger wrote."""
    if _in_actions(environ):
        on_github.event_name(environ)


def unmerged(environ: Mapping[str, str], event: str | None) -> str | None:
    """Why what is checked out by such an event is not merged, as the beginning of a sentence; None where it may be."""
    if _in_actions(environ):
        return on_github.unmerged(environ, event)
    return on_gitlab.unmerged(environ) if _in_pipeline(environ) else None


def _in_actions(environ: Mapping[str, str]) -> bool:
    return environ.get("GITHUB_ACTIONS") == "true" and bool(environ.get("GITHUB_EVENT_NAME"))


def _in_pipeline(environ: Mapping[str, str]) -> bool:
    return environ.get("GITLAB_CI") == "true"
