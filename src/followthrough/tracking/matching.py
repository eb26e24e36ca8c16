"""Documents and issues brought together: which item has which issue, and what the plan still needs to know.

`recognition` finds the postmortems, `pairing` the items within one; what is to be done about it is `plan`'s affair.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from followthrough.catalogue import finding
from followthrough.model import Account, CloseReason, Finding, Issue, Position, Postmortem, Severity
from followthrough.tracking.identity import item_keys, obstacles, postmortem_key
from followthrough.tracking.listed import Listed, sort_out
from followthrough.tracking.matches import ItemMatch, Matching, PostmortemMatch
from followthrough.tracking.pairing import Candidate, How, candidate, pair
from followthrough.tracking.recognition import Group, Recognition, recognise
from followthrough.tracking.rules import TrackingRules
from followthrough.tracking.trust import Tracked
from followthrough.tracking.wanting import wants


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A postmortem and how its folder is tracked."""

    postmortem: Postmortem
    rules: TrackingRules


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which documents a run is about."""

    holds: Callable[[str], bool]
    """Whether a document path was asked for."""
    exists: Callable[[str], bool]
    """Whether a path is in the repository at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _World:
    listed: Listed
    tickets: Mapping[str, int]
    default_rules: TrackingRules
    taken: set[str] = field(default_factory=set)
    """Keys of postmortems that are given away."""


def match(
    documents: Sequence[Document],
    issues: Sequence[Issue],
    scope: Scope,
    *,
    me: Account,
    ticket_numbers: Mapping[str, int],
    default_rules: TrackingRules,
) -> Matching:
    """Say which item has which issue; `issues` are all that have our label, tracking issues among them."""
    rules_of = {document.postmortem.path: document.rules for document in documents}
    listed = sort_out(issues, rules_of, default_rules, me)
    postmortems = [document.postmortem for document in documents]
    recognition = recognise(postmortems, listed.groups, scope.exists)
    world = _World(listed=listed, tickets=ticket_numbers, default_rules=default_rules)
    world.taken.update(group.key for group in listed.groups)
    by_path = sorted(documents, key=lambda document: document.postmortem.path)
    found = [one for document in by_path if (one := _matched(document, recognition, world)) is not None]
    found += [_lost(group, world) for group in recognition.lost if _is_missed(group, scope)]
    found.sort(key=lambda one: (one.path, one.key))
    return Matching(
        postmortems=tuple(found),
        wants=wants(found, listed.labelled),
        me=me,
        tickets=ticket_numbers,
        listed=_labels(documents, default_rules),
        trusted_authors=default_rules.trusted_authors,
    )


def _labels(documents: Iterable[Document], default_rules: TrackingRules) -> tuple[str, ...]:
    rules = [default_rules, *(document.rules for document in documents)]
    return tuple(dict.fromkeys(name for one in rules for name in (one.labels.managed, *one.labels.formerly)))


def _matched(document: Document, recognition: Recognition, world: _World) -> PostmortemMatch | None:
    """The postmortem of a document; None where it is older than what the team tracks."""
    postmortem = document.postmortem
    groups = recognition.groups_of.get(postmortem.path, ())
    if not groups and _is_too_old(document):
        return None
    main = max(groups, key=lambda group: len(group.issues), default=None)
    bare = PostmortemMatch(
        key=main.key if main else postmortem_key(postmortem, world.taken),
        path=postmortem.path,
        rules=document.rules,
        postmortem=postmortem,
        known=tuple(sorted(chain.from_iterable(group.issues for group in groups), key=lambda one: one.issue.number)),
        blocked=_blocked(postmortem, recognition.copies.get(postmortem.path), is_tracked=bool(groups)),
        ledger=main.ledger if main else None,
        tracking_issue=world.listed.tracking_issues.get(main.key) if main else None,
    )
    world.taken.add(bare.key)
    return bare if bare.blocked or bare.missing else _with_items(bare, postmortem, world)


def _is_too_old(document: Document) -> bool:
    since, day = document.rules.since, document.postmortem.date
    return since is not None and day is not None and day < since


def _blocked(postmortem: Postmortem, original: str | None, *, is_tracked: bool) -> tuple[Finding, ...]:
    if not postmortem.readable:
        # What is tracked of it waits for the document to return; of a new one, people must hear why nothing is.
        return () if is_tracked else tuple(one for one in postmortem.findings if one.severity is Severity.ERROR)
    if original is None:
        return obstacles(postmortem)
    position = postmortem.positions.get("/incident_id", Position(line=1))
    return (finding("FT105", postmortem.path, position, id=postmortem.incident_id or "", other=original),)


