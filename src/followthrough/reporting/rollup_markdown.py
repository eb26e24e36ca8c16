"""A run of the rollups as Markdown, for the summary of a CI step."""

from __future__ import annotations

from collections.abc import Iterator

from followthrough.reporting.drafts import quoted_markdown
from followthrough.reporting.page import MAX_SUMMARY, cut
from followthrough.reporting.rollup_words import SIGNS, comment_of, run_sentence, verb
from followthrough.rollups.rollup import Rollup
from followthrough.rollups.run import RollupRun, ToldThread
from followthrough.tracking.sanitize import sanitize_cell

_HEAD = ("| | postmortem | done | overdue | comment |", "|---|---|---|---|---|")


def rollup_markdown(run: RollupRun, *, dry: bool = False, limit: int = MAX_SUMMARY) -> str:
    """The line of numbers and a row for each postmortem; at most `limit` bytes of UTF-8."""
    lines = [f"**Rollup**: {run_sentence(run)}"]
    rows = [_row(rollup, told, dry=dry) for told in run.threads for rollup in told.turn.rollups]
    if rows:
        lines += ["", *_HEAD, *rows]
    if run.failed:
        lines += ["", *(f"- ✗ {sanitize_cell(failure)}" for failure in run.failed)]
    lines += (line for draft in run.drafts for line in quoted_markdown(draft))
    return cut(lines, limit, "followthrough rollup")


def _row(rollup: Rollup, told: ToldThread, *, dry: bool) -> str:
    return f"| {' | '.join(_cells(rollup, told, dry=dry))} |"


def _cells(rollup: Rollup, told: ToldThread, *, dry: bool) -> Iterator[str]:
    posting, sums = told.turn.posting, rollup.totals
    yield "✗" if told.failed else SIGNS[posting.post][0]
    yield sanitize_cell(rollup.ledger.title or rollup.ledger.path)
    yield f"{sums.done} of {sums.items}"
    yield str(sums.overdue) if sums.overdue else ""
    did = f"{verb(posting.post, dry=dry)} {comment_of(told)}: {posting.reason}"
    yield sanitize_cell(f"failed: {told.failed}" if told.failed else did)
