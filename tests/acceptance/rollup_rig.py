"""Rollups over a forge, day by day, as the command tells them; and what people then find there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from followthrough.apply import Settling
from followthrough.apply.rollups import Rolled, tell_round
from followthrough.errors import NotFound
from followthrough.forges.protocol import Forge
from followthrough.gather import Occasion
from followthrough.gather.rounds import Round, allotted, gather_round
from followthrough.gather.standing import Standing, gather_standing
from followthrough.gather.turns import Rolling
from followthrough.model import Comment, Postmortem, Thread
from followthrough.rollups.rules import RollupRules
from followthrough.tracking.matching import Document, Scope
from followthrough.tracking.rollup_marker import parse_rollup
from followthrough.tracking.rules import TrackingRules

TRACKING = TrackingRules(max_creates=1000)


def rolling(today: date, rules: RollupRules | None = None) -> Rolling:
    """How the rollups of a day are told."""
    return Rolling(today=today, rules=rules or RollupRules(), tracking=lambda _: TRACKING, default_rules=TRACKING)


def standing(forge: Forge, today: date, postmortems: Sequence[Postmortem] = ()) -> Standing:
    """What stands, from the issues alone unless documents are at hand."""
    paths = frozenset(one.path for one in postmortems)
    scope = Scope(holds=lambda _: True, exists=paths.__contains__)
    added = {path: path.encode().hex().ljust(40, "0")[:40] for path in paths}
    documents = [Document(postmortem=one, rules=TRACKING) for one in postmortems]
    occasion = Occasion(today=today, commits_that_added=lambda _: added)
    return gather_standing(documents, forge, scope, occasion, TRACKING)


def a_round(forge: Forge, today: date, rules: RollupRules | None = None) -> tuple[Standing, Round]:
    """A round that is about to be told."""
    stands = standing(forge, today)
    (ready,) = allotted([gather_round(stands, rolling(today, rules), forge)])
    return stands, ready


def roll(
    forge: Forge,
    today: date,
    rules: RollupRules | None = None,
    *,
    settling: Settling | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> Rolled:
    """One run of a day."""
    with forge.lease():
        stands, ready = a_round(forge, today, rules)
        return tell_round(ready, stands, forge, settling=settling, stop=stop)


def late_roll(forge: Forge, seen: tuple[Standing, Round], settling: Settling | None = None) -> Rolled:
    """The rest of a run that looked at the threads long ago, and was then held up."""
    stands, ready = seen
    clock = settling or Settling()
    return tell_round(replace(ready, seen_at=clock.now() - 3600), stands, forge, settling=clock)


def told_on(forge: Forge, number: int, kind: str = "change_request") -> list[Comment]:
    """The comments of ours on a thread, oldest first; none where it is gone."""
    try:
        comments = forge.list_comments(Thread(kind=kind, number=number))
    except NotFound:
        return []
    return [one for one in comments if parse_rollup(one.body) or one.body.startswith("Superseded")]


def standing_on(forge: Forge, number: int, kind: str = "change_request") -> list[Comment]:
    """Those of them that count."""
    return [one for one in told_on(forge, number, kind) if not one.folded and parse_rollup(one.body)]
