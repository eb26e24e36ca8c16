"""Across all documents: which of them is which tracked postmortem, whatever it is now called and wherever it stands.

By incident id or path, whichever matches; where the old path is gone, by its items.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from followthrough.model import Postmortem
from followthrough.tracking.identity import folded, item_words
from followthrough.tracking.ledger import Ledger
from followthrough.tracking.similarity import similarity
from followthrough.tracking.trust import Tracked

_ENOUGH = 3
_LIKELY = 20
"""Documents that are looked at closely, where a moved one is sought."""
_MUCH_THE_SAME = 80.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What is tracked under one key."""

    key: str
    issues: tuple[Tracked, ...] = ()
    ledger: Ledger | None = None
    """Where a tracking issue holds it; those in comments are not read yet."""

    @property
    def paths(self) -> frozenset[str]:
        """Where its document stands, or stood when each of its issues was last written."""
        ledger = {self.ledger.path} if self.ledger else set()
        return frozenset({one.marker.path for one in self.issues} | ledger)

    @property
    def incidents(self) -> frozenset[str]:
        """Folded incident ids that it goes by."""
        ids = [one.marker.incident for one in self.issues] + [self.ledger.incident_id if self.ledger else None]
        return frozenset(folded(one) for one in ids if one)

    @property
    def words(self) -> frozenset[str]:
        """The words of the items that stood in its document."""
        issues = {item_words(one.marker.title) for one in self.issues if not one.marker.removed}
        entries = self.ledger.entries if self.ledger and not self.issues else ()
        return frozenset(issues | {item_words(one.title) for one in entries if one.title})


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """Documents and what is tracked, brought together."""

    groups_of: Mapping[str, tuple[Group, ...]]
    """Path of a document → what is tracked of it."""
    copies: Mapping[str, str]
    """Path of a document → path of another that gives the same incident id, and is the real one or as likely to be."""
    lost: tuple[Group, ...]
    """Tracked, and no document is recognised."""


def recognise(postmortems: Sequence[Postmortem], groups: Sequence[Group], exists: Callable[[str], bool]) -> Recognition:
    """Bring documents and tracked postmortems together; `exists` says whether a path is in the repository."""
    search = _Search(postmortems={one.path: one for one in postmortems}, exists=exists)
    search.by_id_or_path(groups)
    search.by_items()
    return search.result()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claim:
    """That a group moved to a path."""

    path: str
    alike: int
    likeness: float
    """Of the paths."""

    @property
    def rank(self) -> tuple[int, float, str]:
        """The higher, the likelier; never the same for two paths."""
        return (self.alike, self.likeness, self.path)


