"""What recognisers yield: a text that may be an action item, and the facts that stood with it."""

from __future__ import annotations

from dataclasses import dataclass, field

from followthrough.model import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something read about an item."""

    kind: str
    """`owner`, `due`, `status`, `priority`, `ticket`, `own_ticket`, `id`, `category`, `details` or `box`."""
    text: str
    line: int
    last_line: int | None = None
    """Where the text may stand on one of several lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What the headings and labels around an item say for all items below them."""

    section: str
    """The words of the action section, for the record of how an item was found."""
    category: str | None = None
    facts: tuple[Fact, ...] = ()
    """Owner or status of the whole group."""
    span: Span | None = None
    """The horizon the heading names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An action item as a recogniser saw it, its text still decorated."""

    text: str
    """Raw Markdown, lines joined by spaces."""
    line: int
    end_line: int
    group: Group
    found_by: str
    checked: bool | None = None
    facts: tuple[Fact, ...] = ()
    rows: frozenset[str] = field(default=frozenset())
    """The numbers of the rows around it as others refer to them (`#3`), which are no tickets."""
    columns: frozenset[str] = field(default=frozenset())
    """Kinds of facts that have a place of their own, so that the text is not searched for them."""
