"""Changing one issue: labels and assignees by their own endpoints, so that those of people stay, then the rest at once.

What brings about a state may be sent again where the answer was lost, but never over what somebody did meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote

from followthrough.errors import Ambiguous, Gone, NotFound
from followthrough.forges.github.api import Api
from followthrough.forges.github.convert import Converter
from followthrough.forges.transport.exchange import Answer, Effect, Malformed, Request
from followthrough.forges.transport.fields import Fields
from followthrough.model import Issue, IssueEdit, IssueState

WRITE = "issues: write"
_Said = dict[str, object]


def look(api: Api, converter: Converter, number: int) -> Issue:
    """The issue as it is now. Raises NotFound or Gone."""
    request = Request(
        method="GET",
        path=api.path("issues", number),
        what=f"look at #{number}",
        needs="issues: read",
        subject=f"#{number}",
    )
    return api.one(request, converter.issue)


def edit_issue(api: Api, converter: Converter, number: int, edit: IssueEdit, seen: Issue | None) -> Issue:
    """Change what the edit names, and return the issue as it then is; `seen` is how we last saw it, if we did."""
    steps, fields = tuple(_steps(api, number, edit)), _fields(edit)
    told = [_set(api, step) for step in steps]
    if not fields:
        labels = told[-1] if edit.only_relabels else None
        return look(api, converter, number) if seen is None or labels is None else replace(seen, labels=labels)
    request = _request(api, "PATCH", number, fields)
    try:
        return api.one(request, converter.issue)
    except Ambiguous:
        now = look(api, converter, number)
        if _holds(now, edit):
            return now
        if seen is None or _text(now) != _text(seen):
            raise
        return api.one(request, converter.issue)


def _steps(api: Api, number: int, edit: IssueEdit) -> Iterator[Request]:
    if edit.add_labels:
        yield _request(api, "POST", number, {"labels": list(edit.add_labels)}, "labels")
    for name in edit.remove_labels:
        yield _request(api, "DELETE", number, None, "labels", quote(name, safe=""))
    for method, logins in (("POST", edit.add_assignees), ("DELETE", edit.remove_assignees)):
        if logins:
            yield _request(api, method, number, {"assignees": list(logins)}, "assignees")


def _set(api: Api, step: Request) -> tuple[str, ...] | None:
    """The labels that the issue bears then, where the answer tells them."""
    try:
        return api.brought_about(step, _labels_in)
    except Gone:
        raise
    except NotFound:  # the label is off already; where the issue itself is missing, the next look says so
        if step.method != "DELETE":
            raise
    return None


def _labels_in(answer: Answer) -> tuple[str, ...] | None:
    try:
        return Fields({"labels": answer.data}, "answer").names("labels", "name") or None
    except Malformed:
        return None


def _request(api: Api, method: str, number: int, body: _Said | None, *below: str) -> Request:
    return Request(
        method=method,
        path=api.path("issues", number, *below),
        what=f"change #{number}",
        needs=WRITE,
        subject=f"#{number}",
        effect=Effect.SET,
        body=body,
    )


def _fields(edit: IssueEdit) -> _Said:
    fields: _Said = {"title": edit.title, "body": edit.body, "state": edit.state and edit.state.value}
    if edit.state is IssueState.OPEN:
        fields["state_reason"] = "reopened"
    elif edit.state is not None and edit.close_reason is not None:
        fields["state_reason"] = edit.close_reason.value
    return {name: value for name, value in fields.items() if value is not None}


def _holds(issue: Issue, edit: IssueEdit) -> bool:
    """Whether the issue is as the edit wants title, text and state."""
    wanted = (edit.title, edit.body, edit.state, edit.close_reason)
    return all(want in (None, held) for want, held in zip(wanted, _text(issue), strict=True))


def _text(issue: Issue) -> tuple[object, ...]:
    return issue.title, issue.body, issue.state, issue.close_reason
