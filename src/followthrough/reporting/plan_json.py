"""A plan as JSON, for programs; schemas/plan.schema.json describes it."""

from __future__ import annotations

from followthrough.model import Finding
from followthrough.reporting.counts import counts
from followthrough.reporting.described import Described, described, fields_of, kind_of
from followthrough.rollups.json_text import json_text
from followthrough.tracking.changes import AnyChange, Conflict, Deferred, EditIssue, OpenIssue, Plan, PostmortemPlan


def plan_json(plan: Plan, *, requests: int | None = None) -> str:
    """The plan as one JSON object and a line end; every change in the order it is carried out."""
    return json_text(plan_value(plan, requests=requests))


def plan_value(plan: Plan, *, requests: int | None = None) -> dict[str, object]:
    """The same as values."""
    every = plan.postmortems
    return {
        "version": 1,
        "counts": _counts(plan),
        "requests": requests,
        "changes": [_change(change) for change in plan.changes],
        "conflicts": [_conflict(conflict) for one in every for conflict in one.conflicts],
        "deferred": [_deferred(deferred) for one in every for deferred in one.deferred],
        "blocked": [_blocked(finding) for one in every for finding in one.blocked],
        "status_comments": [_record(one) for one in every if one.ledger is not None],
        "warnings": [{"path": one.path, "message": warning} for one in every for warning in one.warnings],
    }


def _counts(plan: Plan) -> dict[str, int]:
    numbers = counts(plan)
    return {
        "open": numbers.open,
        "edit": numbers.edit,
        "close": numbers.close,
        "reopen": numbers.reopen,
        "link": numbers.link,
        "comment": numbers.comment,
        "conflicts": numbers.conflicts,
        "deferred": numbers.deferred,
        "blocked": numbers.blocked,
        "unchanged": numbers.unchanged,
    }


def _change(change: AnyChange) -> dict[str, object]:
    told = described(change)
    kind: dict[str, object] = {"kind": kind_of(change).value}
    unassignable = () if told.confidential else _unassignable(change)
    return (
        kind
        | _told(told)
        | {
            "details": list(told.details),
            "unassignable": list(unassignable),
            "fields": fields_of(change),
        }
    )


def _unassignable(change: AnyChange) -> tuple[str, ...]:
    return change.unassignable if isinstance(change, OpenIssue | EditIssue) else ()


def _conflict(conflict: Conflict) -> dict[str, object]:
    told = described(conflict)
    return _told(told) | {
        "field": conflict.field,
        "document": None if told.confidential else conflict.document,
        "forge": None if told.confidential else conflict.forge,
        "new": conflict.new,
    }


def _deferred(deferred: Deferred) -> dict[str, object]:
    told = described(deferred)
    return _told(told)


def _blocked(finding: Finding) -> dict[str, object]:
    return {
        "path": finding.path,
        "code": finding.code,
        "message": finding.message,
        "remedy": finding.remedy,
        "line": finding.position.line,
        "column": finding.position.column,
    }


def _told(told: Described) -> dict[str, object]:
    return {
        "path": told.path,
        "postmortem": told.postmortem,
        "item": told.item,
        "title": told.title,
        "reason": told.reason,
        "issue": None if told.number is None else {"number": told.number, "url": told.url},
    }


def _record(one: PostmortemPlan) -> dict[str, object]:
    thread = one.thread and {"kind": one.thread.kind, "number": one.thread.number}
    return {"path": one.path, "postmortem": one.key, "thread": thread}
