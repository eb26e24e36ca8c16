"""The marker of status comments and tracking issues: the ledgers of the postmortems they cover, and their own state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from followthrough.model import Review
from followthrough.tracking import hidden
from followthrough.tracking.ledger import Entry, EntryKind, Ledger
from followthrough.tracking.moves import moves_in, moves_out

_KIND = "rollup:v1"
_NO_STATE: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class RollupMarker:
    """What a status comment or a tracking issue remembers."""

    ledgers: tuple[Ledger, ...] = ()
    state: Mapping[str, object] = field(default_factory=lambda: _NO_STATE)
    """Whatever the rollup wants to find again next time: JSON values, lists rather than tuples."""


def render_rollup(marker: RollupMarker) -> str:
    """The marker as one line of ASCII that `parse_rollup` reads back the same; the line of a review is left out."""
    payload: dict[str, object] = {"ledgers": [_ledger_out(one) for one in marker.ledgers]}
    if marker.state:
        payload["state"] = dict(marker.state)
    return hidden.render(_KIND, payload)


def parse_rollup(body: str) -> RollupMarker | None:
    """The marker of a comment or body; None where there is none, more than one, or one that is not whole.

    Whether its author is us is for the caller to see.
    """
    found = hidden.parse(_KIND, body)
    if len(found) != 1:
        return None
    try:
        return _marker_in(found[0])
    except (TypeError, KeyError, ValueError):
        return None


def _marker_in(raw: Mapping[str, object]) -> RollupMarker:
    state = raw.get("state", {})
    if not isinstance(state, dict):
        raise TypeError(state)
    return RollupMarker(ledgers=tuple(_ledger_in(one) for one in _list(raw["ledgers"])), state=state)


def _ledger_out(ledger: Ledger) -> dict[str, object]:
    return _without_nothing(
        {
            "postmortem": ledger.postmortem,
            "path": ledger.path,
            "title": ledger.title,
            "incident": ledger.incident_id,
            "severity": ledger.severity,
            "date": ledger.date.isoformat() if ledger.date else None,
            "owners": list(ledger.owners),
            "services": list(ledger.services),
            "entries": [_entry_out(one) for one in ledger.entries],
            "reviews": [[one.name, one.date.isoformat()] for one in ledger.reviews],
            "missing": ledger.missing or None,
            "confidential": ledger.confidential or None,
        }
    )


def _entry_out(entry: Entry) -> dict[str, object]:
    return _without_nothing(
        {
            "item": entry.item,
            "title": entry.title,
            "kind": entry.kind.value,
            "number": entry.number,
            "ticket": entry.ticket,
            "moves": moves_out(entry.moves),
        }
    )


def _without_nothing(raw: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in raw.items() if value is not None and value != []}


def _ledger_in(value: object) -> Ledger:
    raw = _mapping(value)
    day = _text(raw, "date")
    return Ledger(
        postmortem=_required(raw, "postmortem"),
        path=_required(raw, "path"),
        title=_text(raw, "title"),
        incident_id=_text(raw, "incident"),
        severity=_text(raw, "severity"),
        date=None if day is None else date.fromisoformat(day),
        owners=_texts(raw.get("owners", [])),
        services=_texts(raw.get("services", [])),
        entries=tuple(_entry_in(one) for one in _list(raw.get("entries", []))),
        reviews=tuple(_review_in(one) for one in _list(raw.get("reviews", []))),
        missing=raw.get("missing") is True,
        confidential=raw.get("confidential") is True,
    )


def _entry_in(value: object) -> Entry:
    raw = _mapping(value)
    number = raw.get("number")
    if number is not None and (not isinstance(number, int) or isinstance(number, bool)):
        raise TypeError(number)
    return Entry(
        item=_required(raw, "item"),
        title=_required(raw, "title"),
        kind=EntryKind(_required(raw, "kind")),
        number=number,
        ticket=_text(raw, "ticket"),
        moves=moves_in(raw.get("moves", [])),
    )


def _review_in(value: object) -> Review:
    name, day = _texts(value)
    return Review(name=name, date=date.fromisoformat(day), line=1)


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise TypeError(value)
    return value


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError(value)
    return value


def _texts(value: object) -> tuple[str, ...]:
    texts = tuple(one for one in _list(value) if isinstance(one, str))
    if len(texts) != len(_list(value)):
        raise TypeError(value)
    return texts


def _text(raw: Mapping[str, object], key: str) -> str | None:
    value = raw.get(key)
    if value is not None and not isinstance(value, str):
        raise TypeError(value)
    return value


def _required(raw: Mapping[str, object], key: str) -> str:
    value = _text(raw, key)
    if value is None:
        raise KeyError(key)
    return value
