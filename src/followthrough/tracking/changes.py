"""A plan: every change that would bring the forge into step, as values that are shown, counted, refused and applied."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from followthrough.model import ChangeRequest, Comment, Finding, Issue, IssueDraft, IssueEdit, Label, Thread
    from followthrough.tracking.ledger import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a change, a conflict or a refusal is about."""

    path: str
    postmortem: str
    """The postmortem's key."""
    item: str
    """The item's key; empty where the whole postmortem is meant."""
    title: str
    """The item's title as the document has it, or as the issue had it where the item is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing to do; `reason` is a phrase that people read."""

    subject: Subject
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenIssue(Change):
    """Open the one issue of an item."""

    draft: IssueDraft
    unassignable: tuple[str, ...] = ()
    """Owners as written for whom the forge has nobody to assign."""
    needs_owner: str = "needs-owner"
    """The label for an issue that nobody is assigned to, should the forge keep none of the draft's assignees."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditIssue(Change):
    """Push the managed fields that the document changed."""

    issue: Issue
    """As it was when the plan was made; apply refuses where it no longer is."""
    edit: IssueEdit
    details: tuple[str, ...] = ()
    """One short line a field, `due 14 Nov → 21 Nov`."""
    unassignable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseIssue(Change):
    """Close an issue that is ours, with a comment that says why."""

    issue: Issue
    edit: IssueEdit
    comment: str
    """Carries an event marker, so that a run that was cut off between comment and close does not say it twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenIssue(Change):
    """Open again what we had closed."""

    issue: Issue
    edit: IssueEdit
    comment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkIssue(Change):
    """Adopt an issue that people had opened; its text is left alone."""

    issue: Issue
    edit: IssueEdit


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentOnIssue(Change):
    """Say something once on an issue that is ours, and remember in its marker that it was said."""

    issue: Issue
    edit: IssueEdit
    comment: str


AnyChange = OpenIssue | EditIssue | CloseIssue | ReopenIssue | LinkIssue | CommentOnIssue


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Document and people disagree, or only a person can say what is right."""

    subject: Subject
    reason: str
    issue: Issue | None = None
    field: str | None = None
    document: str | None = None
    forge: str | None = None
    new: bool = True
    """Whether it is told for the first time; only then does a run end with exit code 6."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deferred:
    """A change that a brake keeps back, with what would let it through."""

    subject: Subject
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostmortemPlan:
    """All there is to do for one postmortem."""

    key: str
    path: str
    title: str | None
    severity: str | None
    services: tuple[str, ...] = ()
    """As its document names them."""
    managed: str = "postmortem-action"
    """The label that makes issues of this postmortem ours, a tracking issue among them."""
    thread: Thread | None = None
    """Where its status comment stands or shall stand; None where a tracking issue is to be opened."""
    change_request: ChangeRequest | None = None
    comments: tuple[Comment, ...] | None = field(default=None, repr=False)
    """Those of the thread where it bore no status when the plan was made; None where nobody looked, or it bore one."""
    changes: tuple[AnyChange, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    deferred: tuple[Deferred, ...] = ()
    warnings: tuple[str, ...] = ()
    blocked: tuple[Finding, ...] = ()
    """Errors in the document that keep its items from being tracked; nothing is written, and a run ends with 1."""
    unchanged: int = 0
    ledger: Ledger | None = None
    """What the status comment shall remember once the changes are carried out; None where it stays as it is."""
    tally: Ledger | None = field(default=None, repr=False)
    """The same as far as documents and issues tell it, also where nobody looked at the status; for those who count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The very object that is shown, counted, refused and applied."""

    postmortems: tuple[PostmortemPlan, ...] = ()
    labels: tuple[Label, ...] = field(default=())
    """Labels of ours that the changes need."""
    listed: tuple[str, ...] = ()
    """The labels under which issues were listed, former ones among them; apply looks under them again."""
    trusted_authors: frozenset[str] = frozenset()
    """Whose issues and comments the team takes for ours, beside those the forge vouches for."""
    issues: tuple[Issue, ...] = field(default=(), repr=False)
    """What was listed when the plan was made, so that a status can be told without listing it once more."""

    @property
    def changes(self) -> tuple[AnyChange, ...]:
        """Every change, in the order it is carried out."""
        return tuple(change for one in self.postmortems for change in one.changes)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write."""
        return not self.changes and all(one.ledger is None for one in self.postmortems)
