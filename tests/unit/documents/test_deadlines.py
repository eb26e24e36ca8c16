"""Deadlines that no item states itself."""

from __future__ import annotations

from datetime import date

import pytest

from followthrough.documents.deadlines import grant
from followthrough.documents.rules import ReadingRules
from followthrough.model import ActionItem, DueSource, Postmortem, Span

DAY = date(2026, 11, 3)
RULES = ReadingRules(
    by_priority={"high": Span(days=14), "p2": Span(months=1)},
    by_severity={"p1": Span(days=30)},
)


def granted(item: ActionItem, *, day: date | None = DAY, severity: str | None = None) -> ActionItem:
    postmortem = Postmortem(path="a.md", date=day, severity=severity, action_items=(item,))
    return grant(postmortem, RULES).action_items[0]


def test_a_horizon_counts_from_the_incident() -> None:
    """`Next 24 hours` in a heading is the day after; the span is kept."""
    item = granted(ActionItem(title="A", due_source=DueSource.HORIZON, due_span=Span(days=1)))
    assert (item.due, item.due_source, item.due_span) == (date(2026, 11, 4), DueSource.HORIZON, Span(days=1))


def test_a_horizon_without_the_incidents_date_stays_a_span() -> None:
    """Nothing is guessed; it counts from the opening of the issue."""
    item = granted(ActionItem(title="A", due_source=DueSource.HORIZON, due_span=Span(months=1)), day=None)
    assert (item.due, item.due_source, item.due_span) == (None, DueSource.HORIZON, Span(months=1))


@pytest.mark.parametrize(
    ("priority", "severity", "expected"),
    [
        pytest.param("High", None, "2026-11-17", id="priority"),
        pytest.param("HIGH (P2)", None, "2026-11-17", id="first word of a priority"),
        pytest.param("P2 - medium", None, "2026-12-03", id="first word before a dash"),
        pytest.param("High", "P1", "2026-11-17", id="priority before severity"),
        pytest.param("Low", "p1", "2026-12-03", id="severity where the priority grants nothing"),
        pytest.param(None, "P1 (critical)", "2026-12-03", id="severity"),
        pytest.param("Low", "P4", None, id="neither"),
        pytest.param(None, None, None, id="nothing stated"),
        pytest.param("", "", None, id="empty"),
    ],
)
def test_a_team_grants_by_priority_else_by_severity(
    priority: str | None, severity: str | None, expected: str | None
) -> None:
    """Case does not matter, and `High (P1)` is high."""
    item = granted(ActionItem(title="A", priority=priority), severity=severity)
    assert item.due == (date.fromisoformat(expected) if expected else None)
    assert item.due_source is (DueSource.POLICY if expected else None)


def test_a_grant_without_the_incidents_date_stays_a_span() -> None:
    """As a horizon does."""
    item = granted(ActionItem(title="A", priority="High"), day=None)
    assert (item.due, item.due_source, item.due_span) == (None, DueSource.POLICY, Span(days=14))


@pytest.mark.parametrize(
    "item",
    [
        pytest.param(
            ActionItem(
                title="A", due=date(2027, 1, 1), due_text="1 Jan 2027", due_source=DueSource.DOCUMENT, priority="High"
            ),
            id="a date",
        ),
        pytest.param(ActionItem(title="A", due_text="TBD", priority="High"), id="no date"),
        pytest.param(ActionItem(title="A", due_text="03/04/2026", priority="High"), id="an open order"),
    ],
)
def test_what_is_written_is_never_overruled(item: ActionItem) -> None:
    """A deadline that is no date has to be mended by its author."""
    assert granted(item, severity="P1") == item


def test_the_end_of_the_calendar_is_no_deadline() -> None:
    """The span stays, the day does not overflow."""
    item = granted(ActionItem(title="A", priority="High"), day=date.max)
    assert (item.due, item.due_span) == (None, Span(days=14))
