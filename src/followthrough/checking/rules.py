"""What a team decides about checking, as values; `config` makes them from `.followthrough.yml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from followthrough.model import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckingRules:
    """How the documents of one path are checked."""

    schema: Mapping[str, Any]
    """The postmortem schema; it reaches the core as a value."""
    levels: Mapping[str, Severity | None] = field(default_factory=lambda: MappingProxyType({}))
    """Finding code → the severity a team gives it; None switches it off."""
