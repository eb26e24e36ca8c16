"""What a run did as Markdown, for the summary of a CI step, in the look of the plan."""

from __future__ import annotations

from collections.abc import Iterator

from followthrough.reporting.change_words import SIGNS, place
from followthrough.reporting.described import Described, described, kind_of
from followthrough.reporting.outcome_text import DID, outcome_sentence
from followthrough.reporting.page import MAX_SUMMARY, cut, reference, stopped
from followthrough.tracking.outcome import Outcome
from followthrough.tracking.sanitize import sanitize_cell, sanitize_title

_HEAD = ("| | issue | action item | what and why |", "|---|---|---|---|")
_LEFT = (("failed", "✗ failed"), ("unknown", "? unknown"), ("postponed", "… put off"))


def outcome_markdown(outcome: Outcome, *, limit: int = MAX_SUMMARY) -> str:
    """The line of numbers and a table for each postmortem with anything to tell; at most `limit` bytes of UTF-8."""
    rows: dict[str, list[str]] = {}
    for path, row in _rows(outcome):
        rows.setdefault(path, []).append(row)
    lines = [f"**Sync**: {outcome_sentence(outcome)}"]
    if outcome.halted:
        lines += ["", *stopped(outcome.halted, outcome.mend)]
    for path, found in rows.items():
        lines += ["", f"**{sanitize_title(path)}**", "", *_HEAD, *found]
    remarks = (*(f"status comment: {failure}" for failure in outcome.status_failed), *outcome.warnings)
    if remarks:
        lines += ["", *(f"- {sanitize_cell(remark)}" for remark in remarks)]
    return cut(lines, limit, "followthrough sync")


def _rows(outcome: Outcome) -> Iterator[tuple[str, str]]:
    for done in outcome.done:
        kind = kind_of(done.change)
        yield _row(f"{SIGNS[kind][0]} {DID[kind]}", described(done.change, done.issue), done.remark)
    for conflict in outcome.conflicts:
        yield _row("! conflict", described(conflict))
    for deferred in outcome.deferred:
        yield _row("! held", described(deferred))
    for finding in outcome.blocked:
        said = sanitize_cell(f"{place(finding)} · {finding.remedy}")
        yield finding.path, f"| ✗ error |  | {finding.code} {sanitize_cell(finding.message)} | {said} |"
    for name, sign in _LEFT:
        for failed in getattr(outcome, name):
            yield _row(sign, described(failed.change), failed.reason)


def _row(sign: str, told: Described, remark: str | None = None) -> tuple[str, str]:
    said = " · ".join(filter(None, (*told.details, told.reason, remark)))
    number = reference(told.number, told.url)
    return told.path, f"| {sign} | {number} | {sanitize_cell(told.title)} | {sanitize_cell(said) if said else ''} |"
