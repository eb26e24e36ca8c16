"""What planning is told of the repository at hand: documents with their rules, scope, and the occasion of the run."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from followthrough.apply import Telling
from followthrough.cli.event import change_request_of_event
from followthrough.cli.workspace import Reading, Workspace
from followthrough.discovery.history import commits_that_added, commits_that_wrote, head_commit
from followthrough.forges.protocol import Forge
from followthrough.gather import Gathered, Occasion, gather_all
from followthrough.gather.earlier import still_overdue
from followthrough.gather.standing import Standing, gather_standing
from followthrough.rollups.tracked import track
from followthrough.tracking.changes import Plan
from followthrough.tracking.matching import Document, Scope
from followthrough.tracking.rules import TrackingRules


@dataclass(frozen=True, slots=True, kw_only=True)
class Overruled:
    """What the command line says against every configuration; None where it says nothing."""

    max_creates: int | None = None
    since: date | None = None

    def over(self, rules: TrackingRules) -> TrackingRules:
        """The rules with what was said put in."""
        # One number for both brakes: whoever was shown a plan says how much of it may go through.
        said: dict[str, Any] = {"max_creates": self.max_creates, "released": self.max_creates, "since": self.since}
        return replace(rules, **{name: value for name, value in said.items() if value is not None})


def plan_for(workspace: Workspace, documents: Reading, forge: Forge, overruled: Overruled) -> Plan:
    """The plan that brings the forge into step with the documents. Raises ForgeError."""
    return gathered_for(workspace, documents, forge, overruled).plan


def gathered_for(
    workspace: Workspace,
    documents: Reading,
    forge: Forge,
    overruled: Overruled,
    *,
    merged: bool = True,
    thorough: bool = False,
) -> Gathered:
    """The same plan with what it was made from; before a merge, no commit counts as having brought a document."""
    default = overruled.over(workspace.config.general.tracking)
    tracked = _documents(workspace, documents, overruled)
    occasion = _occasion(workspace) if merged else _proposal(workspace)
    return gather_all(tracked, forge, _scope(workspace, documents), replace(occasion, thorough=thorough), default)


def telling_for(workspace: Workspace, gathered: Gathered) -> Telling:
    """What the statuses tell that the plan has written, beside ledgers and issues."""
    standing, rules = gathered.standing, workspace.config.tracking_rules
    items = track(standing.issues, standing.ledgers, rules, workspace.today, me=standing.me)
    earlier = still_overdue(gathered.plan.postmortems, items)
    return Telling(today=workspace.today, rules=workspace.config.rollup, tracking=rules, earlier=earlier)


def standing_of(workspace: Workspace, documents: Reading, forge: Forge) -> Standing:
    """Everything that is tracked. Raises ForgeError."""
    default = workspace.config.general.tracking
    tracked = _documents(workspace, documents, Overruled())
    return gather_standing(tracked, forge, _scope(workspace, documents), _occasion(workspace), default)


def _documents(workspace: Workspace, documents: Reading, overruled: Overruled) -> tuple[Document, ...]:
    return tuple(
        Document(postmortem=one, rules=overruled.over(workspace.config.tracking_rules(one.path)))
        for one in documents.postmortems
    )


def _scope(workspace: Workspace, documents: Reading) -> Scope:
    return Scope(holds=documents.selection.holds, exists=workspace.repository.exists)


def _occasion(workspace: Workspace) -> Occasion:
    return Occasion(
        today=workspace.today,
        commit=head_commit(workspace.repository),
        event_change_request=change_request_of_event(),
        commits_that_added=partial(commits_that_added, workspace.repository),
        commits_that_wrote=partial(commits_that_wrote, workspace.repository),
    )


def _proposal(workspace: Workspace) -> Occasion:
    return Occasion(
        today=workspace.today,
        commit=head_commit(workspace.repository),
        event_change_request=change_request_of_event(),
    )
