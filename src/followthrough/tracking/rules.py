"""What a team decides about tracking, as values; `config` makes them from `.followthrough.yml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType


class OnRemoved(StrEnum):
    """What becomes of the issue whose item left its document."""

    KEEP = "keep"
    CLOSE = "close"


class ExternalTickets(StrEnum):
    """What becomes of an item whose ticket lives in another tracker."""

    LINK = "link"
    TRUST = "trust"


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelNames:
    """The labels that are ours; all others are people's."""

    managed: str = "postmortem-action"
    overdue: str = "overdue"
    needs_owner: str = "needs-owner"
    removed: str = "not-in-postmortem"
    wont_do: str = "wont-do"
    priority: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Case-folded priority as documents write it → label."""
    severity: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Case-folded severity of an incident → label, set on its issues when they open."""
    extra: tuple[str, ...] = ()
    """Set on every issue when it opens."""
    formerly: tuple[str, ...] = ()
    """Names that `managed` had before; issues under them are still ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerTarget:
    """Whom an owner's name stands for."""

    logins: tuple[str, ...] = ()
    team: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackingRules:
    """How the documents of one path are tracked."""

    labels: LabelNames = field(default_factory=LabelNames)
    owners: Mapping[str, OwnerTarget] = field(default_factory=lambda: MappingProxyType({}))
    """Case-folded name, e-mail or team → whom it stands for."""
    trusted_authors: frozenset[str] = frozenset()
    since: date | None = None
    max_creates: int = 25
    released: int | None = None
    """How many closes and removals a person let through for once; None: a brake holds back those of over half."""
    on_removed: OnRemoved = OnRemoved.KEEP
    external_tickets: ExternalTickets = ExternalTickets.LINK
    roll_weekends: bool = True
    """Whether a horizon or default date that falls on a weekend waits for Monday."""
    confidential: bool = False
    """Whether all issues of the path are confidential, whatever the severity."""
    confidential_severities: frozenset[str] = frozenset()
    """Case-folded severities whose issues are confidential."""
