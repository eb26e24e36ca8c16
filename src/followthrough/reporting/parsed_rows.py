"""What was read of a document, as rows: a label, the value, the line it was read from and how it stood there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from followthrough.model import ActionItem, DueSource, Position, Postmortem

_SHORT = {"contributing_factors": "factors"}
_LISTS = (("went well", "went_well"), ("went wrong", "went_wrong"), ("lucky", "lucky"))
_SOURCES = {
    DueSource.HORIZON: "as its heading promises",
    DueSource.POLICY: "by a default of the configuration",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A value beside its label."""

    label: str
    value: str
    line: int | None = None
    remark: str = ""


def facts(postmortem: Postmortem, lines: Sequence[str]) -> Iterator[Row]:
    """Everything that was read of the incident, in the order of the JSON."""
    for name, value in _plain_fields(postmortem):
        if value:
            where = postmortem.positions.get(f"/{name}")
            label = _SHORT.get(name, name.replace("_", " "))
            yield Row(label=label, value=value, line=_line(where), remark=_written(value, where, lines))
    if postmortem.timeline:
        first, last = postmortem.timeline[0], postmortem.timeline[-1]
        yield Row(label="timeline", value=f"{len(postmortem.timeline)}: {first.time} to {last.time}", line=first.line)
    for label, name in _LISTS:
        entries: tuple[str, ...] = getattr(postmortem.lessons, name)
        where = postmortem.positions.get(f"/lessons/{name}") or postmortem.positions.get(f"/{name}")
        if entries:
            yield Row(label=label, value=f"{len(entries)}: {'; '.join(entries)}", line=_line(where))
    for name, value in postmortem.metrics.items():
        yield Row(label="metric", value=f"{name} = {value}", line=_line(postmortem.positions.get(f"/metrics/{name}")))
    for review in postmortem.reviews:
        yield Row(label="review", value=f"{review.date.isoformat()}, {review.name}", line=review.line)


def item_rows(index: int, postmortem: Postmortem, lines: Sequence[str]) -> Iterator[Row]:
    """Everything that was read of an action item but its title; a line only where it is not the item's own."""
    item = postmortem.action_items[index]
    for name, value in _item_fields(item):
        where = postmortem.positions.get(f"/action_items/{index}/{name}")
        line = where.line if where and where.line != item.line else None
        remark = _due_remark(item) if name == "due" else _written(value, where, lines)
        if value:
            yield Row(label=name.replace("_", " "), value=value, line=line, remark=remark)


def _plain_fields(one: Postmortem) -> Iterator[tuple[str, str]]:
    yield "title", one.title or ""
    yield "incident_id", one.incident_id or ""
    yield "date", one.date.isoformat() if one.date else ""
    yield "started_at", one.started_at or ""
    yield "ended_at", one.ended_at or ""
    yield "duration", one.duration or ""
    yield "severity", one.severity or ""
    yield "status", one.status or ""
    yield "owners", ", ".join(one.owners)
    yield "services", ", ".join(one.services)
    yield "summary", one.summary or ""
    yield "impact", one.impact or ""
    yield "root_cause", one.root_cause or ""
    yield "contributing_factors", "; ".join(one.contributing_factors)


def _item_fields(item: ActionItem) -> Iterator[tuple[str, str]]:
    yield "id", item.id or ""
    yield "owners", ", ".join(item.owners) or "nobody"
    yield "due", item.due.isoformat() if item.due else "no date"
    yield "priority", item.priority or ""
    yield "status", item.status or ""
    yield "tickets", ", ".join(item.tickets)
    yield "category", item.category or ""
    yield "details", item.details or ""
    yield "found_by", item.found_by


def _due_remark(item: ActionItem) -> str:
    if item.due_source in _SOURCES:
        return _SOURCES[item.due_source]
    is_iso = item.due is not None and item.due_text == item.due.isoformat()
    return f'written "{item.due_text}"' if item.due_text and not is_iso else ""


def _line(where: Position | None) -> int | None:
    return where.line if where else None


def _written(value: str, where: Position | None, lines: Sequence[str]) -> str:
    """How the document writes a value, where it is on one line and writes it otherwise."""
    if where is None or where.end_column is None or not 0 < where.line <= len(lines):
        return ""
    text = " ".join(lines[where.line - 1][where.column - 1 : where.end_column - 1].split())
    return f'written "{text}"' if text and text not in value else ""
