"""What a run is told about itself: the day, the commit, and how documents came into the repository."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date


def _unknown(_paths: Iterable[str]) -> Mapping[str, str]:
    return {}


def _nowhere(_path: str, _line: int) -> None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """One run, as its surroundings describe it."""

    today: date
    commit: str | None = None
    """The one that the documents were read at."""
    event_change_request: int | None = None
    """Number of the change request whose merge started the run."""
    commits_that_added: Callable[[Iterable[str]], Mapping[str, str]] = _unknown
    """Document paths → the commit on the first-parent history that added each, as far as git can tell."""
    commits_that_wrote: Callable[[Iterable[str]], Mapping[str, str]] = _unknown
    """Document paths → the commit that added each before it was merged, on whatever branch that was."""
    thorough: bool = False
    """Whether every status is looked at, so that what a document says of its incident by now is noted down there."""
    postmortem_url: Callable[[str, int], str | None] = _nowhere
    """Where people can read a line of a document, given its path."""
