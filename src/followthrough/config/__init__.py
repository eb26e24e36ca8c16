"""What a team decides, as frozen values; `load` reads them from `.followthrough.yml`, which nothing depends on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from followthrough.checking.rules import CheckingRules
from followthrough.config.settings import Settings, Values, overlaid, settings_from
from followthrough.documents.rules import ReadingRules
from followthrough.globs import Globs
from followthrough.rollups.rules import RollupRules
from followthrough.tracking.rules import TrackingRules


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """Values that hold for some paths."""

    paths: Globs
    values: Values


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Everything a repository's configuration says, or would say by default."""

    file: str | None = None
    paths: tuple[str, ...] | None = None
    """Globs of where postmortems lie; None for the default ones."""
    exclude: tuple[str, ...] | None = None
    timezone: str | None = None
    """The zone whose calendar says what today is; None for the machine's own."""
    rollup: RollupRules = field(default_factory=RollupRules)
    general: Settings = field(default_factory=Settings)
    """What holds where no override does."""
    overrides: tuple[Override, ...] = ()
    values: Values = field(default_factory=lambda: MappingProxyType({}))
    """What `general` was made from, for overrides to be laid over."""

    def settings(self, path: str) -> Settings:
        """What holds for the document at a path; of several overrides that fit, the last one wins."""
        fitting = [override.values for override in self.overrides if override.paths.match(path)]
        if not fitting:
            return self.general
        values = self.values
        for override in fitting:
            values = overlaid(values, override)
        return settings_from(values)

    def reading_rules(self, path: str) -> ReadingRules:
        """How the document at a path is read."""
        return self.settings(path).reading

    def checking_rules(self, path: str, schema: Mapping[str, Any]) -> CheckingRules:
        """How the document at a path is checked against the postmortem schema."""
        return self.settings(path).checking(schema)

    def tracking_rules(self, path: str) -> TrackingRules:
        """How the document at a path is tracked."""
        return self.settings(path).tracking
