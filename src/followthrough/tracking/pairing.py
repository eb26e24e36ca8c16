"""Within one postmortem: which issue is whose.

In this order: the explicit id, equal words (of several with the same, first the item's own ticket), the item's own
ticket, and in the gaps that remain the one open issue whose item was reworded. In doubt an item has none, and a new
issue opens. A ticket comes after the words, since a number that an item has always mentioned may be given to another
item's issue later on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, StrEnum, auto

from followthrough.model import ActionItem
from followthrough.tracking.fields import (
    CATEGORY_FIELD,
    DUE_FIELD,
    FIELDS,
    OWNER_FIELD,
    SAYS_NOTHING,
    said_of,
)
from followthrough.tracking.identity import folded, item_words
from followthrough.tracking.similarity import is_substitution, similarity
from followthrough.tracking.trust import Tracked

_AKIN, _ALIKE, _VERY_ALIKE = 55.0, 80.0, 90.0
_NO_RIVAL_WITHIN = 10.0


class How(StrEnum):
    """By what an issue was found to be an item's."""

    ID = "id"
    TICKET = "ticket"
    WORDS = "words"
    REWORDED = "reworded"


class Place(Enum):
    """Where an item stands, seen from an issue that may be its."""

    ELSEWHERE = auto()
    """Not between the neighbours that the issue's item had."""
    SHARED = auto()
    """Between them, but other items or issues are left over there too."""
    ALONE = auto()
    """The one that is left over where the one issue is left over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An item as pairing looks at it."""

    item: ActionItem
    words: str
    said: Mapping[str, str]
    """Short hashes of what the document says of each managed field."""
    key: str
    """What its key would be, were all items new."""
    numbers: frozenset[int]
    """Of its own tickets, where they are of this forge."""


def candidate(item: ActionItem, key: str, numbers: Iterable[int]) -> Candidate:
    """The item as pairing looks at it."""
    said = said_of(item)
    return Candidate(item=item, words=item_words(item.title), said=said, key=key, numbers=frozenset(numbers))


def pair(items: Sequence[Candidate], issues: Sequence[Tracked]) -> Mapping[int, tuple[Tracked, How]]:
    """Position of an item → its issue, and how it was found; each issue is one item's at most."""
    pairing = _Pairing(items=items, issues=sorted(issues, key=_place))
    pairing.by_id()
    pairing.by_words()
    pairing.by_ticket()
    pairing.by_similarity()
    return pairing.found


def _place(tracked: Tracked) -> tuple[int, int]:
    """Where the item last stood in its document; the order of opening where that is not known."""
    return (tracked.marker.line or 0, tracked.issue.number)


