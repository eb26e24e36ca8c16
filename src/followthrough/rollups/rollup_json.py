"""A run of the rollups as JSON, for programs and for a last job that merges many; schemas/rollup.schema.json has it.

Reading it back and merging is for `rollup_merge`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from followthrough.rollups.item import TrackedItem, totals
from followthrough.rollups.json_text import json_text
from followthrough.rollups.posting import Post
from followthrough.rollups.rollup import Rollup
from followthrough.rollups.run import RollupRun, ToldThread
from followthrough.rollups.status_json import item_value, totals_value

FAILED = "failed"
COMMENTS = (*(post.value for post in Post), FAILED)
"""What a run counts its threads by."""


def rollup_json(run: RollupRun) -> str:
    """The run as one JSON object and a line end."""
    return json_text(rollup_value(run))


def rollup_value(run: RollupRun) -> dict[str, object]:
    """The same as values: the same numbers as status, then every postmortem by repository and path."""
    said = {(one.repository, one.key): told for told in run.threads for one in told.turn.rollups}
    return {
        "version": 1,
        "today": run.today.isoformat(),
        "timezone": run.zone,
        "totals": totals_value(totals(run.items)),
        "comments": counted(FAILED if told.failed else told.turn.posting.post.value for told in run.threads),
        "postmortems": [_postmortem(one, said[one.repository, one.key]) for one in run.rollups],
        "failed": [*(told.failed for told in run.threads if told.failed), *run.failed],
    }


def counted(words: Iterable[str]) -> dict[str, int]:
    """How many of each there are, those that there are none of included."""
    found = Counter(words)
    return {word: found[word] for word in COMMENTS}


def _postmortem(rollup: Rollup, told: ToldThread) -> dict[str, object]:
    ledger, trend = rollup.ledger, rollup.trend
    return {
        "repository": rollup.repository,
        "key": ledger.postmortem,
        "path": ledger.path,
        "title": ledger.title,
        "severity": ledger.severity,
        "date": _iso(ledger.date),
        "owners": list(ledger.owners),
        "services": list(ledger.services),
        "confidential": ledger.confidential,
        "missing": ledger.missing,
        "reviews": [{"name": one.name, "date": one.date.isoformat()} for one in ledger.reviews],
        "totals": totals_value(rollup.totals),
        "trend": {"since": trend.since.isoformat(), "overdue": trend.overdue} if trend else None,
        "comment": _comment(told),
        "items": [_item(item) for item in rollup.items],
    }


def _comment(told: ToldThread) -> dict[str, object]:
    posting, thread = told.turn.posting, told.thread
    return {
        "action": posting.post.value,
        "reason": posting.reason,
        "thread": {"kind": thread.kind, "number": thread.number} if thread else None,
        "url": told.url,
        "mentioned": sorted(told.mentions.live) if posting.post is Post.FRESH else [],
        "failed": told.failed,
    }


def _item(item: TrackedItem) -> dict[str, object]:
    return {
        **item_value(item),
        "key": item.key,
        "assigned": item.assigned,
        "opened_on": _iso(item.opened_on),
        "closed_on": _iso(item.closed_on),
        "snoozed_until": _iso(item.snoozed_until),
        "moves": [{"on": one.on.isoformat(), "was": one.was.isoformat()} for one in item.moves],
        "ticket": item.ticket,
        "remark": item.remark,
        "confidential": item.confidential,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
