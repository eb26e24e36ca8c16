"""The looks at a forge that a plan needs beside those at threads."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from followthrough.errors import Gone, NotFound
from followthrough.forges.protocol import Capabilities, Forge
from followthrough.model import Issue
from followthrough.tracking.facts import Limits
from followthrough.tracking.ledger import EntryKind, Ledger
from followthrough.tracking.matching import Document
from followthrough.tracking.rules import TrackingRules

_OPENED = frozenset({EntryKind.ISSUE})
_WITH_ISSUE = _OPENED | {EntryKind.UNTRACKED}


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """What ledgers remember and no list had."""

    issues: tuple[Issue, ...] = ()
    """Those that are there all the same, with our label: a list may lag behind what was written."""
    fates: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))
    """What became of others, as far as the forge tells: by number."""


def look_for_missed(
    forge: Forge, listed: Sequence[Issue], ledgers: Iterable[Ledger | None], labels: Iterable[str]
) -> Missed:
    """Look at every issue that a ledger remembers and no list had."""
    issues, fates = [], {}
    for number in sorted(_remembered(ledgers, _WITH_ISSUE) - {issue.number for issue in listed}):
        try:
            issues.append(forge.get_issue(number))
        except Gone as error:
            fates[number] = error.message
        except NotFound:
            continue
    return Missed(issues=_labelled(issues, labels), fates=fates)


def look_for_newest(
    forge: Forge, listed: Sequence[Issue], ledgers: Iterable[Ledger], labels: Iterable[str]
) -> tuple[Issue, ...]:
    """Those issues that are newer than any that was listed, and there: a list may lag behind what was written last.

    One that is missing before others that are listed is no longer ours; to know that costs no request.
    """
    newest = max((issue.number for issue in listed), default=0)
    numbers = sorted(number for number in _remembered(ledgers, _OPENED) if number > newest)
    return _labelled(filter(None, (look_up(forge, number) for number in numbers)), labels)


def _remembered(ledgers: Iterable[Ledger | None], kinds: Container[EntryKind]) -> frozenset[int]:
    entries = (entry for ledger in ledgers if ledger for entry in ledger.entries if entry.kind in kinds)
    return frozenset(entry.number for entry in entries if entry.number is not None)


def _labelled(issues: Iterable[Issue], labels: Iterable[str]) -> tuple[Issue, ...]:
    ours = {label.casefold() for label in labels}
    return tuple(issue for issue in issues if not ours.isdisjoint(label.casefold() for label in issue.labels))


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
