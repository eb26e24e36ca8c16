"""A plan as Markdown, for the summary of a CI step and for a comment: what merging would do.

Foreign text stands in it as plain text; a step summary holds a mebibyte at most, so a long plan is cut at a line.
"""

from __future__ import annotations

from collections.abc import Iterator

from followthrough.reporting.change_words import SIGNS, place, titled, where
from followthrough.reporting.counts import sentence
from followthrough.reporting.described import Described, described, kind_of
from followthrough.reporting.page import MAX_SUMMARY, cut
from followthrough.tracking.changes import Plan, PostmortemPlan
from followthrough.tracking.sanitize import sanitize_cell, sanitize_title

_HEAD = ("| | issue | action item | what and why |", "|---|---|---|---|")


def plan_markdown(plan: Plan, *, requests: int | None = None, limit: int = MAX_SUMMARY) -> str:
    """A table for each postmortem with anything to do, under the line of numbers; at most `limit` bytes of UTF-8."""
    lines = [f"**Plan**: {sentence(plan, requests)}", *plan_lines(plan)]
    return cut(lines, limit, "followthrough plan")


def plan_lines(plan: Plan) -> Iterator[str]:
    """The tables alone, line by line, each under the name of its postmortem."""
    for one in plan.postmortems:
        rows = tuple(_rows(one))
        if rows or one.warnings:
            yield from ("", _heading(one))
        if rows:
            yield from ("", *_HEAD, *rows)
        if one.warnings:
            yield from ("", *(f"- {sanitize_cell(warning)}" for warning in one.warnings))


def _heading(one: PostmortemPlan) -> str:
    parts = (f"**{sanitize_title(one.path)}**", sanitize_title(titled(one)) if one.title else "", where(one))
    return " · ".join(filter(None, parts))


def _rows(one: PostmortemPlan) -> Iterator[str]:
    for change in one.changes:
        yield _row(f"{SIGNS[kind_of(change)][0]} {kind_of(change).value}", described(change))
    for conflict in one.conflicts:
        yield _row("! conflict", described(conflict))
    for deferred in one.deferred:
        yield _row("! held", described(deferred))
    for finding in one.blocked:
        said = sanitize_cell(f"{place(finding)} · {finding.remedy}")
        yield f"| ✗ error |  | {finding.code} {sanitize_cell(finding.message)} | {said} |"


def _row(verb: str, told: Described) -> str:
    number = "" if told.number is None else f"#{told.number}"
    said = " · ".join(filter(None, (*told.details, told.reason)))
    return f"| {verb} | {number} | {sanitize_cell(told.title)} | {sanitize_cell(said) if said else ''} |"
