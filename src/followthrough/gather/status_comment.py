"""The status of a thread as it stands: the comment that counts, those it superseded, and what they remember.

On a change request everything stands in one comment. On a tracking issue the body keeps the ledgers; a comment below it
tells the week and keeps the state.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from followthrough.model import Account, Comment, Issue, Thread
from followthrough.rollups.memory import Memory, memory_of
from followthrough.tracking.rollup_marker import RollupMarker, parse_rollup


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What stands on a thread."""

    thread: Thread
    issue: Issue | None = None
    """The tracking issue, where the thread is one."""
    comments: tuple[Comment, ...] = ()
    """All of them, oldest first."""
    current: Comment | None = None
    """The one that counts: the last of ours that was not superseded."""
    former: tuple[Comment, ...] = ()
    """Those that it supersedes and that nobody folded yet."""
    marker: RollupMarker | None = None
    """What is remembered; None where no status stands."""

    @property
    def memory(self) -> Memory | None:
        """What the status remembers of itself; None where none stands."""
        return memory_of(self.marker.state) if self.marker else None


def status_on(
    thread: Thread, comments: Iterable[Comment], is_ours: Callable[[Account], bool], issue: Issue | None = None
) -> Status:
    """The status that stands among these comments, or in the tracking issue; what strangers wrote is passed over."""
    known = tuple(comments)
    ours = [one for one in known if not one.folded and is_ours(one.author) and parse_rollup(one.body)]
    current = ours[-1] if ours else None
    marker = parse_rollup(current.body) if current else None
    kept = parse_rollup(issue.body) if issue and is_ours(issue.author) else None
    if kept is not None:
        marker = RollupMarker(ledgers=kept.ledgers, state=marker.state if marker else kept.state)
    return Status(thread=thread, issue=issue, comments=known, current=current, former=tuple(ours[:-1]), marker=marker)
