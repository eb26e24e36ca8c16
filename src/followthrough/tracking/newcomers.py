"""Items that have no issue among those that were listed: opened, adopted, counted as done, or reported as untracked."""

from __future__ import annotations

from dataclasses import replace

from followthrough.model import Issue, IssueEdit, IssueState, Postmortem
from followthrough.tracking.changes import Conflict, Deferred, LinkIssue
from followthrough.tracking.identity import item_words
from followthrough.tracking.ledger import Entry, EntryKind
from followthrough.tracking.marker import parse_marker
from followthrough.tracking.matches import ItemMatch
from followthrough.tracking.opening import open_issue
from followthrough.tracking.rollup_marker import parse_rollup
from followthrough.tracking.rules import ExternalTickets
from followthrough.tracking.trust import Tracked
from followthrough.tracking.verdict import Context, Verdict


def hold(item: ItemMatch, stranger: Tracked, context: Context) -> Verdict:
    """What is said of an item whose issue may be somebody's forgery: nothing is written until a person decides."""
    login, number = stranger.issue.author.login, stranger.issue.number
    conflict = Conflict(
        subject=context.subject(item),
        reason=f"#{number} says that it is this item's, and {login} is nobody we know: add `trusted_authors: [{login}]`"
        f" to .followthrough.yml, or take the label off #{number}",
        issue=stranger.issue,
    )
    entry = context.entry(item.key) or (_entry(item, context, EntryKind.ISSUE) if item.tracked else None)
    if entry is not None and item.tracked is not None:
        entry = replace(entry, number=item.tracked.issue.number)
    return Verdict(conflicts=(conflict,), entry=entry)


def welcome(item: ItemMatch, context: Context, seen: tuple[str, ...]) -> Verdict:
    """What becomes of an item that has no issue; `seen` are keys of items that were done when first seen."""
    known = _known(item, context)
    if item.adopted is not None:
        return _adopted(item, item.adopted, context)
    if item.candidate.item.done:
        return Verdict(entry=_done(item, known, context))
    if known is not None and known.kind is EntryKind.ADOPTED and _still_names(known, item, context):
        return Verdict(entry=replace(known, item=item.key, title=context.entry_title(item)))
    adoptable = _adoptable(item, context)
    if adoptable is not None:
        return _link(item, adoptable, context)
    if known is not None and known.number is not None and known.kind in {EntryKind.ISSUE, EntryKind.UNTRACKED}:
        return _untracked(item, known, context)
    return _begin(item, context, seen)


def _begin(item: ItemMatch, context: Context, seen: tuple[str, ...]) -> Verdict:
    foreign = [ticket for ticket in item.candidate.item.own_tickets if ticket not in context.tickets]
    if foreign and context.match.rules.external_tickets is ExternalTickets.TRUST:
        return Verdict(entry=replace(_entry(item, context, EntryKind.ADOPTED), ticket=foreign[0]))
    if context.is_confidential and not context.facts.limits.confidential_issues:
        return _unhideable(item, context)
    return Verdict(
        changes=(open_issue(item, context, seen),),
        warnings=tuple(_unusable_tickets(item, context)),
        entry=_entry(item, context, EntryKind.ISSUE),
    )


def _done(item: ItemMatch, known: Entry | None, context: Context) -> Entry:
    """An adopted item stays so; of one whose issue is gone, the number is kept."""
    if known is not None and known.kind is EntryKind.ADOPTED:
        return replace(known, item=item.key, title=context.entry_title(item))
    return replace(_entry(item, context, EntryKind.DONE), number=known.number if known else None)


def _known(item: ItemMatch, context: Context) -> Entry | None:
    """What the ledger remembers of the item, by its key, else by its words."""
    by_key = context.entry(item.key)
    if by_key is not None or context.ledger is None:
        return by_key
    present = {other.key for other in context.match.items if other.has_issue}
    said = item.candidate.words
    rest = (one for one in context.ledger.entries if one.item not in present and one.title)
    return next((one for one in rest if item_words(one.title) == said), None)


