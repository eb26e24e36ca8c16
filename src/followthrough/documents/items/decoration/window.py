"""What stands around an item's words: owner, deadline, status, priority, tickets.

A text is a window on its plain words. Each peeler takes one decoration off an edge of the window and says what it
was; they are tried again until none finds anything, so that the order of decorations does not matter.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from followthrough.documents.outline.inline import Inline
from followthrough.documents.phrases.tickets import Ticket, find_tickets
from followthrough.documents.rules import DateOrder
from followthrough.documents.vocabulary import Vocabulary

_EDGE = " \t,;|·•"
_DASHES = "-–—:："
_MOST_PEELS = 12
_LONGEST_LEAD = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The part of a text that is still undecided."""

    inline: Inline
    tickets: tuple[Ticket, ...]
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words in the window."""
        return self.inline.text[self.start : self.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What is known while an item's decoration is read."""

    words: Vocabulary
    people: frozenset[str]
    """Case-folded names that the document or the config knows."""
    teams: frozenset[str]
    """Folded names of two words or more that the document calls a team."""
    order: DateOrder | None
    skip: frozenset[str]
    """Kinds that have a column of their own."""
    rows: frozenset[str] = frozenset()
    """Numbers of rows (`#3`), which are no tickets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Peel:
    """A window with one decoration less, and what the decoration said, as (kind, text)."""

    start: int
    end: int
    facts: tuple[tuple[str, str], ...]


Peeler = Callable[[Window, Setting], Peel | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Undressed:
    """An item's bare words and what was around them."""

    title: str
    facts: tuple[tuple[str, str], ...]


def undress(inline: Inline, setting: Setting, peelers: tuple[Peeler, ...]) -> Undressed:
    """The words without their decoration, and the decoration as (kind, text) in the order it was taken off."""
    tickets = tuple(one for one in find_tickets(inline, setting.words) if one.text not in setting.rows)
    window = Window(inline=inline, tickets=tickets, start=0, end=len(inline.text))
    facts: list[tuple[str, str]] = []
    for _ in range(_MOST_PEELS):
        peel = next((found for peeler in peelers if (found := peeler(window, setting))), None)
        if peel is None:
            break
        facts.extend(fact for fact in _addressed(peel.facts, window) if fact not in facts)
        window = _narrowed(window, peel)
    last = len(window.inline.text[: window.end].rstrip(" .)。）"))
    for ticket in window.tickets:
        if not _is_told(ticket, facts):
            own = ticket.end == last and not _is_others(window.inline.text[: ticket.start], setting.words)
            facts.append(("own_ticket" if own else "ticket", ticket.text))
    return Undressed(title=window.text.strip(), facts=tuple(facts))


def _addressed(facts: tuple[tuple[str, str], ...], window: Window) -> tuple[tuple[str, str], ...]:
    """The facts with the addresses of tickets whose words are links."""
    if not any(kind == "own_ticket" for kind, _ in facts):
        return facts
    addresses = {window.inline.text[ticket.start : ticket.end]: ticket.text for ticket in window.tickets}
    return tuple((kind, addresses.get(text, text) if kind == "own_ticket" else text) for kind, text in facts)


def _is_told(ticket: Ticket, facts: list[tuple[str, str]]) -> bool:
    return any(kind in {"ticket", "own_ticket"} and text == ticket.text for kind, text in facts)


def _is_others(before: str, words: Vocabulary) -> bool:
    """Whether the words before a ticket say that it is another's: `blocked by #12`."""
    return _other(words.leads["other"]).search(before, max(0, len(before) - _LONGEST_LEAD)) is not None


@lru_cache(maxsize=8)
def _other(leads: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{leads})\s+$", re.IGNORECASE)


def _narrowed(window: Window, peel: Peel) -> Window:
    """The window after a peel, its edges cleared of the marks that joined the decoration to the words."""
    start, end, text = peel.start, peel.end, window.inline.text
    if peel.end != window.end:
        while end > start and text[end - 1] in _EDGE + _DASHES:
            end -= 1
    if peel.start != window.start:
        while start < end and text[start] in _EDGE + _DASHES:
            start += 1
    return Window(inline=window.inline, tickets=window.tickets, start=start, end=end)
