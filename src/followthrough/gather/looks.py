"""The looks at a forge that a plan needs beside those at threads."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlisted:
    """Issues that ledgers remember and no list has, each looked at."""

    behind: tuple[Issue, ...] = ()
    """Those that bear our label: the list lies behind."""
    fates: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))
    """Number → what became of the issue, as far as the forge tells."""


def look_for(
    forge: Forge,
    listed: Iterable[Issue],
    ledgers: Iterable[Ledger | None],
    labels: Iterable[str],
    kinds: Collection[EntryKind] = _WITH_ISSUE,
) -> Unlisted:
    """Look at the issues of such entries that were not listed under any of the labels."""
    there, ours = {issue.number for issue in listed}, {label.casefold() for label in labels}
    entries = (entry for ledger in ledgers if ledger for entry in ledger.entries if entry.kind in kinds)
    behind, fates = [], {}
    for number in sorted({entry.number for entry in entries if entry.number is not None} - there):
        try:
            issue = forge.get_issue(number)
        except Gone as error:
            fates[number] = error.message
        except NotFound:
            pass
        else:
            behind += [issue] if not ours.isdisjoint(label.casefold() for label in issue.labels) else []
    return Unlisted(behind=tuple(behind), fates=fates)


def together(listed: Iterable[Issue], behind: Iterable[Issue]) -> tuple[Issue, ...]:
    """Both, oldest first."""
    return tuple(sorted((*listed, *behind), key=lambda issue: issue.number))


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
