"""The first status of a postmortem, posted as soon as it is tracked: which issues opened, for whom, until when.

It is a comment on the change request that brought the postmortem, or the body of a tracking issue. What others wrote
stands in it as plain text that notifies nobody; what it remembers, the ledgers, is its last line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from followthrough.model import Issue
from followthrough.rollups.fitted import MAX_COMMENT, fitted
from followthrough.rollups.gone import gone_sentence
from followthrough.rollups.item import TrackedItem
from followthrough.rollups.opened_table import Row, rows_of, table
from followthrough.rollups.phrases import some, weekday
from followthrough.tracking.ledger import EntryKind, Ledger
from followthrough.tracking.rollup_marker import RollupMarker
from followthrough.tracking.sanitize import sanitize_title

_NO_ISSUES: Mapping[int, Issue] = MappingProxyType({})
_NO_OWNERS: Mapping[str, tuple[str, ...]] = MappingProxyType({})
_NO_STATE: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedSection:
    """One postmortem in a status comment."""

    ledger: Ledger
    """As it shall be remembered, the numbers of new issues filled in."""
    issues: Mapping[int, Issue] = field(default_factory=lambda: _NO_ISSUES)
    """Number → issue as the forge last returned it; of one that is not here only title and number are shown."""
    unassignable: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NO_OWNERS)
    """Item key → owners as written for whom the forge has nobody to assign."""
    earlier: tuple[TrackedItem, ...] = ()
    """What is overdue from earlier incidents on the same services."""


def tracking_title(ledger: Ledger) -> str:
    """The title of the issue that serves where there is no change request to comment on."""
    return sanitize_title(f"Follow-up: {ledger.title or ledger.path}")


def render_opened(
    sections: Sequence[OpenedSection],
    *,
    next_status: date | None = None,
    state: Mapping[str, object] = _NO_STATE,
    limit: int = MAX_COMMENT,
) -> str:
    """The text of the comment or tracking issue, its marker included, in at most `limit` characters.

    Where it would be longer, tables are cut at an item and say how many are left out; the marker is always whole.
    """
    marker = RollupMarker(ledgers=tuple(section.ledger for section in sections), state=state)
    tables = [tuple(rows_of(section.ledger, section.issues, section.unassignable)) for section in sections]

    def text(most: int) -> str:
        parts = [_section(section, rows, most) for section, rows in zip(sections, tables, strict=True)]
        return "\n\n".join((*parts, *_next(next_status)))

    return fitted(text, longest=max(map(len, tables), default=0), marker=marker, limit=limit)


def _section(section: OpenedSection, rows: tuple[Row, ...], most: int) -> str:
    return "\n\n".join((_heading(section.ledger), *_body(section, rows, most)))


def _heading(ledger: Ledger) -> str:
    title = sanitize_title(ledger.title or ledger.path)
    return f"**{title}** · {_numbers(ledger)}"


def _numbers(ledger: Ledger) -> str:
    kinds = [entry.kind for entry in ledger.entries]
    if not kinds:
        return "no action items"
    opened = kinds.count(EntryKind.ISSUE)
    others = (
        (kinds.count(EntryKind.DONE), "was already done", "were already done"),
        (kinds.count(EntryKind.ADOPTED), "had a ticket", "had tickets"),
        (kinds.count(EntryKind.UNTRACKED), "is no longer tracked", "are no longer tracked"),
    )
    rest = ", ".join(f"{number} {one if number == 1 else several}" for number, one, several in others if number)
    said = f"{some(opened, 'issue')} opened for {some(len(kinds), 'action item')}"
    return f"{said} ({rest})" if rest else said


def _body(section: OpenedSection, rows: tuple[Row, ...], most: int) -> Iterator[str]:
    if section.ledger.missing:
        yield gone_sentence(section.ledger)
    if rows:
        yield table(rows[:most])
    if len(rows) > most:
        yield f"… and {some(len(rows) - most, 'more item')}."
    closing = " ".join(_closing(section, rows))
    if closing:
        yield closing


def _closing(section: OpenedSection, rows: tuple[Row, ...]) -> Iterator[str]:
    ownerless = sum(row.needs_owner for row in rows)
    if ownerless:
        yield f"{ownerless} {'has' if ownerless == 1 else 'have'} no owner who can be assigned."
    if section.earlier:
        services = ", ".join(f"*{sanitize_title(service)}*" for service in section.ledger.services)
        late = ", ".join(f"#{item.number} ({some(item.days_overdue, 'day')})" for item in section.earlier)
        yield f"Still overdue from earlier incidents{f' on {services}' if services else ''}: {late}."


def _next(day: date | None) -> Iterator[str]:
    if day:
        yield f"Next status: {weekday(day)}."
