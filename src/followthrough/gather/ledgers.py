"""Read the ledgers that stand in comments on change requests; those in tracking issues come with the list of issues."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from followthrough.forges.protocol import Forge
from followthrough.model import Account, Comment, Thread
from followthrough.tracking.ledger import Ledger
from followthrough.tracking.rollup_marker import parse_rollup


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What stands on a change request."""

    comments: tuple[Comment, ...] = ()
    """All of them, oldest first."""
    ledgers: Mapping[str, Ledger] = field(default_factory=dict)
    """By the key of their postmortem."""


def read_ledgers(threads: Iterable[Thread], forge: Forge, is_ours: Callable[[Account], bool]) -> Mapping[Thread, Told]:
    """What stands on each change request; nothing on one that is gone."""
    asked = [thread for thread in dict.fromkeys(threads) if thread.kind == "change_request"]
    comments = forge.comments_on(asked) if asked else {}
    return {thread: _told(comments.get(thread, ()), is_ours) for thread in asked}


def _told(comments: tuple[Comment, ...], is_ours: Callable[[Account], bool]) -> Told:
    """The ledgers are those of the last status comment by a trusted author that was not superseded."""
    ours = (
        _ledgers_in(comment.body) for comment in reversed(comments) if not comment.folded and is_ours(comment.author)
    )
    ledgers = next(filter(None, ours), ())
    return Told(comments=comments, ledgers={ledger.postmortem: ledger for ledger in ledgers})


def _ledgers_in(body: str) -> tuple[Ledger, ...]:
    marker = parse_rollup(body)
    return marker.ledgers if marker else ()
