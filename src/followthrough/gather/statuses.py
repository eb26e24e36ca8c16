"""For each postmortem that something may be noted down of: where its status stands, and what it remembers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from followthrough.forges.protocol import Forge
from followthrough.gather.ledgers import Told, read_ledgers
from followthrough.gather.occasion import Occasion
from followthrough.gather.threads import History, Origin, places
from followthrough.model import Account, ChangeRequest, Comment, Thread
from followthrough.tracking.ledger import Ledger
from followthrough.tracking.matches import Matching, PostmortemMatch

RECENT = timedelta(days=2)
"""How long after an issue opened its status is looked at, in case the run was cut off before it wrote it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statuses:
    """By the key of a postmortem."""

    threads: Mapping[str, Thread]
    change_requests: Mapping[str, ChangeRequest]
    ledgers: Mapping[str, Ledger | None]
    """None where one was looked for and is not there; no entry where nobody looked."""
    untold: Mapping[Thread, tuple[Comment, ...]]
    """The comments of change requests that bear no status."""


def find_statuses(matching: Matching, forge: Forge, occasion: Occasion, is_ours: Callable[[Account], bool]) -> Statuses:
    """Look where a look may be needed; the others are told as their issues remember it, unseen.

    Where nothing new is to be opened, a status is looked for where the issues say that it stands, and no further where
    it is found there.
    """
    commits = occasion.commits_that_added([one.path for one in matching.postmortems])
    watched = [one for one in matching.postmortems if _is_watched(one, matching, forge, occasion, commits)]
    remembered = _remembered(matching)
    glances = [one for one in watched if one.key in remembered and not _may_open_something(one, matching)]
    seen = read_ledgers((remembered[one.key] for one in glances if not one.ledger), forge, is_ours)
    written = {one.key for one in glances if _ledger(one, remembered, seen)}
    history = History(
        commits=commits, event_change_request=occasion.event_change_request, wrote=occasion.commits_that_wrote
    )
    found = places([_origin(one) for one in watched if one.key not in written], history, forge, occasion.today)
    threads = {**remembered, **{key: place.thread for key, place in found.items()}}
    told = {key: thread for key, thread in threads.items() if thread}
    unread = [told[key] for key in found if key in told and told[key] not in seen]
    comments = {**seen, **read_ledgers(unread, forge, is_ours)}
    requests = {key: place.change_request for key, place in found.items() if place.change_request}
    ledgers = {one.key: _ledger(one, told, comments) for one in watched}
    untold = {thread: seen.comments for thread, seen in comments.items() if not seen.ledgers}
    return Statuses(threads=told, change_requests=requests, ledgers=ledgers, untold=untold)


def _is_watched(
    one: PostmortemMatch, matching: Matching, forge: Forge, occasion: Occasion, commits: Mapping[str, str]
) -> bool:
    if forge.capabilities.free_reads or one.key in matching.wants.ledgers:
        return True
    if one.key in matching.wants.quiet:
        return _just_came(one, occasion, commits)
    # What is to be pushed goes first: the glance is made up for by the next run that has nothing to push.
    return occasion.thorough or (matching.wants.idle and _opened_lately(one, occasion.today))


def _may_open_something(one: PostmortemMatch, matching: Matching) -> bool:
    """Whether it is to be known where a postmortem came from, and whether that place still serves."""
    return one.key in matching.wants.ledgers and any(not item.has_issue for item in one.items)


def _just_came(one: PostmortemMatch, occasion: Occasion, commits: Mapping[str, str]) -> bool:
    return occasion.commit is not None and commits.get(one.path) == occasion.commit


def _opened_lately(one: PostmortemMatch, today: date) -> bool:
    return any(tracked.issue.created_at.date() >= today - RECENT for tracked in one.known)


def _origin(one: PostmortemMatch) -> Origin:
    follow_up = one.tracking_issue.number if one.tracking_issue else None
    return Origin(key=one.key, path=one.path, follow_up=follow_up, change_request=one.change_request)


def _remembered(matching: Matching) -> Mapping[str, Thread]:
    threads: dict[str, Thread] = {}
    for one in matching.postmortems:
        if one.tracking_issue:
            threads[one.key] = Thread(kind="issue", number=one.tracking_issue.number)
        elif one.change_request:
            threads[one.key] = Thread(kind="change_request", number=one.change_request)
    return threads


def _ledger(one: PostmortemMatch, threads: Mapping[str, Thread], comments: Mapping[Thread, Told]) -> Ledger | None:
    thread = threads.get(one.key)
    seen = comments.get(thread) if thread else None
    return one.ledger or (seen.ledgers.get(one.key) if seen else None)
