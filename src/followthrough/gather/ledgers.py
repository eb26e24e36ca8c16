"""Read the ledgers that stand in comments on change requests; those in tracking issues come with the list of issues."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from followthrough.errors import NotFound
from followthrough.forges.protocol import Forge
from followthrough.model import Account, Thread
from followthrough.tracking.ledger import Ledger
from followthrough.tracking.rollup_marker import parse_rollup


def read_ledgers(
    threads: Iterable[Thread], forge: Forge, is_ours: Callable[[Account], bool]
) -> Mapping[Thread, Mapping[str, Ledger]]:
    """Each change request → the ledgers on it by the key of their postmortem; one that is gone has none."""
    return {
        thread: {ledger.postmortem: ledger for ledger in _in_comments(thread, forge, is_ours)}
        for thread in dict.fromkeys(threads)
        if thread.kind == "change_request"
    }


def _in_comments(thread: Thread, forge: Forge, is_ours: Callable[[Account], bool]) -> tuple[Ledger, ...]:
    """The ledgers of the last status comment by a trusted author that was not superseded."""
    try:
        comments = forge.list_comments(thread)
    except NotFound:
        return ()
    ours = (
        _ledgers_in(comment.body) for comment in reversed(comments) if not comment.folded and is_ours(comment.author)
    )
    return next(filter(None, ours), ())


def _ledgers_in(body: str) -> tuple[Ledger, ...]:
    marker = parse_rollup(body)
    return marker.ledgers if marker else ()
