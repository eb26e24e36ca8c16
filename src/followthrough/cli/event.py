"""The event that started a run of a CI: its text, its change request, and whether it makes promises."""

from __future__ import annotations

import os
from pathlib import Path

from followthrough.ci.addresses import ForgeName
from followthrough.ci.decision import unmerged
from followthrough.ci.event import default_branch, event_change_request
from followthrough.cli.connect import find_target
from followthrough.cli.options import Common
from followthrough.cli.workspace import Workspace
from followthrough.discovery.history import branch_besides_default
from followthrough.errors import ConfigError


def event_text() -> str | None:
    """What the CI wrote down about the event; None where there is no such file."""
    named = os.environ.get("GITHUB_EVENT_PATH")
    return Path(named).read_text(encoding="utf-8", errors="replace") if named and Path(named).is_file() else None


def change_request_of_event() -> int | None:
    """The change request that the event of this run is about."""
    return event_change_request(os.environ, event_text())


def refuse_unmerged(workspace: Workspace, common: Common, *, allowed: bool | None = None) -> None:
    """Raise ConfigError where a remote forge would be written to from what was not merged.

    `allowed` is what an option says against it; None where there is none.
    """
    if allowed or find_target(workspace, common).forge is ForgeName.LOCAL:
        return
    because = _unmerged(workspace)
    if because:
        hint = "leave it to the default branch, or check that out"
        hint += "" if allowed is None else "; --allow-unmerged lets it"
        raise ConfigError(f"{because}: its promises are not made yet", hint=hint)


def _unmerged(workspace: Workspace) -> str | None:
    event = event_text()
    if told := unmerged(os.environ, event):
        return told
    other = branch_besides_default(workspace.repository, default_branch(os.environ, event))
    return f"This is the branch {other!r}, which is not merged" if other else None
