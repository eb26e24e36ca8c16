"""The lists of a YAML or JSON postmortem that hold more than text: timeline, lessons, reviews; and its days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from followthrough.documents.dates.days import find_date, read_date
from followthrough.documents.nodes import tree
from followthrough.documents.structured.fields import Fields, Report, readable
from followthrough.model import Lessons, Review, TimelineEntry

_LESSONS: dict[str, str | None] = {key: key for key in ("went_well", "went_wrong", "lucky")}
_TIMELINE: dict[str, str | None] = {"time": "time", "event": "event", "line": None}
_REVIEWS: dict[str, str | None] = {"name": "name", "date": "date", "line": None}
# What a text means that stands where an entry is meant.
_SOLE = {"reviews": "date"}


def read_timeline(fields: Fields, report: Report) -> Iterator[TimelineEntry]:
    """Every entry that has a time and an event."""
    for pointer, entry in _mappings(fields, "timeline", report, _TIMELINE):
        time, event = entry.text("time"), entry.text("event")
        for key, value in (("time", time), ("event", event)):
            if value is None and entry.node(key) is None:
                report.wrong(entry.mapping.position, readable(f"{pointer}/{key}"), "is missing", f"add `{key}: …`")
        if time and event:
            yield TimelineEntry(time=time, event=" ".join(event.split()), line=entry.mapping.position.line)


def read_reviews(fields: Fields, report: Report) -> Iterator[Review]:
    """Every review that has a day."""
    for pointer, entry in _mappings(fields, "reviews", report, _REVIEWS):
        day = read_day(entry, "date", report)
        if day is not None:
            yield Review(name=entry.text("name") or "Review", date=day, line=entry.mapping.position.line)
        elif entry.node("date") is None:
            report.wrong(entry.mapping.position, readable(f"{pointer}/date"), "is missing", "add `date: 2026-12-01`")


def read_lessons(fields: Fields) -> Lessons:
    """What the incident taught."""
    below = fields.below("lessons", _LESSONS)
    if below is None:
        return Lessons()
    return Lessons(**{key: below.texts(key) for key in ("went_well", "went_wrong", "lucky")})


def read_day(fields: Fields, key: str, report: Report) -> date | None:
    """The day a key names with its year; anything else is a finding."""
    value = fields.scalar(key)
    if value is None:
        return None
    text = value.value.strip()
    found = find_date(text, order=report.rules.date_order)
    if found is not None and found.date is not None:
        return found.date
    why = (found or read_date(text, anchor=None, order=report.rules.date_order)).why
    report.add("FT106", value.position, label=fields.name(key), text=text, why=why or "names no day")
    return None


def _mappings(fields: Fields, key: str, report: Report, known: dict[str, str | None]) -> Iterator[tuple[str, Fields]]:
    """The mappings of a list, each with its pointer; what is none is a finding."""
    for number, entry in enumerate(fields.listed(key)):
        pointer = f"/{key}/{number}"
        node = tree.under(_SOLE[key], entry) if isinstance(entry, tree.Scalar) and key in _SOLE else entry
        if isinstance(node, tree.Mapping):
            yield pointer, Fields(node, report, pointer, known)
        else:
            example = ", ".join(f"{name}: …" for name in known if known[name])
            report.wrong(node.position, readable(pointer), "must be a mapping", f"write `- {{{example}}}`")
