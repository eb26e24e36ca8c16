"""Postmortems in YAML or JSON: the shape of schemas/postmortem.schema.json, with only the titles required.

Reading is lenient where what is meant is certain (`owner: Alice` for a list of one) and says what it cannot use. One
broken value never loses the others.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import MappingProxyType

from followthrough.documents.dates.moments import read_moment
from followthrough.documents.dates.ranges import read_duration
from followthrough.documents.nodes import from_json, from_yaml, tree
from followthrough.documents.rules import ReadingRules
from followthrough.documents.structured.entries import read_day, read_lessons, read_reviews, read_timeline
from followthrough.documents.structured.fields import Fields, Report, canonical
from followthrough.documents.structured.items import read_item
from followthrough.documents.structured.swallowed_tickets import swallowed_tickets
from followthrough.documents.text.source import Source, syntax_error
from followthrough.documents.vocabulary import vocabulary_for
from followthrough.model import ActionItem, Format, Postmortem

_TEXTS = ("title", "incident_id", "duration", "severity", "status", "summary", "impact", "root_cause")
_LISTS = ("owners", "services", "contributing_factors")
_KEYS: dict[str, str | None] = {
    **{key: key for key in (*_TEXTS, *_LISTS)},
    **{key: key for key in ("date", "started_at", "ended_at", "timeline", "lessons", "metrics", "reviews")},
    "action_items": "action_items",
    "owner": "owners",
    "service": "services",
    "id": "incident_id",
    "actions": "action_items",
    # These come from reading, or are for editors.
    "path": None,
    "format": None,
    "version": None,
    "findings": None,
    "$schema": None,
}


def read_structured(source: Source, rules: ReadingRules) -> Postmortem:
    """The postmortem a YAML or JSON source holds; unreadable, with a finding, where its structure cannot be told."""
    empty = Postmortem(
        path=source.path,
        format=source.format,
        findings=source.findings,
        suppressions=source.suppressions,
        readable=False,
    )
    if not source.readable:
        return empty
    try:
        root = from_json.load(source.text) if source.format is Format.JSON else from_yaml.load(source.text)
    except tree.StructureError as error:
        what = "The JSON" if source.format is Format.JSON else "The YAML"
        return replace(empty, findings=(*source.findings, syntax_error(source.path, what, error)))
    report = Report(path=source.path, words=vocabulary_for(rules), rules=rules, findings=list(source.findings))
    if source.format is Format.YAML:
        _say_swallowed(root, source.text, report)
    postmortem = _postmortem(root, report, empty)
    return replace(postmortem, findings=tuple(report.findings), positions=MappingProxyType(report.positions))


def _say_swallowed(root: tree.Node, text: str, report: Report) -> None:
    for position, ticket in swallowed_tickets(root, text):
        report.wrong(position, ticket, "opens a comment and was not read", "put the whole value in quotes")


def _postmortem(root: tree.Node, report: Report, empty: Postmortem) -> Postmortem:
    if not isinstance(root, tree.Mapping):
        report.wrong(
            root.position, "The document", "must be a mapping", "open it with `title: …`, one document to a file"
        )
        return empty
    if not any(_KEYS.get(canonical(name)) for name, _ in root.entries):
        report.wrong(root.position, "The document", "has no key of a postmortem", "add `title: …`, or exclude the file")
        return empty
    fields = Fields(root, report, "", _KEYS)
    if fields.node("title") is None:
        report.wrong(root.position, "title", "is missing", "add `title: …`")
    postmortem = _with_times(_with_texts(empty, fields, report), fields)
    items = _items(fields, report, postmortem.date)
    # Items that cannot be told are not gone: what was tracked stays as it is.
    if items is None:
        return postmortem
    return replace(postmortem, action_items=items, nothing_to_do=_says_there_are_none(fields), readable=True)


def _with_texts(postmortem: Postmortem, fields: Fields, report: Report) -> Postmortem:
    title, summary = fields.text("title"), fields.text("summary")
    return replace(
        postmortem,
        title=" ".join(title.split()) if title else None,
        incident_id=fields.text("incident_id"),
        date=read_day(fields, "date", report),
        duration=fields.text("duration"),
        severity=fields.text("severity"),
        status=fields.text("status"),
        owners=fields.people("owners"),
        services=fields.texts("services"),
        summary=summary,
        impact=fields.text("impact"),
        root_cause=fields.text("root_cause"),
        contributing_factors=fields.texts("contributing_factors"),
        timeline=tuple(read_timeline(fields, report)),
        lessons=read_lessons(fields),
        metrics=MappingProxyType(dict(fields.entries("metrics"))),
        reviews=tuple(read_reviews(fields, report)),
    )


def _with_times(postmortem: Postmortem, fields: Fields) -> Postmortem:
    """Start and end as stated, else those of a range in `duration`; the start tells the day if nothing else does."""
    start, end = (_moment(fields, key, postmortem.date) for key in ("started_at", "ended_at"))
    range_start, range_end = read_duration(postmortem.duration or "", day=postmortem.date)
    start, end = start or range_start, end or range_end
    day = postmortem.date or (date.fromisoformat(start[:10]) if start else None)
    return replace(postmortem, started_at=start, ended_at=end, date=day)


def _moment(fields: Fields, key: str, day: date | None) -> str | None:
    value = fields.scalar(key)
    if value is None:
        return None
    moment = read_moment(value.value, day=day)
    if moment is None:
        fields.wrong(value, key, f'"{value.value.strip()}" is no moment', "write it as 2026-12-01T09:12:00Z")
    return moment


def _says_there_are_none(fields: Fields) -> bool:
    """Whether the list of action items is empty on purpose: `[]`, or a word such as `none`."""
    value = fields.node("action_items")
    return (isinstance(value, tree.Sequence) and not value.items) or (
        isinstance(value, tree.Scalar) and not value.is_null
    )


def _items(fields: Fields, report: Report, anchor: date | None) -> tuple[ActionItem, ...] | None:
    """The action items; None where what stands in their place is no list of any."""
    value = fields.node("action_items")
    if isinstance(value, tree.Scalar):
        if value.value.strip() in report.words.nothing:
            return ()
        fields.wrong(value, "action_items", "must be a list", "write `action_items:` and below it `- title: …`")
        return None
    items: list[ActionItem] = []
    for node in fields.listed("action_items"):
        pointer = f"/action_items/{len(items)}"
        item = read_item(node, report, pointer, anchor)
        if item is not None:
            items.append(item)
        else:
            report.forget(pointer)
    return tuple(items)
