"""Read the ledgers that stand in comments on change requests; those in tracking issues come with the list of issues."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from followthrough.forges.protocol import Forge
from followthrough.model import Account, Comment, Thread
from followthrough.rollups.issue_facts import facts_of
from followthrough.tracking.ledger import Entry, EntryKind, Ledger
from followthrough.tracking.recognition import Group
from followthrough.tracking.rollup_marker import parse_rollup
from followthrough.tracking.trust import Tracked


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


def ledger_of_issues(group: Group) -> Ledger:
    """A ledger as the issues of a postmortem alone tell it, where its status is gone; there is at least one issue."""
    newest = max(group.issues, key=lambda one: one.issue.number)
    hidden = any(one.issue.confidential for one in group.issues)
    opened = {one.marker.item: _opened(one, hidden=hidden) for one in reversed(group.issues)}
    seen = dict.fromkeys(key for one in group.issues for key in one.marker.seen if key not in opened)
    done = (Entry(item=key, title="", kind=EntryKind.DONE) for key in seen)
    return Ledger(
        postmortem=group.key,
        path=newest.marker.path,
        title=None if hidden else facts_of(newest.issue).postmortem_title,
        incident_id=newest.marker.incident,
        entries=(*reversed(opened.values()), *done),
        confidential=hidden,
    )


def _opened(one: Tracked, *, hidden: bool) -> Entry:
    title = "" if hidden else one.marker.title
    return Entry(item=one.marker.item, title=title, kind=EntryKind.ISSUE, number=one.issue.number)
