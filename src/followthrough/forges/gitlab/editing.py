"""Changing one issue in one request: labels by what is added and removed, so that those of people stay.

What brings about a state may be sent again where the answer was lost, but never over what somebody did meanwhile.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from followthrough.errors import Ambiguous, Gone
from followthrough.forges.gitlab.answers import UNTOLD
from followthrough.forges.gitlab.api import READ, WRITE, Api
from followthrough.forges.gitlab.convert import Converter, is_moved
from followthrough.forges.gitlab.people import People
from followthrough.forges.transport.exchange import Effect, Request
from followthrough.forges.transport.fields import Fields
from followthrough.model import Issue, IssueEdit, IssueState

_Said = dict[str, object]
_MOVED = re.compile(r"moved to (\S+#[1-9]\d*)")
_EVENTS = {IssueState.CLOSED: "close", IssueState.OPEN: "reopen"}


def look(api: Api, converter: Converter, number: int) -> Issue:
    """The issue as it is now. Raises NotFound, or Gone where it was moved away."""
    request = Request(
        method="GET", path=api.path("issues", number), what=f"look at #{number}", needs=READ, subject=f"#{number}"
    )
    return _there(api, number, api.one(request, _reading(converter)))


def edit_issue(api: Api, converter: Converter, people: People, edit: IssueEdit, seen: Issue) -> Issue:
    """Change what the edit names, and return the issue as it then is; `seen` is how we last saw it."""
    number = seen.number
    fields = _fields(edit)
    if edit.add_assignees or edit.remove_assignees:
        seen = look(api, converter, number)
        fields["assignee_ids"] = people.ids(_assignees(seen, edit))
    if not fields:
        return look(api, converter, number)
    request = Request(
        method="PUT",
        path=api.path("issues", number),
        what=f"change #{number}",
        needs=WRITE,
        subject=f"#{number}",
        effect=Effect.SET,
        body=fields,
    )
    try:
        return _there(api, number, api.one(request, _reading(converter)))
    except Ambiguous:
        now = look(api, converter, number)
        if _holds(now, edit):
            return now
        if _sides(now) != _sides(seen):
            raise
        return _there(api, number, api.one(request, _reading(converter)))


def _reading(converter: Converter) -> Callable[[Fields], Issue | None]:
    """An issue, or None for what was left behind when it moved."""
    return lambda raw: None if is_moved(raw) else converter.issue(raw)


def _there(api: Api, number: int, issue: Issue | None) -> Issue:
    if issue is None:
        raise Gone(f"#{number} was moved to {_new_home(api, number) or 'another project'}")
    return issue


def _new_home(api: Api, number: int) -> str | None:
    """Where an issue went, as GitLab noted on it: `acme/other#3`."""
    request = Request(
        method="GET",
        path=api.path("issues", number, "notes"),
        what=f"ask where #{number} went",
        needs=READ,
        subject=f"#{number}",
        query={"sort": "desc", "order_by": "created_at"},
    )
    try:
        told = api.every(request, lambda raw: raw.text("body") if raw.flag("system") else "")
    except UNTOLD:
        return None
    return next((found[1] for note in told if (found := _MOVED.match(note))), None)


def _fields(edit: IssueEdit) -> _Said:
    fields: _Said = {
        "title": edit.title,
        "description": edit.body,
        "add_labels": ",".join(edit.add_labels) or None,
        "remove_labels": ",".join(edit.remove_labels) or None,
        "due_date": "" if edit.clear_due else edit.due and edit.due.isoformat(),
        "state_event": edit.state and _EVENTS[edit.state],
    }
    return {name: value for name, value in fields.items() if value is not None}


def _assignees(issue: Issue, edit: IssueEdit) -> Sequence[str]:
    """Who shall have the issue, those first who have it: where GitLab keeps but one, it is nobody new."""
    gone = {login.casefold() for login in edit.remove_assignees}
    return [*(login for login in issue.assignees if login.casefold() not in gone), *edit.add_assignees]


def _holds(issue: Issue, edit: IssueEdit) -> bool:
    """Whether the issue is as the edit wants it."""
    labels = {label.casefold() for label in issue.labels}
    assignees = {login.casefold() for login in issue.assignees}
    return (
        all(want in (None, held) for want, held in _wanted(issue, edit))
        and not (edit.clear_due and issue.due)
        and _has(labels, edit.add_labels, edit.remove_labels)
        and _has(assignees, edit.add_assignees, edit.remove_assignees)
    )


def _wanted(issue: Issue, edit: IssueEdit) -> Sequence[tuple[object, object]]:
    held = (issue.title, issue.body, issue.due, issue.state)
    return list(zip((edit.title, edit.body, edit.due, edit.state), held, strict=True))


def _has(names: set[str], added: Sequence[str], removed: Sequence[str]) -> bool:
    return names.issuperset(one.casefold() for one in added) and names.isdisjoint(one.casefold() for one in removed)


def _sides(issue: Issue) -> tuple[object, ...]:
    return issue.title, issue.body, issue.due, issue.state, set(issue.labels), set(issue.assignees)
