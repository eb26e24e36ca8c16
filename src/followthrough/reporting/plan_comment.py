"""The comment on an open change request: what will be done once it is merged, and whom nobody can be assigned for.

It is recognised by its marker, by whoever posts it; there is one, and it is kept up to date.
"""

from __future__ import annotations

from collections.abc import Iterator

from followthrough.reporting.counts import sentence
from followthrough.reporting.described import is_confidential
from followthrough.reporting.page import cut
from followthrough.reporting.plan_markdown import plan_lines
from followthrough.tracking import hidden
from followthrough.tracking.changes import EditIssue, OpenIssue, Plan
from followthrough.tracking.sanitize import sanitize_cell

_KIND = "plan:v1"
_MARKER = hidden.render(_KIND, {})
_MAX_COMMENT = 65_536


def plan_comment(plan: Plan, *, limit: int = _MAX_COMMENT) -> str:
    """The whole comment, its marker included; at most `limit` bytes of UTF-8."""
    lines = [f"**Once this is merged:** {sentence(plan)}", *plan_lines(plan), *_unassignable(plan)]
    return f"{cut(lines, limit - len(_MARKER) - 2, 'followthrough plan')}\n{_MARKER}"


def nothing_planned() -> str:
    """What the comment says where nothing is left of what it once said."""
    return f"**Once this is merged:** nothing is opened or changed.\n\n{_MARKER}"


def is_plan_comment(body: str) -> bool:
    """Whether a comment is one of these, by its marker; whether its author is us is for the caller to see."""
    return len(hidden.parse(_KIND, body)) == 1


def _unassignable(plan: Plan) -> Iterator[str]:
    names = dict.fromkeys(
        name
        for change in plan.changes
        if isinstance(change, OpenIssue | EditIssue) and not is_confidential(change)
        for name in change.unassignable
    )
    if names:
        told = ", ".join(map(sanitize_cell, names))
        yield ""
        yield f"**Cannot be assigned:** {told}. Their issues open all the same, without an assignee."
        yield "Write a login in the document (`@login`), or say under `owners` in `.followthrough.yml` who is meant."