def _adopted(item: ItemMatch, issue: Issue, context: Context) -> Verdict:
    is_left = item.candidate.item.done and issue.state is IssueState.OPEN
    warning = f"{context.match.path}: #{issue.number} is still open though the document says its item is done"
    entry = replace(_entry(item, context, EntryKind.ADOPTED), number=issue.number)
    return Verdict(warnings=(warning,) if is_left else (), entry=entry)


def _still_names(known: Entry, item: ItemMatch, context: Context) -> bool:
    """Whether the ticket that the item was adopted by is still its own."""
    if known.number is not None:
        return known.number in item.candidate.numbers
    return known.ticket in item.candidate.item.own_tickets and known.ticket not in context.tickets


def _adoptable(item: ItemMatch, context: Context) -> Issue | None:
    numbers = (context.tickets[one] for one in item.candidate.item.own_tickets if one in context.tickets)
    issues = (context.facts.tickets.get(number) for number in numbers)
    return next((one for one in issues if one is not None and _may_adopt(one, item, context)), None)


def _may_adopt(issue: Issue, item: ItemMatch, context: Context) -> bool:
    """Whether an issue that people opened can be an item's: not a change request, not older history, not another's."""
    if issue.is_change_request or parse_rollup(issue.body) is not None:
        return False
    if _was_closed_before(issue, context.postmortem):
        return False
    marker = parse_marker(issue.body)
    return marker is None or (marker.postmortem == context.match.key and marker.item == item.key)


def _was_closed_before(issue: Issue, postmortem: Postmortem) -> bool:
    if issue.state is IssueState.OPEN or issue.closed_at is None or postmortem.date is None:
        return False
    return issue.closed_at.date() < postmortem.date


def _link(item: ItemMatch, issue: Issue, context: Context) -> Verdict:
    label = context.match.rules.labels.managed
    change = LinkIssue(
        subject=context.subject(item),
        reason="the item's own ticket",
        issue=issue,
        edit=IssueEdit(add_labels=(label,)),
    )
    entry = replace(_entry(item, context, EntryKind.ADOPTED), number=issue.number)
    return Verdict(changes=(change,), entry=entry)


def _untracked(item: ItemMatch, known: Entry, context: Context) -> Verdict:
    label = context.match.rules.labels.managed
    unknown = f"#{known.number} was deleted, moved away or lost its label `{label}` or its marker"
    conflict = Conflict(
        subject=context.subject(item),
        reason=f"its issue {context.facts.fates.get(known.number or 0, unknown)}; no other"
        " is opened: restore it, or write the issue that took its place into the item's ticket column",
        new=known.kind is not EntryKind.UNTRACKED,
    )
    entry = replace(known, item=item.key, title=context.entry_title(item), kind=EntryKind.UNTRACKED)
    return Verdict(conflicts=(conflict,), entry=entry)


def _unhideable(item: ItemMatch, context: Context) -> Verdict:
    hidden = "its postmortem" if context.match.rules.confidential else f"severity {context.postmortem.severity}"
    reason = f"{hidden} is confidential, and here everybody could read the issue"
    return Verdict(deferred=(Deferred(subject=context.subject(item), reason=reason),))


def _unusable_tickets(item: ItemMatch, context: Context) -> list[str]:
    looked_up, path = context.facts.tickets, context.match.path
    numbers = [context.tickets[one] for one in item.candidate.item.own_tickets if one in context.tickets]
    missing = [number for number in numbers if number in looked_up and looked_up[number] is None]
    return [f"{path}: there is no issue #{number}, which an item gives as its ticket" for number in missing]


def _entry(item: ItemMatch, context: Context, kind: EntryKind) -> Entry:
    known = context.entry(item.key)
    moves = known.moves if known else ()
    return Entry(item=item.key, title=context.entry_title(item), kind=kind, moves=moves)
