"""What was asked of a forge, held against what it returned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from followthrough.apply.run import Run
from followthrough.errors import ForgeError
from followthrough.model import Issue, IssueDraft, IssueEdit
from followthrough.tracking.changes import AnyChange
from followthrough.tracking.labelling import needs_owner_label
from followthrough.tracking.outcome import Done
from followthrough.tracking.settling import settled


def not_kept(asked: IssueDraft | IssueEdit, issue: Issue) -> str | None:
    """What a forge left out of what it was asked for, in words; None where it kept everything."""
    lacking = "; ".join(_edit_not_kept(asked, issue) if isinstance(asked, IssueEdit) else _draft_not_kept(asked, issue))
    return f"the forge did not keep {lacking}" if lacking else None


def settle(run: Run, change: AnyChange, done: Done) -> Done:
    """Let the marker of an issue say what the forge really holds, where that is not what was asked for."""
    edit = settled(change, done.issue)
    if edit is None or not run.may_open():  # whoever may not even label the issue cannot edit it
        return done
    try:
        run.ensure_labels(map(needs_owner_label, edit.add_labels))
        return replace(done, issue=run.forge.edit_issue(done.issue.number, edit))
    except ForgeError as error:
        run.met(error)
        return replace(done, remark="; ".join(filter(None, (done.remark, f"not noted down: {error.message}"))))


def _draft_not_kept(draft: IssueDraft, issue: Issue) -> Iterator[str]:
    edit = IssueEdit(
        title=draft.title,
        body=draft.body,
        add_labels=draft.labels,
        add_assignees=draft.assignees,
        due=draft.due,
    )
    yield from _edit_not_kept(edit, issue)
    if draft.confidential and not issue.confidential:
        yield "its confidentiality"


def _edit_not_kept(edit: IssueEdit, issue: Issue) -> Iterator[str]:
    if edit.title is not None and edit.title != issue.title:
        yield "the title"
    if edit.body is not None and _plain(edit.body) != _plain(issue.body):
        yield "the text"
    if edit.due is not None and edit.due != issue.due:
        yield f"the due date {edit.due}"
    if edit.clear_due and issue.due is not None:
        yield "that it has no due date"
    if edit.state is not None and edit.state != issue.state:
        yield f"that it is {edit.state}"
    yield from _names_not_kept("label", edit.add_labels, edit.remove_labels, issue.labels)
    yield from _names_not_kept("assignee", edit.add_assignees, edit.remove_assignees, issue.assignees)


def _names_not_kept(
    kind: str, added: tuple[str, ...], removed: tuple[str, ...], names: tuple[str, ...]
) -> Iterator[str]:
    known = {name.casefold() for name in names}
    if lacking := [name for name in added if name.casefold() not in known]:
        yield f"the {kind} {', '.join(lacking)}"
    if left := [name for name in removed if name.casefold() in known]:
        yield f"that the {kind} {', '.join(left)} goes"


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").rstrip()
