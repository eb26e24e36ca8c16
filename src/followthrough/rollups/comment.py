"""The weekly rollup as the Markdown of a comment or of a tracking issue's body, its marker included."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from followthrough.rollups.mentions import Mentions
from followthrough.rollups.posting import Posting
from followthrough.rollups.rollup import Rollup


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What one comment tells."""

    rollups: tuple[Rollup, ...]
    posting: Posting
    mentions: Mentions = field(default_factory=Mentions)
    zone: str | None = None
    """The name of the zone whose calendar says what today is."""
    synced_on: date | None = None
    """When the documents were last compared with the issues."""
    changed_on: date | None = None
    """When anything last changed."""
