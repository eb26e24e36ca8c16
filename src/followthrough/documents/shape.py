"""A postmortem in the shape of schemas/postmortem.schema.json. Every key is always there."""

from __future__ import annotations

from datetime import date

from followthrough.model import ActionItem, Finding, Postmortem, Review, TimelineEntry

VERSION = 1


def as_json(postmortem: Postmortem) -> dict[str, object]:
    """The document as JSON values, keys in their documented order; days are ISO 8601, what is not stated is null."""
    return {
        "path": postmortem.path,
        "format": postmortem.format.value,
        "title": postmortem.title,
        "incident_id": postmortem.incident_id,
        "date": _day(postmortem.date),
        "started_at": postmortem.started_at,
        "ended_at": postmortem.ended_at,
        "duration": postmortem.duration,
        "severity": postmortem.severity,
        "status": postmortem.status,
        "owners": list(postmortem.owners),
        "services": list(postmortem.services),
        "summary": postmortem.summary,
        "impact": postmortem.impact,
        "root_cause": postmortem.root_cause,
        "contributing_factors": list(postmortem.contributing_factors),
        "timeline": [_timeline_entry(entry) for entry in postmortem.timeline],
        "lessons": {
            "went_well": list(postmortem.lessons.went_well),
            "went_wrong": list(postmortem.lessons.went_wrong),
            "lucky": list(postmortem.lessons.lucky),
        },
        "metrics": dict(postmortem.metrics),
        "reviews": [_review(review) for review in postmortem.reviews],
        "action_items": [_item(item) for item in postmortem.action_items],
        "version": VERSION,
        "findings": [_finding(finding) for finding in postmortem.findings],
    }


def _item(item: ActionItem) -> dict[str, object]:
    return {
        "id": item.id,
        "title": item.title,
        "details": item.details,
        "owners": list(item.owners),
        "due": _day(item.due),
        "due_text": item.due_text,
        "due_source": item.due_source.value if item.due_source else None,
        "priority": item.priority,
        "status": item.status,
        "done": item.done,
        "category": item.category,
        "tickets": list(item.tickets),
        "line": item.line,
        "end_line": item.end_line,
    }


def _timeline_entry(entry: TimelineEntry) -> dict[str, object]:
    return {"time": entry.time, "event": entry.event, "line": entry.line}


def _review(review: Review) -> dict[str, object]:
    return {"name": review.name, "date": _day(review.date), "line": review.line}


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "line": finding.position.line,
        "column": finding.position.column,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
