"""Another run at work on the same threads: noticed at the first comment, where the later of the two gives way.

A forge has no lock to take. What two runs post in the same moment they see right after it, and both see the same order.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from followthrough.apply.run import Run
from followthrough.gather.status_comment import Status
from followthrough.gather.turns import Seat
from followthrough.model import Comment
from followthrough.rollups.posting import Post, Posting
from followthrough.tracking.rollup_marker import parse_rollup

_RECENT = 5.0
"""Seconds for which a look at a thread counts as made right before writing there."""
_JUST_NOW = 1.0
"""The same for the first fresh comment."""
_LEFT = Posting(post=Post.NOTHING, reason="another run tells it")


@dataclass(slots=True, kw_only=True)
class Company:
    """What a run knows of others. Mutable, and gone when the run ends."""

    run: Run
    met: bool = False
    """Whether anybody else wrote since the threads were looked at."""
    gives_way: bool = False
    """Whether another run was there first, and tells everything that is left."""
    _has_posted: bool = False

    def is_recent(self, age: float, *, fresh: bool) -> bool:
        """Whether a look so many seconds ago counts as made right before writing, or posting a fresh comment."""
        return not self.met and age <= (_JUST_NOW if fresh and not self._has_posted else _RECENT)

    def posted(self, status: Status, comment: Comment) -> Comment | None:
        """The comment that another run posted before ours of now, which is to be folded then. Raises ForgeError."""
        if self._has_posted or not self.run.forge.capabilities.settles:
            return None
        self._has_posted = True
        known = {one.id for one in status.comments} | {comment.id}
        comments = self.run.forge.list_comments(status.thread)
        others = [one for one in comments if one.id not in known and self._is_rollup(one)]
        self.met = self.met or bool(others)
        ours = next((at for at, one in enumerate(comments) if one.id == comment.id), len(comments))
        first = next((one for one in others if comments.index(one) < ours), None)
        self.gives_way = first is not None
        return first

    def _is_rollup(self, comment: Comment) -> bool:
        return not comment.folded and self.run.is_trusted(comment.author) and parse_rollup(comment.body) is not None


def left(seat: Seat) -> Seat:
    """The place as it is for a run that gave way."""
    return replace(seat, turn=replace(seat.turn, posting=_LEFT))
