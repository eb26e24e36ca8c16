"""Say something on an issue once, however often a run was cut off."""

from __future__ import annotations

from followthrough.apply.run import Run
from followthrough.errors import Ambiguous
from followthrough.model import Issue, Thread
from followthrough.tracking.marker import parse_event


def say_once(run: Run, issue: Issue, text: str) -> None:
    """Post a comment unless one of ours tells the same event already. Raises Ambiguous where nobody can tell."""
    thread = Thread(kind="issue", number=issue.number)
    if issue.comment_count and _is_said(run, thread, text):
        return
    try:
        run.forge.post_comment(thread, text)
    except Ambiguous:
        if run.forge.capabilities.settles:
            run.settling.since_now()
        if not _is_said(run, thread, text):
            raise


def _is_said(run: Run, thread: Thread, text: str) -> bool:
    event = parse_event(text)
    return event is not None and any(
        run.is_trusted(comment.author) and parse_event(comment.body) == event
        for comment in run.forge.list_comments(thread)
    )
