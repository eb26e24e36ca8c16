"""From a merge to an edit: only what changes is set, everything else of title, body, labels and assignees stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from followthrough.model import ActionItem, Issue, IssueEdit
from followthrough.tracking.days import long_day, short_day
from followthrough.tracking.fields import (
    CATEGORY_FIELD,
    DESCRIPTION_FIELD,
    DUE_FIELD,
    OWNER_FIELD,
    PRIORITY_FIELD,
    TITLE_FIELD,
    Wanted,
)
from followthrough.tracking.issue_text import CATEGORY, DUE, OWNER, PRIORITY, Block, plain_lines
from followthrough.tracking.rules import LabelNames
from followthrough.tracking.wording import quoted


@dataclass(slots=True, kw_only=True)
class Draft:
    """An edit in the making. Mutable, and gone when the edit is made."""

    issue: Issue
    block: Block | None
    labels: LabelNames
    today: date
    edit: IssueEdit = field(default_factory=IssueEdit)
    details: list[str] = field(default_factory=list)
    """One short line for each field that changes."""

    def push(self, name: str, item: ActionItem, wanted: Wanted) -> None:
        """Set a field as the document wants it."""
        _PUSHES[name](self, item, wanted)

    def add_label(self, label: str) -> None:
        """Set a label that the issue lacks."""
        if not self.has_label(label):
            self.edit = replace(self.edit, add_labels=(*self.edit.add_labels, label))

    def remove_label(self, label: str) -> None:
        """Take off a label that the issue has."""
        self.edit = replace(self.edit, remove_labels=(*self.edit.remove_labels, *self._spelled(label)))

    def has_label(self, label: str) -> bool:
        """Whether the issue has a label now."""
        return bool(self._spelled(label))

    def assignees(self) -> set[str]:
        """Folded logins of those who have the issue once the edit is made."""
        now = {name.casefold() for name in (*self.issue.assignees, *self.edit.add_assignees)}
        return now - {name.casefold() for name in self.edit.remove_assignees}

    def _spelled(self, label: str) -> list[str]:
        return [one for one in self.issue.labels if one.casefold() == label.casefold()]


def _push_title(draft: Draft, _: ActionItem, wanted: Wanted) -> None:
    if draft.issue.title != wanted.title:
        draft.edit = replace(draft.edit, title=wanted.title)


def _push_description(draft: Draft, _: ActionItem, wanted: Wanted) -> None:
    if draft.block and draft.block.description != plain_lines(wanted.description):
        draft.block = draft.block.with_description(wanted.description)
        draft.details.append("description")


def _push_owner(draft: Draft, item: ActionItem, wanted: Wanted) -> None:
    was = draft.block.words(OWNER) if draft.block else ""
    draft.details.append(f"owner {was or 'nobody'} → {', '.join(item.owners) or 'nobody'}")
    _push_row(draft, OWNER, wanted)
    now = {name.casefold(): name for name in draft.issue.assignees}
    shall = {name.casefold(): name for name in wanted.logins}
    draft.edit = replace(
        draft.edit,
        add_assignees=tuple(name for folded, name in shall.items() if folded not in now),
        remove_assignees=tuple(name for folded, name in now.items() if folded not in shall),
    )


def _push_due(draft: Draft, item: ActionItem, wanted: Wanted) -> None:
    was = due_shown(draft.issue, draft.block)
    before = short_day(was, draft.today) if was else "none"
    after = short_day(wanted.due, draft.today) if wanted.due else item.due_text or "none"
    if before != after:
        draft.details.append(f"due {before} → {after}")
    _push_row(draft, DUE, wanted)
    if draft.issue.due != wanted.native_due:
        draft.edit = replace(draft.edit, due=wanted.native_due, clear_due=wanted.native_due is None)


def _push_priority(draft: Draft, item: ActionItem, wanted: Wanted) -> None:
    was = draft.block.words(PRIORITY) if draft.block else ""
    draft.details.append(f"priority {was or 'none'} → {item.priority or 'none'}")
    _push_row(draft, PRIORITY, wanted)
    old, new = priority_label(was, draft.labels), priority_label(item.priority, draft.labels)
    if old == new or (old is not None and not draft.has_label(old)):
        return  # people took the label of the old priority off, or set another: theirs stays
    if old is not None:
        draft.remove_label(old)
    if new is not None:
        draft.add_label(new)


def _push_category(draft: Draft, item: ActionItem, wanted: Wanted) -> None:
    was = draft.block.words(CATEGORY) if draft.block else ""
    draft.details.append(f"category {was or 'none'} → {item.category or 'none'}")
    _push_row(draft, CATEGORY, wanted)


def _push_row(draft: Draft, label: str, wanted: Wanted) -> None:
    cell = wanted.cells.get(label, "")
    if draft.block and draft.block.cell(label) != cell:
        draft.block = draft.block.with_cell(label, cell)


_PUSHES: dict[str, Callable[[Draft, ActionItem, Wanted], None]] = {
    TITLE_FIELD: _push_title,
    DESCRIPTION_FIELD: _push_description,
    OWNER_FIELD: _push_owner,
    DUE_FIELD: _push_due,
    PRIORITY_FIELD: _push_priority,
    CATEGORY_FIELD: _push_category,
}


def priority_label(priority: str | None, labels: LabelNames) -> str | None:
    """The label of a priority as documents write it."""
    return labels.priority.get(" ".join(priority.split()).casefold()) if priority else None


def severity_label(severity: str | None, labels: LabelNames) -> str | None:
    """The label of an incident's severity as documents write it."""
    return labels.severity.get(" ".join(severity.split()).casefold()) if severity else None


def due_shown(issue: Issue, block: Block | None) -> date | None:
    """The due date that people see: the forge's own, else the one in the block."""
    return issue.due or (block.due if block else None)


def shown(name: str, issue: Issue, block: Block | None) -> str:
    """What people see of a field on the forge, for one line of a plan."""
    if name == TITLE_FIELD:
        return issue.title
    if name == DUE_FIELD:
        due = due_shown(issue, block)
        return long_day(due) if due else "none"
    if name == OWNER_FIELD and issue.assignees:
        return ", ".join(issue.assignees)
    if block is None:
        return "its text lacks the block that followthrough wrote"
    rows = {OWNER_FIELD: OWNER, PRIORITY_FIELD: PRIORITY, CATEGORY_FIELD: CATEGORY}
    return block.words(rows[name]) or "none" if name in rows else quoted(block.description)


def stated(name: str, item: ActionItem) -> str:
    """What the document says of a field, for one line of a plan."""
    texts = {
        TITLE_FIELD: item.title,
        DESCRIPTION_FIELD: quoted(f"{item.title} {item.details or ''}"),
        OWNER_FIELD: ", ".join(item.owners),
        DUE_FIELD: long_day(item.due) if item.due else item.due_text,
        PRIORITY_FIELD: item.priority,
        CATEGORY_FIELD: item.category,
    }
    return texts[name] or "none"
