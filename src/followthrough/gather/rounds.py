"""A round of rollups, ready to be told: every place, what becomes of it, and whom that notifies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from types import MappingProxyType

from followthrough.forges.protocol import Forge
from followthrough.gather.digest_issue import digest_issue, digest_memory
from followthrough.gather.lateness import late_labels, reminders
from followthrough.gather.standing import Standing
from followthrough.gather.turns import Rolling, Seat, items_of, seats, without_locked
from followthrough.model import Account, Label
from followthrough.rollups.allotment import allot
from followthrough.rollups.mentions import Leads, Mentions
from followthrough.rollups.posting import Post, Turn, gathered
from followthrough.rollups.rollup import Rollup
from followthrough.rollups.run import RollupRun, ToldThread
from followthrough.rollups.weeks import week_of
from followthrough.tracking.changes import CommentOnIssue, EditIssue
from followthrough.tracking.labelling import labels_for
from followthrough.tracking.ledger import Ledger
from followthrough.tracking.owners import assign
from followthrough.tracking.rules import OwnerTarget
from followthrough.tracking.trust import is_trusted

_MOST_LEADS = 3
_NOBODY: Mapping[int, Mentions] = MappingProxyType({})
_NO_LEADS: Leads = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What a run is about to tell."""

    rolling: Rolling
    seats: tuple[Seat, ...]
    """The longest overdue first, since a budget may end a run early."""
    mentions: Mapping[int, Mentions] = field(default_factory=lambda: _NOBODY)
    """Place in `seats` → whom its comment notifies."""
    leads: Leads = field(default_factory=lambda: _NO_LEADS)
    """The logins of the owners of postmortems that may be addressed."""

    changes: tuple[EditIssue | CommentOnIssue, ...] = ()
    """What is due on the issues themselves."""
    labels: tuple[Label, ...] = ()
    """Those that the changes need."""
    seen_at: float | None = None
    """When the places were looked at, on the clock of whoever tells them; None: just before."""

    @property
    def in_digest(self) -> bool:
        """Whether so much is due at once that a digest tells it in the stead of comments."""
        return any(seat.turn.posting.in_digest for seat in self.seats)

    @property
    def rollups(self) -> tuple[Rollup, ...]:
        """Every postmortem."""
        return tuple(rollup for seat in self.seats for rollup in seat.turn.rollups)

    def rehearsed(self) -> RollupRun:
        """The run as it would be, had it been told."""
        told = (
            ToldThread(turn=seat.turn, mentions=self.mentions.get(at, Mentions()), thread=seat.thread)
            for at, seat in enumerate(self.seats)
        )
        return RollupRun(today=self.rolling.today, zone=self.rolling.zone, threads=tuple(told))


def gather_round(standing: Standing, rolling: Rolling, forge: Forge) -> Round:
    """Decide what is to be told of everything that stands, but not yet whom that notifies. Raises ForgeError.

    Nothing is written.
    """
    items = items_of(standing, rolling)
    known = sorted(seats(standing, items, rolling), key=_urgency)
    posted = _digest_stands(standing, rolling)
    postings = gathered({at: seat.turn.posting for at, seat in enumerate(known)}, digest_posted=posted)
    decided = [replace(seat, turn=replace(seat.turn, posting=postings[at])) for at, seat in enumerate(known)]
    ready = without_locked(decided, forge)
    changes: tuple[EditIssue | CommentOnIssue, ...] = (
        *late_labels(standing, rolling, forge.capabilities),
        *reminders(standing, items, rolling),
    )
    names = (rolling.tracking(change.subject.path).labels for change in changes)
    return Round(
        rolling=rolling,
        seats=ready,
        leads=_leads(ready, rolling, forge),
        changes=changes,
        labels=labels_for(changes, names),
    )


def allotted(rounds: Sequence[Round]) -> tuple[Round, ...]:
    """The rounds of one day with whom they notify: everybody once over all of them."""
    turns = {(at, place): seat.turn for at, one in enumerate(rounds) for place, seat in enumerate(one.seats)}
    if not turns:
        return tuple(rounds)
    rolling = rounds[0].rolling
    leads = {(at, place): one.leads for at, one in enumerate(rounds) for place in range(len(one.seats))}
    found = allot(turns, rolling.rules, rolling.today, leads=leads)
    return tuple(
        replace(one, mentions={place: found[at, place] for place in range(len(one.seats))})
        for at, one in enumerate(rounds)
    )


def _digest_stands(standing: Standing, rolling: Rolling) -> bool:
    """Whether this week's digest tells what comments would, as after a run that was cut off."""
    is_ours = partial(is_trusted, rules=rolling.default_rules, me=standing.me)
    memory = digest_memory(digest_issue(standing.issues, is_ours))
    return memory is not None and memory.week == week_of(rolling.today)


def _urgency(seat: Seat) -> int:
    return -max((one.totals.oldest_overdue_days for one in seat.turn.rollups), default=0)


def _leads(ready: Sequence[Seat], rolling: Rolling, forge: Forge) -> Leads:
    """The logins of the owners of those postmortems whose owners may be addressed.

    Only the team's own map and the names of people whom the forge knows count, never a handle in a document.
    """
    escalates = rolling.rules.escalate is not None and rolling.rules.escalate.to is None
    addressed = [
        ledger
        for seat in ready
        if _addresses_leads(seat.turn, escalates=escalates)
        for ledger in seat.ledgers
        if ledger.owners and not ledger.confidential
    ]
    people = _people(addressed, forge)
    return {one.postmortem: _logins(one, rolling.tracking(one.path).owners, people) for one in addressed}


def _addresses_leads(turn: Turn, *, escalates: bool) -> bool:
    """Whether what is about to be written names the owners of its postmortems."""
    if turn.posting.post is Post.FRESH:
        return escalates or turn.posting.quiet
    if turn.posting.post is not Post.EDIT or not escalates:
        return False
    return turn.posting.in_digest or (turn.memory is not None and bool(turn.memory.escalated))


def _people(addressed: Iterable[Ledger], forge: Forge) -> tuple[Account, ...]:
    """Whom the forge knows; nobody where it takes any name, since a name in a document proves nothing there."""
    return (forge.assignable() or ()) if any(True for _ in addressed) else ()


def _logins(ledger: Ledger, owners: Mapping[str, OwnerTarget], people: tuple[Account, ...]) -> tuple[str, ...]:
    mapped = tuple(Account(login=login) for target in owners.values() for login in target.logins)
    return assign(ledger.owners, owners, (*people, *mapped), _MOST_LEADS).logins
