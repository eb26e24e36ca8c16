"""A plan on a terminal: what would be done, postmortem by postmortem, and one line of numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import RenderableType

from followthrough.model import Finding
from followthrough.reporting.change_words import SIGNS, comment_place, place, titled, where
from followthrough.reporting.counts import sentence
from followthrough.reporting.described import Kind, described, kind_of
from followthrough.reporting.sheet import Block, Row, Sheet
from followthrough.tracking.changes import AnyChange, Conflict, Deferred, Plan, PostmortemPlan


def plan_text(plan: Plan, *, requests: int | None = None) -> RenderableType:
    """The plan for a terminal; postmortems that are in step are only counted.

    `requests` is how many the plan costs, where that is known.
    """
    return Sheet(
        blocks=tuple(block for block in map(_block, plan.postmortems) if block.rows),
        last=sentence(plan, requests),
    )


def _block(one: PostmortemPlan) -> Block:
    return Block(path=one.path, title=titled(one), where=where(one), rows=tuple(_rows(one)))


def _rows(one: PostmortemPlan) -> Iterator[Row]:
    for change in one.changes:
        yield _change(change)
    for conflict in one.conflicts:
        yield conflict_row(conflict)
    yield from held_rows(one.deferred)
    yield from map(blocked_row, one.blocked)
    if one.ledger is not None:
        yield Row(sign="~", verb="note", title=f"status comment on {comment_place(one)}", style="yellow")
    for warning in one.warnings:
        yield warning_row(warning)


def _change(change: AnyChange) -> Row:
    kind, told = kind_of(change), described(change)
    sign, style = SIGNS[kind]
    # Why a new issue opens is plain to see; what it will say is not.
    said = told.details if kind is Kind.OPEN else (*told.details, told.reason)
    return Row(
        sign=sign,
        verb=kind.value,
        number=told.number,
        title=told.title,
        note=" · ".join(filter(None, said)),
        style=style,
    )


def conflict_row(conflict: Conflict) -> Row:
    """A line for what a person must decide."""
    told = described(conflict)
    reason = told.reason if conflict.new or not told.reason else f"{told.reason} (told before)"
    return Row(
        sign="!",
        verb="conflict",
        number=told.number,
        title=told.title,
        note=" · ".join(filter(None, (*told.details, reason))),
        style="bold red" if conflict.new else "red",
    )


def held_rows(held: Iterable[Deferred]) -> Iterator[Row]:
    """A line for each change that a brake keeps back; a reason that they share is told once."""
    told_last = ""
    for deferred in held:
        told = described(deferred)
        note = "" if told.reason == told_last else told.reason
        yield Row(sign="!", verb="held", title=told.title, note=note, style="bold red")
        told_last = told.reason


def blocked_row(finding: Finding) -> Row:
    """A line for an error in the document that keeps its items from being tracked."""
    note = f"{place(finding)} · {finding.remedy}"
    return Row(sign="✗", verb="error", title=f"{finding.code} {finding.message}", note=note, style="bold red")


def warning_row(warning: str) -> Row:
    """A line for what is worth knowing and stops nothing."""
    return Row(sign="·", verb="warning", title=warning, style="yellow")
