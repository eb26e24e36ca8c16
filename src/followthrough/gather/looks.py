"""The looks at a forge that a plan needs beside those at threads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from followthrough.errors import Gone, NotFound
from followthrough.forges.protocol import Capabilities, Forge
from followthrough.model import Issue
from followthrough.tracking.facts import Limits
from followthrough.tracking.ledger import EntryKind, Ledger
from followthrough.tracking.matching import Document
from followthrough.tracking.rules import TrackingRules

_WITH_ISSUE = frozenset({EntryKind.ISSUE, EntryKind.UNTRACKED})


def list_issues(forge: Forge, documents: Iterable[Document], default_rules: TrackingRules) -> tuple[Issue, ...]:
    """All issues under any label that is ours or was, oldest first."""
    rules = (default_rules, *(document.rules for document in documents))
    labels = dict.fromkeys(name for one in rules for name in (one.labels.managed, *one.labels.formerly))
    found = {issue.number: issue for label in labels for issue in forge.list_issues(label)}
    return tuple(found[number] for number in sorted(found))


def own_tickets(documents: Sequence[Document], forge: Forge) -> Mapping[str, int]:
    """Every ticket that names an issue of this very forge → its number."""
    tickets = {
        ticket for document in documents for item in document.postmortem.action_items for ticket in item.own_tickets
    }
    numbers = ((ticket, forge.issue_in(ticket)) for ticket in sorted(tickets))
    return {ticket: number for ticket, number in numbers if number is not None}


def look_up(forge: Forge, number: int) -> Issue | None:
    """An issue, or None where there is none of that number."""
    try:
        return forge.get_issue(number)
    except NotFound:
        return None


def fates(forge: Forge, listed: Iterable[Issue], ledgers: Iterable[Ledger | None]) -> Mapping[int, str]:
    """What became of issues that a ledger remembers and no list has any more, as far as the forge tells: by number."""
    there = {issue.number for issue in listed}
    entries = (entry for ledger in ledgers if ledger for entry in ledger.entries if entry.kind in _WITH_ISSUE)
    missing = {entry.number for entry in entries if entry.number is not None} - there
    told = ((number, _fate(forge, number)) for number in sorted(missing))
    return {number: fate for number, fate in told if fate is not None}


def _fate(forge: Forge, number: int) -> str | None:
    try:
        forge.get_issue(number)
    except Gone as error:
        return error.message
    except NotFound:
        return None
    return None


def limits_of(capabilities: Capabilities) -> Limits:
    """What planning has to know of a forge."""
    return Limits(
        native_due=capabilities.native_due,
        not_planned=capabilities.not_planned,
        confidential_issues=capabilities.confidential_issues,
        max_assignees=capabilities.max_assignees,
        links_issues=capabilities.links_issues,
        max_title=capabilities.max_title,
        max_body=capabilities.max_body,
    )
