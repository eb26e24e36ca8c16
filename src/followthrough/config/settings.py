"""What holds for the documents of one path, made from values that the schema has found right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, TypeVar

from followthrough.checking.rules import CheckingRules
from followthrough.config.durations import read_duration
from followthrough.documents.rules import DateOrder, ReadingRules
from followthrough.model import Severity, Span
from followthrough.tracking.rules import ExternalTickets, LabelNames, OnRemoved, OwnerTarget, TrackingRules

_T = TypeVar("_T")
Values = Mapping[str, Any]
"""A group of keys as the file has it: strings, lists and further groups."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How the documents of one path are read, checked and tracked."""

    reading: ReadingRules = field(default_factory=ReadingRules)
    levels: Mapping[str, Severity | None] = field(default_factory=lambda: MappingProxyType({}))
    tracking: TrackingRules = field(default_factory=TrackingRules)

    def checking(self, schema: Mapping[str, Any]) -> CheckingRules:
        """How the documents are checked against the postmortem schema."""
        return CheckingRules(schema=schema, levels=self.levels)


def settings_from(values: Values) -> Settings:
    """The settings of a configuration, or of one with an override laid over it."""
    return Settings(
        reading=_reading(values),
        levels=_frozen({code: _level(word) for code, word in values.get("checks", {}).items()}),
        tracking=_tracking(values),
    )


def overlaid(values: Values, override: Values) -> Values:
    """One group laid over another: groups merge key by key, anything else is replaced."""
    merged = dict(values)
    for key, value in override.items():
        below = merged.get(key)
        merged[key] = overlaid(below, value) if isinstance(below, Mapping) and isinstance(value, Mapping) else value
    return merged


def _reading(values: Values) -> ReadingRules:
    deadlines, vocabulary = values.get("deadlines", {}), values.get("vocabulary", {})
    order = deadlines.get("date_order")
    return ReadingRules(
        date_order=DateOrder(order) if order else None,
        by_priority=_spans(deadlines.get("by_priority", {})),
        by_severity=_spans(deadlines.get("by_severity", {})),
        known_people=frozenset(name.casefold() for name in values.get("owners", {})),
        extra_sections=tuple(vocabulary.get("sections", ())),
        extra_columns=_frozen({name: tuple(words) for name, words in vocabulary.get("columns", {}).items()}),
    )


def _tracking(values: Values) -> TrackingRules:
    since = values.get("since")
    return TrackingRules(
        labels=_labels(values.get("labels", {})),
        owners=_frozen({name.casefold(): _owner(target) for name, target in values.get("owners", {}).items()}),
        trusted_authors=frozenset(login.removeprefix("@") for login in values.get("trusted_authors", ())),
        since=date.fromisoformat(since) if since else None,
        max_creates=int(values.get("max_creates", TrackingRules().max_creates)),
        on_removed=OnRemoved(values.get("on_removed", OnRemoved.KEEP)),
        external_tickets=ExternalTickets(values.get("external_tickets", ExternalTickets.LINK)),
        roll_weekends=values.get("deadlines", {}).get("weekends", "roll") == "roll",
        confidential=values.get("confidential", "no") in {"yes", "true"},
        confidential_severities=frozenset(word.casefold() for word in values.get("confidential_severities", ())),
    )


def _labels(values: Values) -> LabelNames:
    usual = LabelNames()
    return LabelNames(
        managed=values.get("managed", usual.managed),
        overdue=values.get("overdue", usual.overdue),
        needs_owner=values.get("needs_owner", usual.needs_owner),
        removed=values.get("removed", usual.removed),
        wont_do=values.get("wont_do", usual.wont_do),
        priority=_by_word(values.get("priority", {})),
        severity=_by_word(values.get("severity", {})),
        extra=tuple(values.get("extra", ())),
        formerly=tuple(values.get("formerly", ())),
    )


def _by_word(labels: Values) -> Mapping[str, str]:
    return _frozen({word.casefold(): label for word, label in labels.items()})


def _owner(target: str | list[str] | dict[str, Any]) -> OwnerTarget:
    match target:
        case str():
            return OwnerTarget(logins=(target.removeprefix("@"),))
        case list():
            return OwnerTarget(logins=tuple(login.removeprefix("@") for login in target))
        case _:
            logins = tuple(login.removeprefix("@") for login in target.get("assign", ()))
            team = target.get("team")
            return OwnerTarget(logins=logins, team=team.removeprefix("@") if team else None)


def _level(word: str) -> Severity | None:
    return None if word == "off" else Severity(word)


def _spans(durations: Mapping[str, str]) -> Mapping[str, Span]:
    return _frozen({word.casefold(): read_duration(text) for word, text in durations.items()})


def _frozen(values: dict[str, _T]) -> Mapping[str, _T]:
    return MappingProxyType(values)