@dataclass(slots=True, kw_only=True)
class _Search:
    postmortems: Mapping[str, Postmortem]
    exists: Callable[[str], bool]
    groups_of: dict[str, list[Group]] = field(default_factory=lambda: defaultdict(list))
    copies: dict[str, str] = field(default_factory=dict)
    _open: list[tuple[Group, str | None]] = field(default_factory=list)
    """Not settled: with the path that serves if nothing better is found."""
    _lost: list[Group] = field(default_factory=list)
    _words: dict[str, frozenset[str]] = field(default_factory=dict)

    def by_id_or_path(self, groups: Iterable[Group]) -> None:
        by_incident = self._by_incident()
        for group in groups:
            same_id = {path for incident in group.incidents for path in by_incident.get(incident, ())}
            same_path = group.paths & self.postmortems.keys()
            original = self._original(group, same_id)
            if original is not None:
                self.copies |= dict.fromkeys(same_id - {original}, original)
                same_id &= {original}
                same_path &= {original}
            self._settle(group, same_id, {path for path in same_path if self._may_be(group, path)})

    def by_items(self) -> None:
        holders: defaultdict[str, list[str]] = defaultdict(list)
        for path in self.postmortems.keys() - self.groups_of.keys() - self.copies.keys():
            for words in self._words_of(path):
                holders[words].append(path)
        claims = [(claim, group) for group, _ in self._open if (claim := self._moved_to(group, holders)) is not None]
        moved: dict[str, str] = {}
        for claim, group in sorted(claims, key=lambda each: each[0].rank, reverse=True):
            if claim.path not in moved.values():
                moved[group.key] = claim.path
        for group, fallback in self._open:
            found = moved.get(group.key, fallback)
            if found is None:
                self._lost.append(group)
            else:
                self.groups_of[found].append(group)

    def result(self) -> Recognition:
        for paths in self._by_incident().values():
            tracked = [path for path in paths if path in self.groups_of]
            for path in paths if len(paths) > 1 else ():
                if path not in self.groups_of:
                    self.copies.setdefault(path, next(one for one in (*tracked, *paths) if one != path))
        return Recognition(
            groups_of={path: tuple(groups) for path, groups in self.groups_of.items()},
            copies={path: other for path, other in self.copies.items() if path not in self.groups_of},
            lost=tuple(self._lost),
        )

    def _original(self, group: Group, same_id: set[str]) -> str | None:
        """The path of the group's own document where that is out of our sight, and so must not be given away."""
        for path in sorted(group.paths) if not group.paths & same_id else ():
            seen = self.postmortems.get(path)
            if (seen is not None and not seen.readable) or (seen is None and same_id and self.exists(path)):
                return path
        return None

    def _settle(self, group: Group, same_id: set[str], same_path: set[str]) -> None:
        def rank(path: str) -> tuple[bool, int, bool, bool]:
            is_both = path in same_id and path in same_path
            return (is_both, self._shared(group, path), path in same_id, path in same_path)

        best = max(sorted(same_id | same_path), key=rank, default=None)
        if best is None or (best not in same_id and self._has_nothing_of(group, best)):
            self._open.append((group, best))
        else:
            self.groups_of[best].append(group)

    def _may_be(self, group: Group, path: str) -> bool:
        """Whether the document at a path of the group can be the group's: not that of another incident."""
        incident = self.postmortems[path].incident_id
        is_other = bool(incident and group.incidents) and folded(incident or "") not in group.incidents
        return not (is_other and self._has_nothing_of(group, path))

    def _has_nothing_of(self, group: Group, path: str) -> bool:
        is_readable = self.postmortems[path].readable
        return is_readable and len(group.words) > 1 and self._shared(group, path) == 0

    def _moved_to(self, group: Group, holders: Mapping[str, list[str]]) -> _Claim | None:
        """The document that took over the items of a group whose own is gone, or says something else by now.

        Of two that have as many of them, the one whose path is more like the old: no item has two issues then.
        """
        if any(path not in self.postmortems and self.exists(path) for path in group.paths):
            return None
        likely = Counter(path for words in group.words for path in holders.get(words, ()))
        nearest = sorted(likely.items(), key=lambda each: (-each[1], each[0]))[:_LIKELY]
        claims = [self._claim(group, path) for path, _ in nearest]
        best = max(claims, key=lambda claim: claim.rank, default=None)
        return best if best is not None and self._are_enough(best.alike, group, best.path) else None

    def _claim(self, group: Group, path: str) -> _Claim:
        likeness = max(fuzz.ratio(path, old) for old in group.paths)
        return _Claim(path=path, alike=self._alike(group, path), likeness=likeness)

    def _are_enough(self, alike: int, group: Group, path: str) -> bool:
        most_of_group = 2 * alike >= len(group.words)
        return most_of_group and (alike >= _ENOUGH or 2 * alike >= len(self._words_of(path)))

    def _alike(self, group: Group, path: str) -> int:
        """How many items of a group a document has, in the same words or much the same."""
        here = self._words_of(path)
        rest = here - group.words
        reworded = sum(any(similarity(one, other) >= _MUCH_THE_SAME for other in rest) for one in group.words - here)
        return self._shared(group, path) + min(reworded, len(rest))

    def _shared(self, group: Group, path: str) -> int:
        return len(group.words & self._words_of(path))

    def _words_of(self, path: str) -> frozenset[str]:
        if path not in self._words:
            items = self.postmortems[path].action_items
            self._words[path] = frozenset(item_words(item.title) for item in items)
        return self._words[path]

    def _by_incident(self) -> Mapping[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for path, postmortem in sorted(self.postmortems.items()):
            if postmortem.readable and postmortem.incident_id:
                found[folded(postmortem.incident_id)].append(path)
        return found
