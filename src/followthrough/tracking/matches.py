"""What matching found, as values: which item has which issue, and what is still to be asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from followthrough.model import Account, Finding, Issue, Postmortem
from followthrough.tracking.ledger import Ledger
from followthrough.tracking.pairing import Candidate, How
from followthrough.tracking.rules import TrackingRules
from followthrough.tracking.trust import Tracked


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemMatch:
    """An item and its issue, if it has one."""

    candidate: Candidate
    key: str
    tracked: Tracked | None = None
    how: How | None = None
    adopted: Issue | None = None
    """The item's own ticket that people had opened and that has our label by now."""
    duplicates: tuple[Tracked, ...] = ()
    """Further open issues of the same item."""
    held_by: Tracked | None = None
    """An issue by an author nobody vouches for that says it is this item's."""

    @property
    def has_issue(self) -> bool:
        """Whether the item is tracked by an issue that was listed."""
        return self.tracked is not None or self.adopted is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostmortemMatch:
    """A postmortem, its items and their issues."""

    key: str
    path: str
    rules: TrackingRules
    postmortem: Postmortem | None
    """None where its document is gone."""
    items: tuple[ItemMatch, ...] = ()
    gone: tuple[Tracked, ...] = ()
    """Issues whose item left the document."""
    known: tuple[Tracked, ...] = ()
    """All issues of ours that are this postmortem's."""
    blocked: tuple[Finding, ...] = ()
    ledger: Ledger | None = None
    """Where a tracking issue holds it."""
    tracking_issue: Issue | None = None

    @property
    def missing(self) -> bool:
        """Whether nothing can be concluded, since the document is gone or cannot be read."""
        return self.postmortem is None or not self.postmortem.readable

    @property
    def change_request(self) -> int | None:
        """Number of the change request that brought the postmortem, as its issues remember it."""
        return next((one.marker.cr for one in self.known if one.marker.cr is not None), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wants:
    """What the plan needs to be told, so that it is asked for once."""

    ledgers: frozenset[str] = frozenset()
    """Keys of postmortems for which something may be opened, linked or noted down."""
    quiet: frozenset[str] = frozenset()
    """Keys of those of which every item was done when first seen: worth a look where that costs nothing."""
    tickets: frozenset[int] = frozenset()
    owners: tuple[str, ...] = ()
    """Whom to resolve: as documents name them, or the logins of the team's map, with an `@`."""
    idle: bool = True
    """Whether no document says anything new of an item that has its issue, so that a further look does no harm."""

    @property
    def people(self) -> bool:
        """Whether it is to be known whom issues can be assigned to."""
        return bool(self.owners)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """All documents and all issues, brought together."""

    postmortems: tuple[PostmortemMatch, ...]
    wants: Wants
    me: Account
    tickets: Mapping[str, int]
    """Ticket as written → number of the issue of this forge that it names."""
    listed: tuple[str, ...] = ()
    """The labels that ours go by."""
    trusted_authors: frozenset[str] = frozenset()
    """Whom the team takes for us, beside those the forge vouches for."""
