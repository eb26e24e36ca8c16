"""Issues of the embedded forge as lines of text, for people who look at them by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from followthrough.model import ChangeRequest, Comment, Issue, IssueState
from followthrough.reporting.escape import printable


def issue_line(issue: Issue) -> str:
    """One line: number, state, title, and whatever of due date, assignees and labels there is."""
    extra = [f"due {issue.due}"] if issue.due else []
    extra += [f"@{login}" for login in issue.assignees]
    extra += [f"[{label}]" for label in issue.labels]
    return printable("  ".join([f"#{issue.number}", f"{_state(issue):<6}", issue.title, *extra]))


def issue_page(issue: Issue, comments: Sequence[Comment]) -> str:
    """An issue with its text and comments."""
    lines = [issue_line(issue), f"opened by {issue.author.login} {issue.created_at:%Y-%m-%d %H:%M}"]
    if issue.closed_at and issue.closed_by:
        reason = (issue.close_reason or "completed").replace("_", " ")
        lines.append(f"closed by {issue.closed_by.login} {issue.closed_at:%Y-%m-%d %H:%M}, {reason}")
    return _page([*lines, "", *issue.body.splitlines()], comments)


def change_request_page(request: ChangeRequest, comments: Sequence[Comment]) -> str:
    """A change request, which here is a commit, with its comments."""
    merged = f"  merged {request.merged_at:%Y-%m-%d %H:%M}" if request.merged_at else ""
    return _page([f"#{request.number}  {request.title}{merged}"], comments)


def _page(lines: Sequence[str], comments: Sequence[Comment]) -> str:
    every = [*lines]
    for comment in comments:
        every += ["", *_comment(comment)]
    return "\n".join(printable(line) for line in every)


def _comment(comment: Comment) -> Iterator[str]:
    folded = ", folded" if comment.folded else ""
    yield f"-- {comment.author.login} {comment.created_at:%Y-%m-%d %H:%M}{folded}"
    yield from comment.body.splitlines()


def _state(issue: Issue) -> str:
    return "open" if issue.state is IssueState.OPEN else "closed"
