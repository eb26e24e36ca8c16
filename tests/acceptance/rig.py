"""Postmortems as values, and the whole of sync over them: what the acceptance and fault tests run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from followthrough.apply import Telling, apply
from followthrough.forges.protocol import Forge
from followthrough.gather import Occasion, gather
from followthrough.model import ActionItem, DueSource, Postmortem
from followthrough.tracking.changes import Plan
from followthrough.tracking.matching import Document, Scope
from followthrough.tracking.outcome import Outcome
from followthrough.tracking.rules import TrackingRules

TODAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
COMMIT = "4f2c9e1" + "0" * 33
LABEL = "postmortem-action"


def item(title: str, *, owner: str | None = None, due: date | None = None, done: bool = False) -> ActionItem:
    """An action item as a document would say it."""
    return ActionItem(
        title=title,
        owners=(owner,) if owner else (),
        due=due,
        due_text=due.isoformat() if due else None,
        due_source=DueSource.DOCUMENT if due else None,
        done=done,
    )


def postmortem(path: str, *items: ActionItem, incident: str | None = None) -> Postmortem:
    """A postmortem with these items, a line each."""
    numbered = tuple(_on_line(one, line) for line, one in enumerate(items, start=10))
    return Postmortem(
        path=path,
        title=f"Outage of {path.removesuffix('.md').rpartition('/')[2]}",
        incident_id=incident,
        date=date(2026, 11, 3),
        action_items=numbered,
    )


def the_plan(
    forge: Forge,
    postmortems: Sequence[Postmortem],
    *,
    rules: TrackingRules | None = None,
    commits: Mapping[str, str] | None = None,
    today: date | None = None,
) -> Plan:
    """What sync would do; each document was added by a commit of its own unless `commits` says otherwise."""
    rules = rules or TrackingRules(max_creates=1000)
    paths = frozenset(one.path for one in postmortems)
    added = commits if commits is not None else {path: path.encode().hex().ljust(40, "0")[:40] for path in paths}
    return gather(
        [Document(postmortem=one, rules=rules) for one in postmortems],
        forge,
        Scope(holds=lambda _: True, exists=paths.__contains__),
        Occasion(today=today or TODAY, commit=COMMIT, commits_that_added=lambda _: added),
        rules,
    )


def sync(
    forge: Forge,
    postmortems: Sequence[Postmortem],
    *,
    rules: TrackingRules | None = None,
    commits: Mapping[str, str] | None = None,
    telling: Telling | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> Outcome:
    """Plan and apply, as the command does."""
    with forge.lease():
        today = telling.today if telling else None
        plan = the_plan(forge, postmortems, rules=rules, commits=commits, today=today)
        return apply(plan, forge, telling=telling, stop=stop)


def _on_line(one: ActionItem, line: int) -> ActionItem:
    return replace(one, line=line, end_line=line)
