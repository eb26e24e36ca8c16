"""Deadlines that no item states itself: what a heading promises for all below it, and what a team grants by default."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from followthrough.documents.dates.spans import add
from followthrough.documents.rules import ReadingRules
from followthrough.model import ActionItem, DueSource, Postmortem, Span

_WORD = re.compile(r"[\w.-]+")


def grant(postmortem: Postmortem, rules: ReadingRules) -> Postmortem:
    """The postmortem with a due date on each item that a horizon or a default deadline speaks for.

    An item under a horizon is due that long after the incident. One that states nothing gets what its priority, or
    else the incident's severity, grants. What is written, and be it no date, stays: its author has to mend it. Without
    the incident's date the span alone is kept.
    """
    items = tuple(_granted(item, postmortem, rules) for item in postmortem.action_items)
    return replace(postmortem, action_items=items)


def _granted(item: ActionItem, postmortem: Postmortem, rules: ReadingRules) -> ActionItem:
    if item.due is not None:
        return item
    if item.due_source is DueSource.HORIZON and item.due_span is not None:
        return _due(item, item.due_span, DueSource.HORIZON, postmortem.date)
    if item.due_text is not None:
        return item
    span = _lookup(rules.by_priority, item.priority) or _lookup(rules.by_severity, postmortem.severity)
    return _due(item, span, DueSource.POLICY, postmortem.date) if span else item


def _due(item: ActionItem, span: Span, source: DueSource, anchor: date | None) -> ActionItem:
    due = add(anchor, span) if anchor else None
    return replace(item, due=due, due_source=source, due_span=span)


def _lookup(spans: Mapping[str, Span], word: str | None) -> Span | None:
    """What a priority or severity grants, by all its words or by the first: `High (P1)` is `high`."""
    folded = (word or "").casefold().strip()
    first = _WORD.search(folded)
    return spans.get(folded) or (spans.get(first.group()) if first else None)
