"""Where the status of a postmortem stands: on its tracking issue, else on the change request that brought it.

A change request serves as long as it can be found and commented on; one that brought more than a handful of
postmortems, or was merged long before, never begins to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

from followthrough.errors import NotFound
from followthrough.forges.protocol import Forge
from followthrough.model import ChangeRequest, Thread

MAX_BROUGHT = 5
MAX_AGE = timedelta(days=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What is known of how a postmortem came and where its status stands."""

    key: str
    path: str
    follow_up: int | None = None
    """Number of its tracking issue."""
    change_request: int | None = None
    """As its issues remember it."""

    @property
    def is_new(self) -> bool:
        """Whether no place was chosen yet."""
        return self.follow_up is None and self.change_request is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the status of a postmortem stands."""

    thread: Thread | None
    """None: a tracking issue is to be opened."""
    change_request: ChangeRequest | None
    """The one that brought it, also where it does not serve."""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """How documents came into the repository, as git and the event that started the run tell it."""

    commits: Mapping[str, str]
    """Path of every document at hand → the commit that added it; without those that git cannot place."""
    event_change_request: int | None = None
    """Brought whatever is new and git cannot place."""
    wrote: Callable[[Iterable[str]], Mapping[str, str]] = field(default=lambda _: {})
    """Paths → the commit that added each before it was merged; asked where the forge knows nothing of the merge."""


def places(origins: Sequence[Origin], history: History, forge: Forge, today: date) -> Mapping[str, Place]:
    """The place of each postmortem by its key; every change request is looked up once."""
    finder = _Finder(
        forge=forge,
        history=history,
        brought=Counter(history.commits.values()),
        strays=sum(origin.is_new and origin.path not in history.commits for origin in origins),
    )
    return {origin.key: _place(origin, finder.of(origin), today) for origin in origins}


def _place(origin: Origin, request: ChangeRequest | None, today: date) -> Place:
    if origin.follow_up is not None:
        return Place(thread=Thread(kind="issue", number=origin.follow_up), change_request=request)
    if request is None or request.locked or (origin.is_new and _never_serves(request, today)):
        return Place(thread=None, change_request=request)
    return Place(thread=Thread(kind="change_request", number=request.number), change_request=request)


def _never_serves(request: ChangeRequest, today: date) -> bool:
    merged = request.merged_at
    return request.paths_added > MAX_BROUGHT or (merged is not None and merged.date() < today - MAX_AGE)


@dataclass(frozen=True, kw_only=True)
class _Finder:
    forge: Forge
    history: History
    brought: Mapping[str, int]
    strays: int
    _of_commits: dict[str, ChangeRequest | None] = field(default_factory=dict)
    _numbered: dict[int, ChangeRequest | None] = field(default_factory=dict)

    def of(self, origin: Origin) -> ChangeRequest | None:
        if origin.change_request is not None:
            return self._by_number(origin.change_request)
        commit = self.history.commits.get(origin.path)
        if commit is not None:
            request = self._by_commit(commit) or self._before_the_merge(origin.path, commit)
            return _bringing(request, self.brought[commit])
        if self.history.event_change_request is not None and origin.is_new:
            return _bringing(self._by_number(self.history.event_change_request), self.strays)
        return None

    def _before_the_merge(self, path: str, merge: str) -> ChangeRequest | None:
        """The change request of the commit that a merge brought, which some servers know and the merge not."""
        wrote = self._written.get(path, merge)
        return None if wrote == merge else self._by_commit(wrote)

    @cached_property
    def _written(self) -> Mapping[str, str]:
        return self.history.wrote(self.history.commits)

    def _by_commit(self, commit: str) -> ChangeRequest | None:
        if commit not in self._of_commits:
            self._of_commits[commit] = self.forge.change_request_of(commit)
        return self._of_commits[commit]

    def _by_number(self, number: int) -> ChangeRequest | None:
        if number not in self._numbered:
            try:
                self._numbered[number] = self.forge.get_change_request(number)
            except NotFound:
                self._numbered[number] = None
        return self._numbered[number]


def _bringing(request: ChangeRequest | None, postmortems: int) -> ChangeRequest | None:
    return replace(request, paths_added=postmortems) if request else None
