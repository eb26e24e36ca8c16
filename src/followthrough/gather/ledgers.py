"""Read the ledgers where they stand: in the body of a tracking issue or in a comment on a change request."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from followthrough.errors import NotFound
from followthrough.forges.protocol import Forge
from followthrough.model import Account, Issue, Thread
from followthrough.tracking.ledger import Ledger
from followthrough.tracking.rollup_marker import parse_rollup


def follow_ups(issues: Iterable[Issue], me: Account) -> Mapping[str, Issue]:
    """Postmortem key → its tracking issue, the oldest where there are several; what strangers wrote serves for none."""
    found: dict[str, Issue] = {}
    for issue in sorted(issues, key=lambda issue: issue.number):
        if _is_trusted(issue.author, me):
            for ledger in _ledgers_in(issue.body):
                found.setdefault(ledger.postmortem, issue)
    return found


def read_ledgers(
    threads: Iterable[Thread], tracking_issues: Iterable[Issue], forge: Forge, me: Account
) -> Mapping[str, Ledger]:
    """Postmortem key → its ledger; what a tracking issue says counts before a comment. A thread that is gone has none."""
    found: dict[str, Ledger] = {}
    for thread in dict.fromkeys(threads):
        if thread.kind == "change_request":
            found |= {ledger.postmortem: ledger for ledger in _in_comments(thread, forge, me)}
    return found | {ledger.postmortem: ledger for issue in tracking_issues for ledger in _ledgers_in(issue.body)}


def _in_comments(thread: Thread, forge: Forge, me: Account) -> tuple[Ledger, ...]:
    """The ledgers of the last status comment by a trusted author that was not superseded."""
    try:
        comments = forge.list_comments(thread)
    except NotFound:
        return ()
    ours = (
        _ledgers_in(comment.body)
        for comment in reversed(comments)
        if not comment.folded and _is_trusted(comment.author, me)
    )
    return next(filter(None, ours), ())


def _ledgers_in(body: str) -> tuple[Ledger, ...]:
    marker = parse_rollup(body)
    return marker.ledgers if marker else ()


def _is_trusted(author: Account, me: Account) -> bool:
    return author.trusted or author.login == me.login
