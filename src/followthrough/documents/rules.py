"""What a team decides about reading, as values; `config` makes them from `.followthrough.yml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from followthrough.model import Span

_NO_WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType({})
_NO_SPANS: Mapping[str, Span] = MappingProxyType({})


class DateOrder(StrEnum):
    """How `03/04/2026` is meant."""

    DMY = "DMY"
    MDY = "MDY"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingRules:
    """How the documents of one path are read."""

    date_order: DateOrder | None = None
    """None: an ambiguous date is a finding."""
    by_priority: Mapping[str, Span] = field(default_factory=lambda: _NO_SPANS)
    """Case-folded priority → what an item without a deadline is granted."""
    by_severity: Mapping[str, Span] = field(default_factory=lambda: _NO_SPANS)
    known_people: frozenset[str] = frozenset()
    """Case-folded names that a config knows, so that a bare `(Alice)` at an item's end counts as an owner."""
    extra_sections: tuple[str, ...] = ()
    """Further headings that open an action section."""
    extra_columns: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NO_WORDS)
    """Column meaning (`owner`) → further headings."""
