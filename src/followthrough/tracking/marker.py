"""The marker: the hidden line by which an issue is ours, and what it remembers of the last time it was written.

Where in a body the line stands, `issue_text` knows; status comments and their ledgers have `rollup_marker`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from followthrough.tracking import hidden
from followthrough.tracking.ledger import Move
from followthrough.tracking.moves import moves_in, moves_out

_KIND, _EVENT_KIND = "v1", "event:v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """A managed field as it was last applied, in short hashes."""

    document: str
    """Of what the document said."""
    forge: tuple[str, ...]
    """Of what the forge then held, one for each place where the field shows."""


_NO_FIELDS: Mapping[str, Applied] = MappingProxyType({})
_NO_CONFLICTS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """What an issue remembers."""

    item: str
    """The item's key."""
    postmortem: str
    """The postmortem's key."""
    path: str
    """Of the document."""
    id: str | None = None
    """The explicit id that the document gives the item."""
    title: str = ""
    """The item's title in the document, whatever people made of the issue's."""
    line: int | None = None
    cr: int | None = None
    """Number of the change request that brought the postmortem."""
    incident: str | None = None
    done: bool = False
    """Whether the document said that the item is done."""
    closed: bool = False
    """Whether it was followthrough that closed the issue."""
    removed: bool = False
    """Whether people were told that the item left its document."""
    said: tuple[str, ...] = ()
    """Names of events told on the issue, so that none is told twice."""
    seen: tuple[str, ...] = ()
    """Keys of items of the same postmortem that were done when first seen, so that the ledger need not be asked."""
    fields: Mapping[str, Applied] = field(default_factory=lambda: _NO_FIELDS)
    conflicts: Mapping[str, str] = field(default_factory=lambda: _NO_CONFLICTS)
    """Managed field → hash of the document's value that was reported as in conflict."""
    moves: tuple[Move, ...] = ()
    """When its deadline was moved in the document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What a comment tells; the name and the item say whether it was told before."""

    name: str
    item: str


def render_marker(marker: Marker) -> str:
    """The marker as one line of ASCII that `parse_marker` reads back the same; what is empty is left out."""
    payload: dict[str, object] = {"item": marker.item, "postmortem": marker.postmortem, "path": marker.path}
    optional: dict[str, object] = {
        "id": marker.id,
        "title": marker.title or None,
        "line": marker.line,
        "cr": marker.cr,
        "incident": marker.incident,
        "done": marker.done or None,
        "closed": marker.closed or None,
        "removed": marker.removed or None,
        "said": list(marker.said) or None,
        "seen": list(marker.seen) or None,
        "fields": {name: [one.document, *one.forge] for name, one in marker.fields.items()} or None,
        "conflicts": dict(marker.conflicts) or None,
        "moves": moves_out(marker.moves) or None,
    }
    payload |= {key: value for key, value in optional.items() if value is not None}
    return hidden.render(_KIND, payload)


def parse_marker(body: str) -> Marker | None:
    """The marker of an issue's body; None where there is none, more than one, or one that is not whole."""
    found = hidden.parse(_KIND, body)
    if len(found) != 1:
        return None
    try:
        return _marker(found[0])
    except (TypeError, KeyError, ValueError):
        return None


def replace_marker(body: str, marker: Marker) -> str:
    """The body with its marker exchanged and every other character kept."""
    return hidden.line_pattern(_KIND).sub(lambda _: render_marker(marker), body, count=1)


def marker_span(body: str) -> tuple[int, int] | None:
    """Where in a body the line of its marker begins and ends, its line end left out."""
    found = hidden.line_pattern(_KIND).search(body)
    return found.span() if found else None


def render_event(event: Event) -> str:
    """The hidden line that closes a comment of ours on an issue."""
    return hidden.render(_EVENT_KIND, {"event": event.name, "item": event.item})


def parse_event(comment: str) -> Event | None:
    """What a comment tells; None where it tells nothing of ours. Whether its author is us is for the caller to see."""
    found = hidden.parse(_EVENT_KIND, comment)
    if len(found) != 1:
        return None
    name, item = found[0].get("event"), found[0].get("item")
    return Event(name=name, item=item) if isinstance(name, str) and isinstance(item, str) else None


def _marker(raw: Mapping[str, object]) -> Marker:
    return Marker(
        item=_text(raw["item"]),
        postmortem=_text(raw["postmortem"]),
        path=_text(raw["path"]),
        id=_optional_text(raw.get("id")),
        title=_text(raw.get("title", "")),
        line=_number(raw.get("line")),
        cr=_number(raw.get("cr")),
        incident=_optional_text(raw.get("incident")),
        done=raw.get("done") is True,
        closed=raw.get("closed") is True,
        removed=raw.get("removed") is True,
        said=_texts(raw.get("said", [])),
        seen=_texts(raw.get("seen", [])),
        fields={name: _applied(value) for name, value in _mapping(raw.get("fields", {})).items()},
        conflicts={name: _text(value) for name, value in _mapping(raw.get("conflicts", {})).items()},
        moves=moves_in(raw.get("moves", [])),
    )


def _applied(value: object) -> Applied:
    document, *forge = _texts(value)
    return Applied(document=document, forge=tuple(forge))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _optional_text(value: object) -> str | None:
    return None if value is None else _text(value)


def _number(value: object) -> int | None:
    if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
        raise TypeError(value)
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError(value)
    return tuple(_text(one) for one in value)


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise TypeError(value)
    return value
