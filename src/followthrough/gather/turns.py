"""Whose turn it is: each place where a rollup stands or shall stand, with what it would tell today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from followthrough.forges.protocol import Forge
from followthrough.gather.standing import Standing
from followthrough.gather.status_comment import Status
from followthrough.model import Thread
from followthrough.rollups.item import TrackedItem
from followthrough.rollups.posting import Post, Posting, Turn, decide
from followthrough.rollups.rollup import roll_up
from followthrough.rollups.rules import RollupRules
from followthrough.rollups.tracked import track
from followthrough.tracking.ledger import Ledger
from followthrough.tracking.rules import TrackingRules


@dataclass(frozen=True, slots=True, kw_only=True)
class Rolling:
    """How the rollups of one repository are told."""

    today: date
    rules: RollupRules = field(default_factory=RollupRules)
    tracking: Callable[[str], TrackingRules]
    """Path of a document → the rules for it."""
    default_rules: TrackingRules = field(default_factory=TrackingRules)
    """Hold for whatever has no document."""
    zone: str | None = None
    """The name of the zone whose calendar says what today is."""
    synced_on: date | None = None
    """The day on which sync ran last, where that is known."""
    repository: str | None = None
    """What it is called, in a run over several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One place."""

    turn: Turn
    ledgers: tuple[Ledger, ...]
    """Those of the postmortems that are told of here."""
    status: Status | None = None
    """What stands there; None where a tracking issue is to be opened."""

    @property
    def thread(self) -> Thread | None:
        """Where it is."""
        return self.status.thread if self.status else None


def seats(standing: Standing, tracked: Iterable[TrackedItem], rolling: Rolling) -> tuple[Seat, ...]:
    """Every place for what is tracked: threads in the order of their numbers, then those that are to be opened."""
    items: defaultdict[str, list[TrackedItem]] = defaultdict(list)
    for item in tracked:
        items[item.postmortem].append(item)
    return tuple(
        taken(ledgers, [item for ledger in ledgers for item in items[ledger.postmortem]], status, rolling)
        for ledgers, status in _places(standing)
    )


def items_of(standing: Standing, rolling: Rolling) -> tuple[TrackedItem, ...]:
    """Everything that is tracked, as status counts it."""
    return track(standing.issues, standing.ledgers, rolling.tracking, rolling.today, me=standing.me)


def taken(ledgers: Sequence[Ledger], items: Sequence[TrackedItem], status: Status | None, rolling: Rolling) -> Seat:
    """The place with what is to be told there today."""
    memory = status.memory if status else None
    since = memory.since(rolling.today) if memory else None
    rollups = tuple(
        replace(roll_up(ledger, items, rolling.today, since=since), repository=rolling.repository) for ledger in ledgers
    )
    posting = decide(rollups, memory, rolling.rules, rolling.today)
    if posting.post is Post.LAST and memory is None:
        posting = Posting(post=Post.NOTHING, reason="everything is settled, and no status stands")
    return Seat(turn=Turn(rollups=rollups, memory=memory, posting=posting), ledgers=tuple(ledgers), status=status)


def without_locked(seats: Sequence[Seat], forge: Forge) -> tuple[Seat, ...]:
    """The same, but for a fresh comment on a locked change request without a place: a tracking issue serves instead.

    Only where a fresh comment is due is it asked whether a change request is locked.
    """
    due = [seat.thread for seat in seats if seat.turn.posting.post is Post.FRESH]
    asked = [thread for thread in due if thread and thread.kind == "change_request"]
    locked = forge.locked_among(asked) if asked else frozenset()
    return tuple(replace(seat, status=None) if seat.thread in locked else seat for seat in seats)


def _places(standing: Standing) -> Iterator[tuple[tuple[Ledger, ...], Status | None]]:
    """The ledgers that share a place; each for itself where there is no thread yet, or none any more."""
    at: defaultdict[Thread | None, list[Ledger]] = defaultdict(list)
    for ledger in standing.ledgers:
        at[_thread_of(ledger, standing)].append(ledger)
    for status in standing.statuses:
        if status.thread in at:
            yield tuple(at[status.thread]), status
    yield from (((ledger,), None) for ledger in at[None])


def _thread_of(ledger: Ledger, standing: Standing) -> Thread | None:
    key = ledger.postmortem
    thread = standing.threads.get(key) or next(
        (one.thread for one in standing.statuses if one.marker and ledger in one.marker.ledgers), None
    )
    return None if thread in standing.gone else thread
