"""What a plan is told of the world beyond documents and issues; nothing here is looked up by the plan itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from followthrough.model import Account, ChangeRequest, Issue, Thread
from followthrough.tracking.ledger import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What the forge at hand can and cannot hold."""

    native_due: bool
    """Whether an issue has a due date of its own."""
    not_planned: bool
    """Whether a closed issue remembers that it was not planned; where not, a label says so."""
    confidential_issues: bool
    max_assignees: int
    links_issues: bool = False
    """Whether an issue can be linked to another, or to an epic."""
    max_title: int = 255
    max_body: int = 65_536


def _nowhere(_path: str, _line: int) -> None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What gathering found out; mappings by a postmortem's key unless said otherwise."""

    limits: Limits
    today: date
    ledgers: Mapping[str, Ledger | None] = field(default_factory=lambda: MappingProxyType({}))
    """As they were read; None where one was looked for and is not there, no entry where nobody looked."""
    threads: Mapping[str, Thread] = field(default_factory=lambda: MappingProxyType({}))
    change_requests: Mapping[str, ChangeRequest] = field(default_factory=lambda: MappingProxyType({}))
    tickets: Mapping[int, Issue | None] = field(default_factory=lambda: MappingProxyType({}))
    """By number; None where there is no such issue."""
    fates: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))
    """What became of issues that are remembered and not there any more, where the forge tells: `#7 was deleted`."""
    people: tuple[Account, ...] | None = None
    """Everybody an issue can be assigned to; None where the forge takes any name."""
    commit: str | None = None
    """The one that the documents were read at."""
    postmortem_url: Callable[[str, int], str | None] = _nowhere
    """Where people can read a line of a document, given its path."""
