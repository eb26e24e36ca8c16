"""The three-way merge of managed fields: what the document says, what it said before, and what people made of it.

A field is pushed only where the document changed it and nobody changed it on the forge. Where both did, the forge's
value stands and the conflict is told once, until the document changes again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from followthrough.tracking.fields import FIELDS, Faces, applied, digest
from followthrough.tracking.marker import Applied, Marker


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """What becomes of the managed fields."""

    pushed: tuple[str, ...]
    """Fields to set on the forge; some may already be as wanted, and are only noted down."""
    conflicts: Mapping[str, bool]
    """Field in conflict → whether that is told for the first time."""
    remembered: Mapping[str, Applied]
    """What the marker shall know of each field afterwards."""
    reported: Mapping[str, str]
    """What the marker shall know of conflicts afterwards."""


def changed_fields(said: Mapping[str, str], marker: Marker) -> tuple[str, ...]:
    """The fields of which the document says something else than when they were last applied."""
    known = marker.fields
    return tuple(name for name in FIELDS if name in known and known[name].document != said[name])


def merge(said: Mapping[str, str], marker: Marker, wanted: Faces, now: Faces) -> Merge:
    """Decide every managed field; `said` are hashes of the document's values, faces are texts as they show."""
    changed = changed_fields(said, marker)
    contested = [name for name in changed if _is_contested(marker.fields[name], wanted[name], now[name])]
    pushed = tuple(name for name in changed if name not in contested)
    return Merge(
        pushed=pushed,
        conflicts={name: marker.conflicts.get(name) != said[name] for name in contested},
        remembered={**marker.fields, **applied(said, wanted, pushed)},
        reported={name: said[name] for name in contested},
    )


def touched(marker: Marker, now: Faces) -> tuple[str, ...]:
    """The fields that people changed on the forge since they were last applied."""
    return tuple(
        name for name in FIELDS if name in marker.fields and marker.fields[name].forge != tuple(map(digest, now[name]))
    )


def _is_contested(known: Applied, wanted: tuple[str, ...], now: tuple[str, ...]) -> bool:
    """Whether people changed a field to anything but what the document wants by now."""
    before = known.forge + ("",) * (len(now) - len(known.forge))
    return any(
        digest(is_now) != was and is_now != shall for was, is_now, shall in zip(before, now, wanted, strict=False)
    )
