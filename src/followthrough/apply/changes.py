"""One change at a time: look once more, write, and hold what came back against what was asked."""

from __future__ import annotations

from typing import assert_never

from followthrough.apply.asked import not_kept, settle
from followthrough.apply.opening import open_issue
from followthrough.apply.run import Run
from followthrough.apply.saying import say_once
from followthrough.errors import AccessDenied, Ambiguous, ForgeError, RateLimited
from followthrough.model import Issue, IssueEdit
from followthrough.tracking.changes import (
    AnyChange,
    CloseIssue,
    CommentOnIssue,
    EditIssue,
    LinkIssue,
    OpenIssue,
    ReopenIssue,
)
from followthrough.tracking.outcome import Done


def attempt(run: Run, change: AnyChange) -> None:
    """Carry a change out where the run may still go on, and put down what became of it."""
    if not run.may_go_on() or (isinstance(change, OpenIssue) and not run.may_open()):
        run.postponed(change)
        return
    try:
        run.succeeded(settle(run, change, _carried_out(run, change)))
    except Ambiguous as error:
        run.lost(change, error)
    except ForgeError as error:
        run.failed(change, error)


def _carried_out(run: Run, change: AnyChange) -> Done:
    unsaid = None
    match change:
        case OpenIssue():
            return open_issue(run, change)
        case EditIssue(edit=edit) if edit.only_relabels:
            pass  # whatever somebody changed meanwhile, a label takes nothing of it away
        case EditIssue() | LinkIssue() | CloseIssue() | ReopenIssue() | CommentOnIssue():
            now = run.forge.get_issue(change.issue.number)
            if not_kept(change.edit, now) is None:
                return Done(change=change, issue=now, remark="it had been done meanwhile")
            _require_unchanged(run.last_seen(change.issue), now)
            if not isinstance(change, EditIssue | LinkIssue):
                unsaid = _said(run, now, change.comment)
        case _:
            assert_never(change)
    issue = _edited(run, change.issue.number, change.edit)
    remarks = (unsaid, not_kept(change.edit, issue))
    return Done(change=change, issue=issue, remark="; ".join(filter(None, remarks)) or None)


def _said(run: Run, issue: Issue, text: str) -> str | None:
    """Say why; whoever locked the issue keeps that from being said, not from being done. Why it was not, in words."""
    try:
        say_once(run, issue, text)
    except (AccessDenied, Ambiguous, RateLimited):
        raise
    except ForgeError as error:
        if not issue.locked:
            raise
        return f"not said: {error.message}"
    return None


def _require_unchanged(seen: Issue, now: Issue) -> None:
    """Raise ForgeError where an issue is not as the plan saw it.

    What people change between this look and the write that follows is lost: no forge offers a way to prevent it.
    """
    if changed := [name for name, value in _facts(now).items() if value != _facts(seen)[name]]:
        raise ForgeError(
            f"#{now.number} was changed on the forge since the plan was made ({', '.join(changed)})",
            hint="run again: the plan is made anew",
        )


def _facts(issue: Issue) -> dict[str, object]:
    return {
        "title": issue.title,
        "text": issue.body,
        "state": issue.state,
        "labels": set(issue.labels),
        "assignees": set(issue.assignees),
        "due date": issue.due,
        "author": issue.author.login,
    }


def _edited(run: Run, number: int, edit: IssueEdit) -> Issue:
    try:
        return run.forge.edit_issue(number, edit)
    except Ambiguous:
        now = run.forge.get_issue(number)
        if not_kept(edit, now):
            raise
        return now
