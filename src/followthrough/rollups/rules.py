"""What a team decides about rollups, as values; `config` makes them from `.followthrough.yml`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from followthrough.model import Span


class RollupMode(StrEnum):
    """When a week brings a fresh comment."""

    WHEN_OVERDUE = "when-overdue"
    STICKY = "sticky"
    ALWAYS = "always"


class Mention(StrEnum):
    """Who is notified."""

    OVERDUE = "overdue"
    """The owners of overdue items."""
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """Whom to tell of what stays overdue."""

    after: Span
    to: str | None = None
    """A person or a team; None for the owners of the postmortem."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RollupRules:
    """How the state of postmortems is told."""

    mode: RollupMode = RollupMode.WHEN_OVERDUE
    mention: Mention = Mention.OVERDUE
    weekday: int = 0
    """The day from which a week's comment is due; 0 is Monday."""
    quiet_after: int = 4
    """Weeks without any change."""
    escalate: Escalation | None = None
    remind: bool = False
    """Whether the issue itself gets a comment once its deadline has passed."""
