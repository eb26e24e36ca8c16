"""The issue of a new item, whole in one draft."""

from __future__ import annotations

import re

from followthrough.model import IssueDraft
from followthrough.tracking.changes import OpenIssue
from followthrough.tracking.deadline import due_day, shows_overdue
from followthrough.tracking.editing import priority_label, severity_label
from followthrough.tracking.fields import Wanted, applied
from followthrough.tracking.identity import remembered
from followthrough.tracking.issue_text import new_block, render_body
from followthrough.tracking.marker import Marker
from followthrough.tracking.matches import ItemMatch
from followthrough.tracking.owners import assign
from followthrough.tracking.verdict import Context
from followthrough.tracking.wording import footer, origin_cells, wanted

NEEDS_OWNER = "needs-owner"
_TRACKED_AS = re.compile(
    r"(?:[\w./-]+)?[#&][1-9][0-9]{0,17}|https?://\S+/(?:issues|work_items|epics)/[1-9][0-9]{0,17}", re.ASCII
)


def open_issue(item: ItemMatch, context: Context, seen: tuple[str, ...]) -> OpenIssue:
    """The change that opens the issue of an item; `seen` are keys of items that were done when first seen."""
    facts, rules, one = context.facts, context.match.rules, item.candidate.item
    assignment = assign(one.owners, rules.owners, facts.people, facts.limits.max_assignees)
    shall = wanted(one, assignment.logins, due_day(one, rules, facts.today), facts)
    block = new_block(
        description=shall.description,
        cells={**origin_cells(one, context.postmortem, context.change_request), **shall.cells},
        footer=footer(context.match.path, one.line, facts),
        marker=_marker(item, context, shall, seen),
    )
    draft = IssueDraft(
        title=shall.title,
        body=render_body(block),
        labels=_labels(item, context, shall),
        assignees=shall.logins,
        due=shall.native_due,
        confidential=context.is_confidential,
        relates_to=_incident(context),
    )
    return OpenIssue(
        subject=context.subject(item),
        reason="new in the document",
        draft=draft,
        unassignable=assignment.unassignable,
        needs_owner=rules.labels.needs_owner,
    )


def _marker(item: ItemMatch, context: Context, shall: Wanted, seen: tuple[str, ...]) -> Marker:
    one, request = item.candidate.item, context.change_request
    return Marker(
        item=item.key,
        postmortem=context.match.key,
        path=context.match.path,
        id=one.id,
        title=remembered(one.title),
        line=one.line,
        cr=request.number if request else None,
        incident=context.postmortem.incident_id,
        said=() if shall.logins else (NEEDS_OWNER,),
        seen=seen,
        fields=applied(item.candidate.said, shall.faces),
    )


def _incident(context: Context) -> str | None:
    """What the incident itself is tracked as, where its id is an issue or an epic that the forge can link to."""
    told = (context.postmortem.incident_id or "").strip()
    return told if context.facts.limits.links_issues and _TRACKED_AS.fullmatch(told) else None


def _labels(item: ItemMatch, context: Context, shall: Wanted) -> tuple[str, ...]:
    names = context.match.rules.labels
    wanted_labels = (
        names.managed,
        *names.extra,
        severity_label(context.postmortem.severity, names),
        priority_label(item.candidate.item.priority, names),
        None if shall.logins else names.needs_owner,
        names.overdue if shows_overdue(shall.due, context.facts) else None,
    )
    return tuple(dict.fromkeys(name for name in wanted_labels if name))
