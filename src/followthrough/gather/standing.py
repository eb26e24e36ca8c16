"""What status and rollups count from: all issues of ours, the status of each thread, the ledger of each postmortem."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from types import MappingProxyType

from followthrough.forges.protocol import Forge
from followthrough.gather.ledgers import ledger_of_issues
from followthrough.gather.looks import list_issues, look_for_newest, own_tickets
from followthrough.gather.occasion import Occasion
from followthrough.gather.status_comment import Status, status_on
from followthrough.gather.tracked_threads import further_threads, tracked_threads
from followthrough.model import Account, Issue, Thread
from followthrough.tracking.changes import Plan
from followthrough.tracking.ledger import Ledger, ledger_after
from followthrough.tracking.matching import Document, Scope, match
from followthrough.tracking.outcome import Outcome
from followthrough.tracking.recognition import Group
from followthrough.tracking.rules import TrackingRules
from followthrough.tracking.trust import is_trusted


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Everything that is tracked, as the forge tells it."""

    issues: tuple[Issue, ...]
    ledgers: tuple[Ledger, ...]
    me: Account
    statuses: tuple[Status, ...] = ()
    """Of every thread on which a status stands or shall stand, in the order of their numbers."""
    gone: frozenset[Thread] = frozenset()
    """Threads that issues remember and that are not there any more."""
    threads: Mapping[str, Thread | None] = field(default_factory=lambda: MappingProxyType({}))
    """Key of a postmortem → where its status stands; None where nobody knows."""
    labels: tuple[str, ...] = ()
    """Those under which the issues were listed."""


def gather_standing(
    documents: Sequence[Document], forge: Forge, scope: Scope, occasion: Occasion, default_rules: TrackingRules
) -> Standing:
    """All issues of ours, and the status and ledger of each postmortem. Raises ForgeError. Nothing is written.

    Without any documents it is what the issues alone tell: all but postmortems of which no issue was ever ours.
    """
    issues = list_issues(forge, documents, default_rules)
    me = forge.whoami()
    tickets = own_tickets(documents, forge)
    matching = match(documents, issues, scope, me=me, ticket_numbers=tickets, default_rules=default_rules)
    known = tracked_threads(matching, issues, default_rules)
    threads = {**known.threads, **further_threads(matching, known, forge, occasion)}
    follow_ups = {issue.number: issue for issue in known.tracking_issues.values()}
    asked = sorted({one for one in threads.values() if _has_comments(one, follow_ups)}, key=lambda one: one.number)
    comments = forge.comments_on(asked) if asked else {}
    is_ours = partial(is_trusted, rules=default_rules, me=me)
    statuses = {
        thread: status_on(thread, comments.get(thread, ()), is_ours, follow_ups.get(thread.number))
        for thread in sorted(set(threads.values()), key=lambda one: one.number)
    }
    every = {**dict.fromkeys(known.groups), **threads}
    ledgers = tuple(_ledgers(every, known.groups, statuses))
    return Standing(
        issues=(*issues, *look_for_newest(forge, issues, ledgers, matching.listed)),
        ledgers=ledgers,
        me=me,
        statuses=tuple(statuses.values()),
        gone=frozenset(asked) - comments.keys(),
        threads=every,
        labels=matching.listed,
    )


def _has_comments(thread: Thread, follow_ups: Mapping[int, Issue]) -> bool:
    return thread.kind == "change_request" or follow_ups[thread.number].comment_count > 0


def _ledgers(
    threads: Mapping[str, Thread | None], groups: Mapping[str, Group], statuses: Mapping[Thread, Status]
) -> Iterator[Ledger]:
    """The ledger of each postmortem from the one status that is its own, else as its issues tell it."""
    told = {thread: status.marker.ledgers for thread, status in statuses.items() if status.marker}
    elsewhere = {key: thread for key, thread in threads.items() if thread}
    found = {
        ledger.postmortem: ledger
        for thread, ledgers in told.items()
        for ledger in ledgers
        if elsewhere.get(ledger.postmortem, thread) == thread
    }
    yield from found.values()
    yield from (ledger_of_issues(group) for key, group in groups.items() if key not in found and group.issues)


def standing_after(standing: Standing, plan: Plan, outcome: Outcome) -> Standing:
    """What stood when a plan was made, with what became of it, without asking again."""
    opened: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for done in outcome.done:
        opened[done.change.subject.postmortem][done.change.subject.item] = done.issue.number
    issues = {issue.number: issue for issue in (*standing.issues, *(done.issue for done in outcome.done))}
    ledgers = {ledger.postmortem: ledger for ledger in standing.ledgers}
    for one in plan.postmortems:
        if one.ledger is not None:
            ledgers[one.ledger.postmortem] = ledger_after(one.ledger, opened[one.key])
    return replace(standing, issues=tuple(issues[number] for number in sorted(issues)), ledgers=tuple(ledgers.values()))
