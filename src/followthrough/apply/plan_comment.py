"""Tell a change request what its merge would bring: one comment, edited in place, however often it is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from followthrough.errors import Ambiguous
from followthrough.forges.protocol import Forge
from followthrough.model import Account, Comment, Thread
from followthrough.reporting.plan_comment import is_plan_comment, nothing_planned, plan_comment
from followthrough.tracking.changes import Plan


def tell_plan(plan: Plan, number: int, forge: Forge) -> Comment | None:
    """Post or refresh the comment on a change request; None where there is nothing to tell and never was.

    Nothing is written where the comment says it all already. Raises ForgeError.
    """
    thread = Thread(kind="change_request", number=number)
    told = _find(thread, forge)
    if told is None:
        return _post(thread, plan_comment(plan), forge) if _says_something(plan) else None
    text = plan_comment(plan) if _says_something(plan) else nothing_planned()
    return told if _plain(told.body) == _plain(text) else forge.edit_comment(told, text)


def fold_plan(comments: Iterable[Comment], me: Account, forge: Forge) -> None:
    """Hide the comment among those of a change request that was merged. Raises ForgeError."""
    for comment in _ours(comments, me):
        if not comment.folded:
            forge.fold_comment(comment, "This was merged; the status stands below.")


def _says_something(plan: Plan) -> bool:
    return any(one.changes or one.conflicts or one.deferred or one.blocked for one in plan.postmortems)


def _find(thread: Thread, forge: Forge) -> Comment | None:
    return next(_ours(forge.list_comments(thread), forge.whoami()), None)


def _ours(comments: Iterable[Comment], me: Account) -> Iterator[Comment]:
    """Those that bear our marker and are our own; nobody else's is ever touched."""
    own = (one for one in comments if one.author.login.casefold() == me.login.casefold())
    return (one for one in own if is_plan_comment(one.body))


def _post(thread: Thread, text: str, forge: Forge) -> Comment:
    try:
        return forge.post_comment(thread, text)
    except Ambiguous:
        # Whether it was posted shows in the list; should that lag, the next push edits the first of the two.
        posted = _find(thread, forge)
        if posted is None:
            raise
        return posted


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").rstrip()