@dataclass(slots=True, kw_only=True)
class _Pairing:
    items: Sequence[Candidate]
    issues: Sequence[Tracked]
    found: dict[int, tuple[Tracked, How]] = field(default_factory=dict)
    _used: set[int] = field(default_factory=set)

    def by_id(self) -> None:
        issues = {folded(one.marker.id or one.marker.item): one for one in reversed(self.issues)}
        for at, item in enumerate(self.items):
            if item.item.id is not None:
                self._take(at, issues.get(folded(item.item.id)), How.ID)

    def by_words(self) -> None:
        items, issues = self._same_words()
        for said in items.keys() & issues.keys():
            for agree in (_has_the_ticket, _is_the_same, _says_the_same, _has_the_key, _is_as_done, _always):
                for at in items[said]:
                    self._take(at, next((one for one in issues[said] if self._fits(at, one, agree)), None), How.WORDS)

    def by_ticket(self) -> None:
        issues = {one.issue.number: one for one in self.issues}
        for at, item in self._free_items():
            for number in sorted(item.numbers & issues.keys()):
                self._take(at, issues[number], How.TICKET)

    def by_similarity(self) -> None:
        likely = [
            (score, at, one)
            for at, item in self._free_items()
            for one in self._free_issues()
            if one.is_open and not one.marker.removed and (score := _likeness(item, one)) >= _AKIN - _NO_RIVAL_WITHIN
        ]
        for score, at, one in likely:
            is_rivalled = any(
                other >= score - _NO_RIVAL_WITHIN and (at == there) != (one is its) for other, there, its in likely
            )
            if not is_rivalled and _is_reworded(self.items[at], one, score, self._place_of(at, one)):
                self._take(at, one, How.REWORDED)

    def _place_of(self, at: int, tracked: Tracked) -> Place:
        gap = self._gap(tracked)
        if at not in gap:
            return Place.ELSEWHERE
        has_rival = any(there in gap and there != at for there, _ in self._free_items()) or any(
            one.issue.number != tracked.issue.number and self._gap(one) == gap for one in self._free_issues()
        )
        return Place.SHARED if has_rival else Place.ALONE

    def _same_words(self) -> tuple[Mapping[str, list[int]], Mapping[str, list[Tracked]]]:
        items: defaultdict[str, list[int]] = defaultdict(list)
        issues: defaultdict[str, list[Tracked]] = defaultdict(list)
        for at, item in self._free_items():
            items[item.words].append(at)
        for one in sorted(self._free_issues(), key=lambda one: one.marker.removed):
            issues[item_words(one.marker.title)].append(one)  # what was gone comes back only where nothing else is left
        return items, issues

    def _gap(self, tracked: Tracked) -> range:
        """Positions of the items between those of the nearest issues, before and behind, that have one."""
        positions = {one.issue.number: at for at, (one, _) in self.found.items()}
        here = self.issues.index(tracked)
        before = next(
            (at for one in reversed(self.issues[:here]) if (at := positions.get(one.issue.number, -1)) >= 0), -1
        )
        behind = next((at for one in self.issues[here:] if (at := positions.get(one.issue.number, -1)) >= 0), None)
        return range(before + 1, len(self.items) if behind is None else behind)

    def _fits(self, at: int, tracked: Tracked, agree: Callable[[Candidate, Tracked], bool]) -> bool:
        return at not in self.found and tracked.issue.number not in self._used and agree(self.items[at], tracked)

    def _take(self, at: int, tracked: Tracked | None, how: How) -> None:
        if tracked is not None and at not in self.found and tracked.issue.number not in self._used:
            self.found[at] = (tracked, how)
            self._used.add(tracked.issue.number)

    def _free_items(self) -> list[tuple[int, Candidate]]:
        return [(at, item) for at, item in enumerate(self.items) if at not in self.found]

    def _free_issues(self) -> list[Tracked]:
        return [one for one in self.issues if one.issue.number not in self._used]


def _has_the_ticket(item: Candidate, tracked: Tracked) -> bool:
    return tracked.issue.number in item.numbers


def _is_the_same(item: Candidate, tracked: Tracked) -> bool:
    return _has_the_key(item, tracked) and _says_the_same(item, tracked)


def _says_the_same(item: Candidate, tracked: Tracked) -> bool:
    fields = tracked.marker.fields
    same = all(name in fields and fields[name].document == item.said[name] for name in FIELDS)
    return same and _is_as_done(item, tracked)


def _has_the_key(item: Candidate, tracked: Tracked) -> bool:
    return tracked.marker.item == item.key and _agrees(item, tracked, CATEGORY_FIELD)


def _is_as_done(item: Candidate, tracked: Tracked) -> bool:
    return item.item.done == tracked.marker.done


def _always(_: Candidate, __: Tracked) -> bool:
    return True


def _agrees(item: Candidate, tracked: Tracked, name: str) -> bool:
    known = tracked.marker.fields.get(name)
    return known is not None and known.document == item.said[name]


def _likeness(item: Candidate, tracked: Tracked) -> float:
    ids = (item.item.id, tracked.marker.id)
    return 0.0 if all(ids) else similarity(item.words, item_words(tracked.marker.title))


def _is_reworded(item: Candidate, tracked: Tracked, score: float, place: Place) -> bool:
    """Whether owner or deadline bear out that two titles are one item's; both, where words were exchanged.

    Where the item stands elsewhere among its neighbours, words may only have been added or left out; where it is alone
    with the issue and both agree, it is enough that the two are akin.
    """
    stated = [name for name in (OWNER_FIELD, DUE_FIELD) if item.said[name] != SAYS_NOTHING]
    agreeing = sum(_agrees(item, tracked, name) for name in stated)
    if place is Place.ALONE and agreeing > 1:
        return score >= _AKIN
    if is_substitution(item.words, item_words(tracked.marker.title)):
        return place is Place.SHARED and agreeing > 1 and score >= _ALIKE
    nothing_said = not stated and all(_agrees(item, tracked, name) for name in (OWNER_FIELD, DUE_FIELD))
    in_place = place is not Place.ELSEWHERE
    return score >= (_ALIKE if agreeing and in_place else _VERY_ALIKE) and (agreeing > 0 or nothing_said)
