"""What a run did, on a terminal, in the look of the plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, groupby

from rich.console import RenderableType

from followthrough.reporting.change_words import SIGNS
from followthrough.reporting.described import Kind, described, kind_of
from followthrough.reporting.plan_text import blocked_row, conflict_row, held_rows, warning_row
from followthrough.reporting.sheet import Block, Row, Sheet
from followthrough.rollups.phrases import enumerated, some
from followthrough.tracking.outcome import Done, Failed, Outcome

DID = {
    Kind.OPEN: "opened",
    Kind.EDIT: "edited",
    Kind.CLOSE: "closed",
    Kind.REOPEN: "reopened",
    Kind.LINK: "linked",
    Kind.COMMENT: "commented",
}
"""What was done, in a word."""


def outcome_text(outcome: Outcome) -> RenderableType:
    """The outcome for a terminal: what was done, what was not and why, and one line of numbers."""
    rows: dict[str, list[Row]] = {}
    for path, row in _rows(outcome):
        rows.setdefault(path, []).append(row)
    blocks = [Block(path=path, rows=tuple(found)) for path, found in rows.items()]
    return Sheet(blocks=(*blocks, *_loose(outcome)), last=outcome_sentence(outcome))


def _rows(outcome: Outcome) -> Iterator[tuple[str, Row]]:
    for done in outcome.done:
        yield done.change.subject.path, _done(done)
    for conflict in outcome.conflicts:
        yield conflict.subject.path, conflict_row(conflict)
    for path, held in groupby(outcome.deferred, lambda deferred: deferred.subject.path):
        yield from ((path, row) for row in held_rows(held))
    for finding in outcome.blocked:
        yield finding.path, blocked_row(finding)
    for failures, verb in ((outcome.failed, "failed"), (outcome.unknown, "unknown"), (outcome.postponed, "put off")):
        for failed in failures:
            yield failed.change.subject.path, _failed(failed, verb)


def _loose(outcome: Outcome) -> Iterator[Block]:
    statuses = tuple(
        Row(sign="✗", verb="failed", title=f"status comment: {reason}", style="bold red")
        for reason in outcome.status_failed
    )
    warnings = tuple(map(warning_row, outcome.warnings))
    if statuses or warnings:
        yield Block(path="Also", rows=(*statuses, *warnings))


def _done(done: Done) -> Row:
    kind, told = kind_of(done.change), described(done.change, done.issue)
    sign, style = SIGNS[kind]
    said = told.details if kind is Kind.OPEN else (*told.details, told.reason)
    return Row(
        sign=sign,
        verb=DID[kind],
        number=told.number,
        title=told.title,
        note=" · ".join(filter(None, (*said, done.remark))),
        style=style,
    )


def _failed(failed: Failed, verb: str) -> Row:
    told = described(failed.change)
    tried = kind_of(failed.change).value
    return Row(
        sign="✗" if verb == "failed" else "?" if verb == "unknown" else "…",
        verb=verb,
        number=told.number,
        title=told.title,
        note=f"to {tried}: {failed.reason}",
        style="bold red" if verb != "put off" else "yellow",
    )


def outcome_sentence(outcome: Outcome) -> str:
    """What a run came to: `2 opened, 1 failed, 9 unchanged`."""
    numbers = {kind: sum(kind_of(done.change) is kind for done in outcome.done) for kind in Kind}
    parts = tuple(_parts(outcome, numbers))
    if any(number for number, _ in parts):
        return enumerated((*parts, (outcome.unchanged, "unchanged")))
    return f"Nothing to do: {some(outcome.unchanged, 'item')} in step."


def _parts(outcome: Outcome, numbers: dict[Kind, int]) -> Iterable[tuple[int, str]]:
    return chain(
        ((numbers[kind], verb) for kind, verb in DID.items()),
        (
            (len(outcome.failed) + len(outcome.status_failed), "failed"),
            (len(outcome.unknown), "unknown"),
            (len(outcome.conflicts), "conflict" if len(outcome.conflicts) == 1 else "conflicts"),
            (len(outcome.deferred), "held"),
            (len(outcome.blocked), "error in the way" if len(outcome.blocked) == 1 else "errors in the way"),
            (len(outcome.postponed), "put off"),
        ),
    )
