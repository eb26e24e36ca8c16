"""What a run did, as JSON, for programs: what `sync --format json` prints."""

from __future__ import annotations

from collections.abc import Iterable

from followthrough.model import Finding
from followthrough.reporting.described import Described, Kind, described, kind_of
from followthrough.rollups.json_text import json_text
from followthrough.tracking.outcome import Done, Failed, Outcome

_LISTS = {
    "created": (Kind.OPEN,),
    "updated": (Kind.EDIT, Kind.COMMENT),
    "closed": (Kind.CLOSE,),
    "reopened": (Kind.REOPEN,),
    "linked": (Kind.LINK,),
}


def outcome_json(outcome: Outcome) -> str:
    """The outcome as one JSON object and a line end."""
    return json_text(outcome_value(outcome))


def outcome_value(outcome: Outcome) -> dict[str, object]:
    """The same as values.

    `deferred` holds what a brake kept back, what a limit left for the next run, and documents whose errors are in the
    way; a status comment that could not be written is among `failed`. Both of the latter have an empty `item`.
    """
    return {
        "version": 1,
        **_done(outcome.done),
        "conflicts": [_entry(described(conflict)) for conflict in outcome.conflicts],
        "failed": [*_failures(outcome.failed), *map(_status, outcome.status_failed)],
        "unknown": _failures(outcome.unknown),
        "deferred": [
            *(_entry(described(deferred)) for deferred in outcome.deferred),
            *_failures(outcome.postponed),
            *map(_blocked, outcome.blocked),
        ],
        "unchanged": outcome.unchanged,
    }


def _done(done: Iterable[Done]) -> dict[str, object]:
    known = tuple(done)
    return {
        name: [_carried_out(one) for one in known if kind_of(one.change) in kinds] for name, kinds in _LISTS.items()
    }


def _carried_out(done: Done) -> dict[str, object]:
    remark: dict[str, object] = {"remark": done.remark} if done.remark else {}
    return _entry(described(done.change, done.issue)) | remark


def _failures(failures: Iterable[Failed]) -> list[dict[str, object]]:
    return [_entry(described(failed.change)) | {"reason": failed.reason} for failed in failures]


def _entry(told: Described) -> dict[str, object]:
    entry: dict[str, object] = {"path": told.path, "title": told.title, "item": told.item}
    if told.number is not None:
        entry["issue"] = {"number": told.number, "url": told.url}
    if told.reason:
        entry["reason"] = told.reason
    return entry


def _blocked(finding: Finding) -> dict[str, object]:
    reason = f"{finding.code} in line {finding.position.line}: {finding.message}; {finding.remedy}"
    return {"path": finding.path, "title": "the whole document", "item": "", "reason": reason}


def _status(failure: str) -> dict[str, object]:
    path, _, reason = failure.partition(": ")
    return {"path": path, "title": "status comment", "item": "", "reason": reason}
