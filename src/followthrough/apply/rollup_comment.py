"""Write a rollup where it stands: post a fresh comment once, or edit the one that is there."""

from __future__ import annotations

from dataclasses import dataclass, replace

from followthrough.apply.follow_up import reframed
from followthrough.apply.rollup_words import Words, marker_after
from followthrough.apply.run import Run
from followthrough.errors import Ambiguous, ForgeError
from followthrough.gather.status_comment import Status, status_on
from followthrough.gather.turns import Seat
from followthrough.model import CloseReason, Comment, Issue, IssueEdit, IssueState
from followthrough.rollups.memory import Told
from followthrough.rollups.posting import Post
from followthrough.tracking.rollup_marker import parse_rollup


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Where a rollup stands now."""

    url: str
    former: tuple[Comment, ...] = ()
    """The comments that it supersedes."""
    posted: Comment | None = None
    """The fresh comment."""


def write(run: Run, seat: Seat, status: Status, words: Words) -> Written:
    """Write what the turn of a place says. Raises ForgeError, Ambiguous where nobody can tell whether it was posted."""
    marker = marker_after(status, seat.ledgers)
    if status.issue is None:
        text = words.text(marker)
        if words.turn.posting.is_fresh or status.current is None:
            return _posted(run, status, text)
        return _edited(run, status, status.current, text)
    below = replace(marker, ledgers=())
    if words.turn.posting.is_fresh:
        written = _posted(run, status, words.text(below))
        _let_rest(run, status.issue, words)
        return written
    if status.current:
        return _edited(run, status, status.current, words.text(below))
    return _in_body(run, status.issue, words.text(marker))


def _posted(run: Run, status: Status, text: str) -> Written:
    comment = _post_once(run, status, text)
    former = (*status.former, *([status.current] if status.current else ()))
    return Written(url=comment.url, former=former, posted=comment)


def _post_once(run: Run, status: Status, text: str) -> Comment:
    try:
        return run.forge.post_comment(status.thread, text)
    except Ambiguous:
        if run.forge.capabilities.settles:
            run.settling.since_now()
        known = {comment.id for comment in status.comments}
        now = status_on(status.thread, run.forge.list_comments(status.thread), run.is_trusted)
        if now.current is None or now.current.id in known:
            raise
        return now.current


def _edited(run: Run, status: Status, comment: Comment, text: str) -> Written:
    if _plain(comment.body) != _plain(text):
        comment = run.forge.edit_comment(comment, text)
    return Written(url=comment.url, former=status.former)


def _in_body(run: Run, issue: Issue, text: str) -> Written:
    now = run.forge.get_issue(issue.number)
    if parse_rollup(now.body) is None:
        raise ForgeError(f"#{now.number} no longer is the tracking issue that it was", hint="run again")
    body = reframed(now.body, text)
    if body != now.body:
        run.saw(run.forge.edit_issue(now.number, IssueEdit(body=body)))
    return Written(url=now.url)


def _let_rest(run: Run, issue: Issue, words: Words) -> None:
    """Close the tracking issue with the last status, and open it again with what follows one after all.

    One that people closed stays closed.
    """
    memory = words.turn.memory
    if words.turn.posting.post is Post.LAST and issue.state is IssueState.OPEN:
        edit = IssueEdit(state=IssueState.CLOSED, close_reason=CloseReason.COMPLETED)
    elif memory and memory.told is Told.LAST and issue.state is IssueState.CLOSED:
        edit = IssueEdit(state=IssueState.OPEN)
    else:
        return
    run.saw(run.forge.edit_issue(issue.number, edit))


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").rstrip()
