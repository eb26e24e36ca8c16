"""A run of the rollups on a terminal, in the look of the plan: what is urgent, and what becomes of each comment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rich.console import Group, RenderableType

from followthrough.reporting.drafts import Quoted
from followthrough.reporting.rollup_words import SIGNS, comment_of, run_sentence, verb
from followthrough.reporting.sheet import Block, Row, Sheet
from followthrough.rollups.item import TrackedItem
from followthrough.rollups.phrases import short_weekday, some, times
from followthrough.rollups.posting import Post
from followthrough.rollups.rollup import Rollup
from followthrough.rollups.run import RollupRun, ToldThread
from followthrough.tracking.days import short_day


def rollup_text(run: RollupRun, *, dry: bool = False) -> RenderableType:
    """The run for a terminal; `dry` for one that only says what it would do."""
    blocks = [_block(rollup, told, dry=dry) for told in run.threads for rollup in told.turn.rollups]
    failures = tuple(_failure(failure) for failure in run.failed)
    also = (Block(path="Also", rows=failures),) if failures else ()
    sheet = Sheet(blocks=(*(block for block in blocks if block.rows), *also), last=run_sentence(run))
    return Group(*map(Quoted, run.drafts), sheet) if run.drafts else sheet


def _block(rollup: Rollup, told: ToldThread, *, dry: bool) -> Block:
    ledger = rollup.ledger
    severity = f" ({ledger.severity})" if ledger.title and ledger.severity else ""
    done = f"{rollup.totals.done} of {rollup.totals.items} done"
    path = f"{rollup.repository}: {ledger.path}" if rollup.repository else ledger.path
    rows = tuple(_rows(rollup, told, dry=dry))
    return Block(path=path, title=f"{ledger.title or ''}{severity}", where=done, rows=rows)


def _rows(rollup: Rollup, told: ToldThread, *, dry: bool) -> Iterator[Row]:
    today = rollup.today
    for item in rollup.overdue:
        note = " · ".join((_late(item, today), *_more(item)))
        yield Row(sign="!", verb="overdue", number=item.number, title=item.title, note=note, style="red")
    for item in rollup.due_soon:
        note = " · ".join((short_weekday(item.due, today) if item.due else "", *_more(item)))
        yield Row(sign="·", verb="due", number=item.number, title=item.title, note=note, style="yellow")
    yield _comment(told, dry=dry)


def _comment(told: ToldThread, *, dry: bool) -> Row:
    posting = told.turn.posting
    if told.failed:
        return _failure(told.failed)
    sign, style = SIGNS[posting.post]
    mentioned = sorted(told.mentions.live) if posting.post is Post.FRESH else ()
    notified = f"mentions {', '.join(mentioned)}" if mentioned else ""
    note = " · ".join(filter(None, (posting.reason, notified)))
    return Row(sign=sign, verb=verb(posting.post, dry=dry), title=comment_of(told), note=note, style=style)


def _failure(reason: str) -> Row:
    return Row(sign="✗", verb="failed", title=reason, style="bold red")


def _late(item: TrackedItem, today: date) -> str:
    due = f"due {short_day(item.due, today)}" if item.due else ""
    moved = f"moved {times(len(item.moves))}" if item.moves else ""
    return f"{some(item.days_overdue, 'day')} late ({', '.join(filter(None, (due, moved)))})"


def _more(item: TrackedItem) -> Iterator[str]:
    if item.priority:
        yield item.priority
    if not item.confidential:
        yield ", ".join(item.owners) if item.owners else "nobody assigned"