def _with_items(bare: PostmortemMatch, postmortem: Postmortem, world: _World) -> PostmortemMatch:
    items = postmortem.action_items
    primary, duplicates = _without_duplicates(bare.known)
    natural = item_keys(bare.key, items, ())
    candidates = [
        candidate(item, key, (world.tickets[one] for one in item.own_tickets if one in world.tickets))
        for item, key in zip(items, natural, strict=True)
    ]
    found = pair(candidates, primary)
    held = pair(candidates, [one for one in world.listed.strangers if _claims(one, bare)])
    fresh = _fresh_keys(bare, [at for at in range(len(items)) if at not in found], postmortem)
    matches = tuple(
        _item_match(one, found.get(at), fresh.get(at), duplicates, held.get(at), world)
        for at, one in enumerate(candidates)
    )
    used = {tracked.issue.number for tracked, _ in found.values()}
    return replace(bare, items=matches, gone=tuple(one for one in primary if one.issue.number not in used))


def _without_duplicates(known: Sequence[Tracked]) -> tuple[list[Tracked], Mapping[int, tuple[Tracked, ...]]]:
    """One issue for each key, and by its number the further open ones.

    The lowest number stays; one that was itself closed as a duplicate only where there is no other.
    """
    by_key: defaultdict[tuple[str, str], list[Tracked]] = defaultdict(list)
    for one in known:
        by_key[one.marker.postmortem, one.marker.item].append(one)
    primary, duplicates = [], {}
    for same in by_key.values():
        first, *others = sorted(same, key=_precedence)
        primary.append(first)
        duplicates[first.issue.number] = tuple(one for one in others if one.is_open)
    return primary, duplicates


def _precedence(tracked: Tracked) -> tuple[bool, int]:
    return (tracked.issue.close_reason is CloseReason.DUPLICATE, tracked.issue.number)


def _claims(stranger: Tracked, match: PostmortemMatch) -> bool:
    return stranger.marker.postmortem == match.key or stranger.marker.path == match.path


def _fresh_keys(bare: PostmortemMatch, unmatched: Sequence[int], postmortem: Postmortem) -> Mapping[int, str]:
    """Position of each item that has no issue → its key: what it would be were all items new, if that is free."""
    taken = {one.marker.item for one in bare.known}
    items = postmortem.action_items
    # An item that has its issue keeps its place among its equals, so that the keys of the others do not depend on it.
    natural = item_keys(bare.key, items, ())
    found = {at: natural[at] for at in unmatched if natural[at] not in taken}
    rest = [at for at in unmatched if at not in found]
    others = taken | set(found.values()) | {natural[at] for at in range(len(items))}
    return found | dict(zip(rest, item_keys(bare.key, [items[at] for at in rest], others), strict=True))


def _item_match(
    one: Candidate,
    found: tuple[Tracked, How] | None,
    fresh: str | None,
    duplicates: Mapping[int, tuple[Tracked, ...]],
    held: tuple[Tracked, How] | None,
    world: _World,
) -> ItemMatch:
    holder = held[0] if held and (held[0].is_open or found is None) else None
    if found is None:
        labelled = (world.listed.labelled[number] for number in one.numbers & world.listed.labelled.keys())
        adopted = min(labelled, key=lambda issue: issue.number, default=None)
        return ItemMatch(candidate=one, key=fresh or one.key, adopted=adopted, held_by=holder)
    tracked, how = found
    return ItemMatch(
        candidate=one,
        key=tracked.marker.item,
        tracked=tracked,
        how=how,
        duplicates=duplicates.get(tracked.issue.number, ()),
        held_by=holder,
    )


def _is_missed(group: Group, scope: Scope) -> bool:
    """Whether a group without a document is this run's affair: its paths were asked for, and none is there any more."""
    return any(scope.holds(path) for path in group.paths) and not any(scope.exists(path) for path in group.paths)


def _lost(group: Group, world: _World) -> PostmortemMatch:
    newest = max(group.issues, key=lambda one: one.issue.number, default=None)
    return PostmortemMatch(
        key=group.key,
        path=newest.marker.path if newest else min(group.paths),
        rules=world.default_rules,
        postmortem=None,
        known=group.issues,
        ledger=group.ledger,
        tracking_issue=world.listed.tracking_issues.get(group.key),
    )
