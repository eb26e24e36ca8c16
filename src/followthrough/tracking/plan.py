"""The plan: everything that would bring the forge into step with the documents, and why.

Each item gets a verdict of its own; this module puts them together, one postmortem at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from followthrough.tracking.brakes import braked
from followthrough.tracking.changes import CloseIssue, LinkIssue, Plan, PostmortemPlan
from followthrough.tracking.facts import Facts
from followthrough.tracking.labelling import labels_for
from followthrough.tracking.leaving import heal, leave
from followthrough.tracking.ledger import EntryKind, Ledger
from followthrough.tracking.matches import ItemMatch, Matching, PostmortemMatch
from followthrough.tracking.newcomers import hold, welcome
from followthrough.tracking.reconciling import reconcile
from followthrough.tracking.remembering import differs, ledger_of
from followthrough.tracking.verdict import Context, Verdict


def plan(matching: Matching, facts: Facts) -> Plan:
    """Everything there is to do, in the order of the documents' paths; carried out, it leaves nothing to do."""
    postmortems = tuple(_planned(match, matching, facts) for match in matching.postmortems)
    changes = chain.from_iterable(one.changes for one in postmortems)
    names = (match.rules.labels for match in matching.postmortems)
    return Plan(
        postmortems=postmortems,
        labels=labels_for(changes, names),
        listed=matching.listed,
        trusted_authors=matching.trusted_authors,
    )


def _planned(match: PostmortemMatch, matching: Matching, facts: Facts) -> PostmortemPlan:
    bare = PostmortemPlan(
        key=match.key,
        path=match.path,
        title=match.postmortem.title if match.postmortem else None,
        severity=match.postmortem.severity if match.postmortem else None,
        services=match.postmortem.services if match.postmortem else (),
        managed=match.rules.labels.managed,
        thread=facts.threads.get(match.key),
        change_request=facts.change_requests.get(match.key),
        blocked=match.blocked,
    )
    ledger = facts.ledgers.get(match.key) or match.ledger
    if match.blocked or match.postmortem is None or not match.postmortem.readable:
        return _waiting(bare, match, ledger)
    context = Context(
        match=match,
        postmortem=match.postmortem,
        facts=facts,
        me=matching.me,
        tickets=matching.tickets,
        ledger=ledger,
    )
    was_asked = match.key in facts.ledgers or match.key in matching.wants.ledgers
    return braked(_with_verdicts(bare, context, was_asked=was_asked), match)


def _waiting(bare: PostmortemPlan, match: PostmortemMatch, ledger: Ledger | None) -> PostmortemPlan:
    """The plan of a postmortem about which nothing can be concluded: all that is tracked of it stays as it is."""
    open_issues = sum(one.is_open for one in match.known)
    if match.blocked or not (open_issues or ledger):
        return bare
    what = "is gone" if match.postmortem is None else "cannot be read"
    return replace(
        bare,
        title=bare.title or (ledger.title if ledger else None),
        warnings=(f"{match.path} {what}: its {open_issues} open issues stay as they are",) if open_issues else (),
        ledger=replace(ledger, missing=True) if ledger and not ledger.missing else None,
    )


def _with_verdicts(bare: PostmortemPlan, context: Context, *, was_asked: bool) -> PostmortemPlan:
    verdicts = list(_verdicts(context))
    shall = ledger_of(context, (one.entry for one in verdicts if one.entry is not None))
    is_known = was_asked or context.ledger is not None  # else it would be written anew, and what it knew be lost
    changes = tuple(chain.from_iterable(one.changes for one in verdicts))
    return replace(
        bare,
        changes=tuple(sorted(changes, key=lambda one: isinstance(one, CloseIssue))),
        conflicts=tuple(chain.from_iterable(one.conflicts for one in verdicts)),
        deferred=tuple(chain.from_iterable(one.deferred for one in verdicts)),
        warnings=tuple(chain.from_iterable(one.warnings for one in verdicts)),
        unchanged=sum(_is_unchanged(one) for one in verdicts),
        ledger=shall if is_known and differs(shall, context.ledger) else None,
        tally=shall,
    )


def _verdicts(context: Context) -> Iterator[Verdict]:
    items = context.match.items
    seen = tuple(_done_from_the_start(items, context))
    linked: set[int] = set()
    for item in items:
        verdict = _verdict(item, context, seen)
        yield _without_links(verdict, linked)
        linked |= {change.issue.number for change in verdict.changes if isinstance(change, LinkIssue)}
        if item.duplicates and item.held_by is None:
            yield heal(item, context)
    for tracked in context.match.gone:
        yield leave(tracked, context)


def _verdict(item: ItemMatch, context: Context, seen: tuple[str, ...]) -> Verdict:
    if item.held_by is not None:
        return hold(item, item.held_by, context)
    return reconcile(item, item.tracked, context) if item.tracked else welcome(item, context, seen)


def _without_links(verdict: Verdict, linked: set[int]) -> Verdict:
    """The verdict without a link to an issue that another item was given already: one serves both."""
    kept = tuple(one for one in verdict.changes if not (isinstance(one, LinkIssue) and one.issue.number in linked))
    return replace(verdict, changes=kept)


def _done_from_the_start(items: Iterable[ItemMatch], context: Context) -> Iterator[str]:
    for item in items:
        known = context.entry(item.key)
        if item.candidate.item.done and not item.has_issue and (known is None or known.kind is EntryKind.DONE):
            yield item.key


def _is_unchanged(verdict: Verdict) -> bool:
    return verdict.entry is not None and not verdict.changes and not verdict.conflicts
