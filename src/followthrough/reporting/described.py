"""Changes, conflicts and refusals in words that may be shown; every report of a plan or a run is made from these.

Of a confidential issue only its number and what happens to it are told. Escaping is left to each format.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from followthrough.model import Issue, IssueDraft, IssueEdit
from followthrough.rollups.item import WITHHELD
from followthrough.tracking.changes import (
    AnyChange,
    CloseIssue,
    CommentOnIssue,
    Conflict,
    Deferred,
    EditIssue,
    LinkIssue,
    OpenIssue,
    ReopenIssue,
)
from followthrough.tracking.days import long_day
from followthrough.tracking.issue_text import PRIORITY, read_block
from followthrough.tracking.sanitize import BREAK

_QUOTED = 80


class Kind(StrEnum):
    """What is done to an issue; the values are part of the JSON."""

    OPEN = "open"
    EDIT = "edit"
    CLOSE = "close"
    REOPEN = "reopen"
    LINK = "link"
    COMMENT = "comment"


_KINDS: dict[type[AnyChange], Kind] = {
    OpenIssue: Kind.OPEN,
    EditIssue: Kind.EDIT,
    CloseIssue: Kind.CLOSE,
    ReopenIssue: Kind.REOPEN,
    LinkIssue: Kind.LINK,
    CommentOnIssue: Kind.COMMENT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What there is to tell of one change, conflict or refusal."""

    path: str
    postmortem: str
    item: str
    title: str
    reason: str
    details: tuple[str, ...] = ()
    number: int | None = None
    url: str | None = None
    confidential: bool = False


def kind_of(change: AnyChange) -> Kind:
    """What a change does."""
    return _KINDS[type(change)]


def described(entry: AnyChange | Conflict | Deferred, issue: Issue | None = None) -> Described:
    """What may be told of an entry; `issue` is the one a change led to, where it is known."""
    issue = issue or issue_of(entry)
    secret = is_confidential(entry)
    return Described(
        path=entry.subject.path,
        postmortem=entry.subject.postmortem,
        item=entry.subject.item,
        title=WITHHELD if secret else _bare(entry.subject.title),
        reason="" if secret else _bare(entry.reason),
        details=() if secret else tuple(map(_bare, _details(entry))),
        number=issue.number if issue else None,
        url=issue.url if issue else None,
        confidential=secret,
    )


def _bare(text: str) -> str:
    """The text without what sanitising put into it, which each format would put in anew or show."""
    return text.replace(BREAK, "")


def issue_of(entry: AnyChange | Conflict | Deferred) -> Issue | None:
    """The issue that an entry is about, if there is one yet."""
    if isinstance(entry, OpenIssue | Deferred):
        return None
    return entry.issue


def is_confidential(entry: AnyChange | Conflict | Deferred) -> bool:
    """Whether an entry's words must stay out of reports."""
    if isinstance(entry, OpenIssue):
        return entry.draft.confidential
    issue = issue_of(entry)
    return issue is not None and issue.confidential


def _details(entry: AnyChange | Conflict | Deferred) -> Iterator[str]:
    if isinstance(entry, OpenIssue):
        yield from _of_draft(entry.draft)
    elif isinstance(entry, EditIssue):
        yield from entry.details
    elif isinstance(entry, Conflict):
        yield from _both_sides(entry)
    if isinstance(entry, OpenIssue | EditIssue):
        yield from (f'"{name}" cannot be assigned' for name in entry.unassignable)


def _of_draft(draft: IssueDraft) -> Iterator[str]:
    if draft.assignees:
        yield ", ".join(f"@{login}" for login in draft.assignees)
    block = read_block(draft.body)
    due = draft.due or (block.due if block else None)
    if due:
        yield f"due {long_day(due)}"
    if block and block.cell(PRIORITY):
        yield block.words(PRIORITY)


def _both_sides(conflict: Conflict) -> Iterator[str]:
    if conflict.field and conflict.document is not None and conflict.forge is not None:
        yield f'{conflict.field}: document "{_short(conflict.document)}", issue "{_short(conflict.forge)}"'


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _QUOTED else f"{words[: _QUOTED - 1].rstrip()}…"


def fields_of(change: AnyChange) -> dict[str, object]:
    """Exactly what a change writes on the issue, by field; empty for a confidential issue."""
    if is_confidential(change):
        return {}
    if isinstance(change, OpenIssue):
        return _draft_fields(change.draft)
    comment = {"comment": change.comment} if isinstance(change, CloseIssue | ReopenIssue | CommentOnIssue) else {}
    return _edit_fields(change.edit) | comment


def _draft_fields(draft: IssueDraft) -> dict[str, object]:
    fields: dict[str, object] = {
        "title": draft.title,
        "body": draft.body,
        "labels": list(draft.labels),
        "assignees": list(draft.assignees),
        "due": draft.due.isoformat() if draft.due else None,
    }
    return fields if draft.relates_to is None else {**fields, "relates_to": draft.relates_to}


def _edit_fields(edit: IssueEdit) -> dict[str, object]:
    lists = {
        name: list(getattr(edit, name))
        for name in ("add_labels", "remove_labels", "add_assignees", "remove_assignees")
        if getattr(edit, name)
    }
    texts = {
        "title": edit.title,
        "body": edit.body,
        "state": edit.state and edit.state.value,
        "close_reason": edit.close_reason and edit.close_reason.value,
    }
    stated: dict[str, object] = {name: text for name, text in texts.items() if text is not None}
    due: dict[str, object] = {}
    if edit.due or edit.clear_due:
        due["due"] = edit.due.isoformat() if edit.due else None
    return stated | lists | due
