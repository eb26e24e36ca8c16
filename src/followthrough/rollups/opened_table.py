"""The table of a first status: a row for each action item that an issue or a ticket tracks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from followthrough.model import Issue, IssueState
from followthrough.rollups.issue_facts import IssueFacts, facts_of
from followthrough.rollups.item import WITHHELD
from followthrough.tracking.days import long_day
from followthrough.tracking.ledger import Entry, EntryKind, Ledger
from followthrough.tracking.sanitize import sanitize_cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table, its cells harmless already."""

    reference: str
    title: str
    owner: str = ""
    due: str = ""
    needs_owner: bool = False


def rows_of(ledger: Ledger, issues: Mapping[int, Issue], unassignable: Mapping[str, tuple[str, ...]]) -> Iterator[Row]:
    """The rows of a postmortem in the order of its items; what was done when first seen has none."""
    for entry in ledger.entries:
        if entry.kind is EntryKind.DONE:
            continue
        issue = issues.get(entry.number) if entry.number is not None else None
        if ledger.confidential or (issue and issue.confidential):
            yield Row(reference=_reference(entry), title=WITHHELD)
        elif issue:
            yield _of_issue(entry, issue, unassignable.get(entry.item, ()))
        else:
            yield Row(reference=_reference(entry), title=sanitize_cell(entry.title), due=_fate(entry))


def table(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table."""
    lines = (f"| {row.reference} | {row.title} | {row.owner} | {row.due} |" for row in rows)
    return "\n".join(("| | action item | owner | due |", "|---|---|---|---|", *lines))


def _of_issue(entry: Entry, issue: Issue, unassignable: tuple[str, ...]) -> Row:
    facts = facts_of(issue)
    closed = issue.state is IssueState.CLOSED
    return Row(
        reference=_reference(entry),
        title=sanitize_cell(entry.title or issue.title),
        owner=_owner(issue, facts, unassignable),
        due="closed" if closed else long_day(facts.due) if facts.due else "",
        needs_owner=not (issue.assignees or closed),
    )


def _owner(issue: Issue, facts: IssueFacts, unassignable: tuple[str, ...]) -> str:
    """Names as text; a mention here would notify everybody at once."""
    lacking = unassignable or (() if issue.assignees else facts.owners)
    names = (*issue.assignees, *(f"{name} (cannot be assigned)" for name in lacking))
    return sanitize_cell(", ".join(names)) if names else ""


def _reference(entry: Entry) -> str:
    return f"#{entry.number}" if entry.number is not None else sanitize_cell(entry.ticket or "")


def _fate(entry: Entry) -> str:
    return "no longer tracked" if entry.kind is EntryKind.UNTRACKED else ""
