"""The nouns: what a postmortem says and what a forge holds, as frozen values.

`item` is always an action item of a document, `issue` is always the forge's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import total_ordering
from types import MappingProxyType

_NOTHING: Mapping[str, Position] = MappingProxyType({})


class Severity(StrEnum):
    """How much a finding weighs: an error fails a check, a warning fails a strict one."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class DueSource(StrEnum):
    """Where an item's due date comes from."""

    DOCUMENT = "document"
    HORIZON = "horizon"
    POLICY = "policy"


class Format(StrEnum):
    """How a document is written."""

    MARKDOWN = "markdown"
    YAML = "yaml"
    JSON = "json"
    UNSUPPORTED = "unsupported"


@total_ordering
@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A place in a document; lines and columns are counted from 1, columns in characters."""

    line: int
    column: int = 1
    end_column: int | None = None
    """One past the last character, where the extent is known."""

    def __lt__(self, other: Position) -> bool:
        """Whether it comes first in the document; a place without an extent comes before one with it."""
        return (self.line, self.column, self.end_column or 0) < (other.line, other.column, other.end_column or 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing to say about a document, with the mend."""

    code: str
    """`FT` and three digits; docs/findings.md has a section for each."""
    severity: Severity
    message: str
    remedy: str
    path: str
    position: Position


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A length of calendar time: days are added after months."""

    months: int = 0
    days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionItem:
    """One promise made in a postmortem, as the document says it."""

    id: str | None = None
    """The explicit id the document gives, if any."""
    title: str
    details: str | None = None
    owners: tuple[str, ...] = ()
    due: date | None = None
    due_text: str | None = None
    """The deadline as written, also where no date could be read from it."""
    due_source: DueSource | None = None
    due_span: Span | None = None
    """What a horizon or a policy grants; it counts anew from the opening of a late issue."""
    priority: str | None = None
    status: str | None = None
    done: bool = False
    category: str | None = None
    """The words of the sub-heading the item stands under."""
    tickets: tuple[str, ...] = ()
    """Every issue, change request or foreign ticket the item names: a URL where there is one, else as written."""
    own_tickets: tuple[str, ...] = ()
    """Those of `tickets` that *are* the item's ticket: in a ticket column, after `Ticket:` or at the item's end."""
    line: int = 1
    end_line: int = 1
    found_by: str = ""
    """The recogniser that found the item, and why, for people who ask."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """Something that happened, when."""

    time: str
    event: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Lessons:
    """What the incident taught."""

    went_well: tuple[str, ...] = ()
    went_wrong: tuple[str, ...] = ()
    lucky: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A date on which somebody promised to look again."""

    name: str
    date: date
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A remark of the reader on how it came to its result: what was taken or passed over, and why."""

    line: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """A comment in a document that silences findings: `followthrough: ignore FT203`."""

    codes: frozenset[str]
    line: int | None = None
    """The line it holds for; None for the whole document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Postmortem:
    """What one document says. Whatever it does not state is None or empty, never guessed."""

    path: str
    """Relative to the repository's root where the document lies inside it; `/` separates."""
    format: Format = Format.MARKDOWN
    title: str | None = None
    incident_id: str | None = None
    date: date | None = None
    started_at: str | None = None
    """ISO 8601; with an offset only where the document states a zone."""
    ended_at: str | None = None
    duration: str | None = None
    severity: str | None = None
    status: str | None = None
    owners: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    summary: str | None = None
    impact: str | None = None
    root_cause: str | None = None
    contributing_factors: tuple[str, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    lessons: Lessons = field(default_factory=Lessons)
    metrics: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    reviews: tuple[Review, ...] = ()
    action_items: tuple[ActionItem, ...] = ()
    nothing_to_do: bool = False
    """Whether the document says itself that it has no action items (`No action items.`, `N/A`)."""
    findings: tuple[Finding, ...] = ()
    """What reading and checking have to say about the document."""

    positions: Mapping[str, Position] = field(default_factory=lambda: _NOTHING)
    """JSON pointer of a value (`/severity`, `/action_items/0/due`) → where it was read."""
    notes: tuple[Note, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    readable: bool = True
    """False where nothing can be concluded from the document: what it had tracked stays as it is."""


class IssueState(StrEnum):
    """Open or closed."""

    OPEN = "open"
    CLOSED = "closed"


class CloseReason(StrEnum):
    """Why an issue was closed."""

    COMPLETED = "completed"
    NOT_PLANNED = "not_planned"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody on a forge."""

    login: str
    name: str | None = None
    email: str | None = None
    is_bot: bool = False
    trusted: bool = False
    """Whether the forge itself vouches for the account: member, collaborator, Reporter and above, our own identity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """An issue of a forge as it last returned it."""

    number: int
    url: str
    title: str
    body: str = ""
    state: IssueState = IssueState.OPEN
    close_reason: CloseReason | None = None
    closed_by: Account | None = None
    labels: tuple[str, ...] = ()
    assignees: tuple[str, ...] = ()
    due: date | None = None
    """The forge's own due date; None on a forge that has none."""
    author: Account
    confidential: bool = False
    locked: bool = False
    is_change_request: bool = False
    comment_count: int = 0
    created_at: datetime
    updated_at: datetime
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """Where comments stand: an issue or a change request."""

    kind: str
    """`issue` or `change_request`."""
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRequest:
    """A pull or merge request."""

    number: int
    url: str
    title: str
    merged_at: datetime | None = None
    locked: bool = False
    paths_added: int = 0
    """How many postmortems it brought; more than five make it an import."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A comment on a thread."""

    id: str
    thread: Thread
    url: str
    body: str
    author: Account
    folded: bool = False
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A label of ours, as it is made where it is missing."""

    name: str
    color: str
    """Six hexadecimal digits, no `#`."""
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueDraft:
    """An issue to open, whole in one call."""

    title: str
    body: str
    labels: tuple[str, ...] = ()
    assignees: tuple[str, ...] = ()
    due: date | None = None
    confidential: bool = False
    relates_to: str | None = None
    """The issue or epic of the incident itself, as the document names it, to be linked once this one is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueEdit:
    """What to change of an issue; what is None or empty stays as it is."""

    title: str | None = None
    body: str | None = None
    add_labels: tuple[str, ...] = ()
    remove_labels: tuple[str, ...] = ()
    add_assignees: tuple[str, ...] = ()
    remove_assignees: tuple[str, ...] = ()
    due: date | None = None
    clear_due: bool = False
    state: IssueState | None = None
    close_reason: CloseReason | None = None

    @property
    def only_relabels(self) -> bool:
        """Whether it puts labels on or takes them off, and does nothing else."""
        labels = IssueEdit(add_labels=self.add_labels, remove_labels=self.remove_labels)
        return self == labels != IssueEdit()
