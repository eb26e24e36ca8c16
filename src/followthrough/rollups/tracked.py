"""What has become of every tracked item: the one place that knows, so that all reports count alike.

Which issues are ours is for `tracking.trust` to say; how the items are shown, for the formats.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from followthrough.model import Account, Issue
from followthrough.rollups.fate import Fate, days_overdue, fate_of
from followthrough.rollups.issue_facts import facts_of, plain
from followthrough.rollups.item import WITHHELD, ItemState, TrackedItem
from followthrough.tracking.ledger import Entry, EntryKind, Ledger
from followthrough.tracking.marker import parse_marker
from followthrough.tracking.moves import joined
from followthrough.tracking.rules import TrackingRules
from followthrough.tracking.trust import Standing, Tracked, closed_by_another_bot, standing

Rules = Callable[[str], TrackingRules]
"""Path of a document → the rules for it."""


def track(
    issues: Iterable[Issue], ledgers: Iterable[Ledger], rules: Rules, today: date, *, me: Account
) -> tuple[TrackedItem, ...]:
    """Every tracked action item once, as issues and ledgers together tell it; issues that are not ours do not count.

    `issues` are those that bear our label, open and closed; `me` is the account our writes are made by. Ledgers add
    what no issue tells: items that were done when first seen, adopted tickets, and items whose issue is gone.
    """
    listed = {issue.number: issue for issue in sorted(issues, key=lambda issue: issue.number)}
    known = {ledger.postmortem: ledger for ledger in ledgers}
    items: dict[tuple[str, str], TrackedItem] = {}
    for tracked in filter(None, (_ours(issue, rules, me) for issue in listed.values())):
        # Of two issues for one item the lowest number counts, as it does for the plan.
        item = _of_ours(tracked, known, rules, today)
        items.setdefault((item.postmortem, item.key), item)
    numbers = {item.number for item in items.values() if item.number}
    for item, kind in _remembered(known.values()):
        if item.number not in numbers and (item.postmortem, item.key) not in items:
            issue = listed.get(item.number or 0) if kind is EntryKind.ADOPTED else None
            items[item.postmortem, item.key] = _adopted(item, issue, rules, today, me) if issue else item
    moves = {(one.postmortem, entry.item): entry.moves for one in known.values() for entry in one.entries}
    return tuple(
        _discreet(replace(item, moves=joined(item.moves, moves.get(place, ())))) for place, item in items.items()
    )


def _ours(issue: Issue, rules: Rules, me: Account) -> Tracked | None:
    marker = parse_marker(issue.body)
    if marker is None or standing(issue, marker, rules(marker.path), me) is not Standing.OURS:
        return None
    return Tracked(issue=issue, marker=marker)


def _of_ours(tracked: Tracked, ledgers: Mapping[str, Ledger], rules: Rules, today: date) -> TrackedItem:
    issue, marker = tracked.issue, tracked.marker
    ledger = ledgers.get(marker.postmortem) or Ledger(postmortem=marker.postmortem, path=marker.path)
    labels = rules(ledger.path).labels
    fate = fate_of(issue, labels, today, by_another_bot=closed_by_another_bot(issue, marker))
    item = TrackedItem(
        key=marker.item,
        postmortem=marker.postmortem,
        path=ledger.path,
        postmortem_title=plain(ledger.title) if ledger.title else None,
        title="",
        state=fate.state,
        confidential=ledger.confidential,
        moves=marker.moves,
    )
    if marker.removed and fate.remark is None:
        fate = replace(fate, remark="no longer in its postmortem")
    return _as_issue(item, issue, fate, today)


def _adopted(item: TrackedItem, issue: Issue, rules: Rules, today: date, me: Account) -> TrackedItem:
    closer = issue.closed_by
    by_another_bot = closer is not None and closer.is_bot and closer.login.casefold() != me.login.casefold()
    fate = fate_of(issue, rules(item.path).labels, today, by_another_bot=by_another_bot)
    return _as_issue(item, issue, fate, today)


def _as_issue(item: TrackedItem, issue: Issue, fate: Fate, today: date) -> TrackedItem:
    facts = facts_of(issue)
    return replace(
        item,
        postmortem_title=item.postmortem_title or facts.postmortem_title,
        title=item.title or facts.title,
        state=fate.state,
        owners=facts.owners,
        assigned=bool(issue.assignees),
        due=facts.due,
        days_overdue=days_overdue(fate.state, facts.due, today),
        priority=facts.priority,
        number=issue.number,
        url=issue.url,
        opened_on=issue.created_at.date(),
        closed_on=fate.closed_on,
        snoozed_until=fate.snoozed_until,
        confidential=item.confidential or issue.confidential,
        remark=fate.remark,
    )


def _remembered(ledgers: Iterable[Ledger]) -> Iterator[tuple[TrackedItem, EntryKind]]:
    for ledger in ledgers:
        for entry in ledger.entries:
            yield _of_entry(ledger, entry), entry.kind


def _of_entry(ledger: Ledger, entry: Entry) -> TrackedItem:
    """The item as the ledger alone tells it."""
    state, remark = _state(entry)
    return TrackedItem(
        key=entry.item,
        postmortem=ledger.postmortem,
        path=ledger.path,
        postmortem_title=plain(ledger.title) if ledger.title else None,
        title=plain(entry.title),
        state=state,
        number=entry.number,
        ticket=plain(entry.ticket) if entry.ticket else None,
        confidential=ledger.confidential,
        remark=remark,
    )


def _state(entry: Entry) -> tuple[ItemState, str | None]:
    if entry.kind is EntryKind.DONE:
        return ItemState.DONE, "done when it was first seen"
    if entry.kind is EntryKind.ADOPTED and entry.number is None:
        # Nobody here can see what becomes of a ticket elsewhere.
        return ItemState.OPEN, "its ticket lives in another tracker"
    return ItemState.UNTRACKED, "its issue is gone or no longer ours"


def _discreet(item: TrackedItem) -> TrackedItem:
    """The item with its words withheld where it is confidential."""
    if not item.confidential:
        return item
    words = replace(item, title=WITHHELD, postmortem_title=None, priority=None, ticket=None, remark=None)
    return replace(words, owners=(), moves=())
