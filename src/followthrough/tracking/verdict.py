"""What comes of looking at one item or issue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from followthrough.model import Account, ChangeRequest, Issue, Postmortem
from followthrough.tracking.changes import AnyChange, Conflict, Deferred, Subject
from followthrough.tracking.facts import Facts
from followthrough.tracking.ledger import Entry, Ledger
from followthrough.tracking.marker import Event, Marker, render_event
from followthrough.tracking.matches import ItemMatch, PostmortemMatch

_TOLD = 120
"""Characters of an item's title that a ledger repeats."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is to be done, to be told and to be remembered of one item or issue."""

    changes: tuple[AnyChange, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    deferred: tuple[Deferred, ...] = ()
    warnings: tuple[str, ...] = ()
    entry: Entry | None = None
    """What the ledger shall remember of the item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """All that is the same for every item of one postmortem."""

    match: PostmortemMatch
    postmortem: Postmortem
    facts: Facts
    me: Account
    tickets: Mapping[str, int]
    """Ticket as written → number of the issue of this forge that it names."""
    ledger: Ledger | None
    """As it was read."""

    @property
    def change_request(self) -> ChangeRequest | None:
        """The one that brought the postmortem."""
        return self.facts.change_requests.get(self.match.key)

    @property
    def is_confidential(self) -> bool:
        """Whether nobody else may read what the postmortem's issues say."""
        severity, rules = " ".join((self.postmortem.severity or "").split()).casefold(), self.match.rules
        return rules.confidential or (bool(severity) and severity in rules.confidential_severities)

    def entry_title(self, item: ItemMatch) -> str:
        """What the ledger calls an item: nothing, where others can read the ledger and may not read the item."""
        return "" if self.is_confidential else " ".join(item.candidate.item.title.split())[:_TOLD]

    def entry(self, item_key: str) -> Entry | None:
        """What the ledger that was read remembers of an item."""
        return next((one for one in self.ledger.entries if one.item == item_key), None) if self.ledger else None

    def subject(self, item: ItemMatch) -> Subject:
        """What a change to an item is about."""
        title = item.candidate.item.title
        return Subject(path=self.match.path, postmortem=self.match.key, item=item.key, title=title)


def subject_of(match: PostmortemMatch, marker: Marker, issue: Issue) -> Subject:
    """What a change to an issue is about whose item is not in its document."""
    return Subject(path=match.path, postmortem=match.key, item=marker.item, title=marker.title or issue.title)


def told(marker: Marker, name: str, sentence: str) -> tuple[str, tuple[str, ...]]:
    """The comment that tells an event, and what the marker then remembers of events.

    What happens again after something else is told again: the event's name is numbered.
    """
    before = sum(one.split(".")[0] == name for one in marker.said)
    event = f"{name}.{before + 1}" if before else name
    return f"{sentence}\n\n{render_event(Event(name=event, item=marker.item))}", (*marker.said, event)
