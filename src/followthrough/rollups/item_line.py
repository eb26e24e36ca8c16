"""One action item in a line of Markdown, for each of the sections it may stand in; foreign text in it is harmless.

A name is a mention only where `mentions` says so, and only where it is one that a forge could have given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from followthrough.rollups.item import WITHHELD, TrackedItem
from followthrough.rollups.mentions import Mentions, is_mentionable
from followthrough.rollups.phrases import short_weekday, some, times
from followthrough.tracking.days import short_day
from followthrough.tracking.sanitize import sanitize_title

_TITLE = 120
"""The most characters of a title; the issue has all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLines:
    """How items are told on a day."""

    today: date
    mentions: Mentions = field(default_factory=Mentions)

    def overdue(self, item: TrackedItem) -> str:
        """How late it is, how often it was put off, how much it matters, and whose it is."""
        late = f"{some(item.days_overdue, 'day')} late"
        days = filter(None, (f"due {short_day(item.due, self.today)}" if item.due else "", self._moves(item)))
        return self._line(item, f"{late} ({', '.join(days)})", *self._priority(item), self._owners(item, self.name))

    def untitled(self, item: TrackedItem) -> str:
        """The same of an item whose number stands before it already."""
        number, told = f"#{item.number} ", self.overdue(item)
        return told.removeprefix(number)

    def due_soon(self, item: TrackedItem) -> str:
        """When it is due, with the day of the week."""
        due = short_weekday(item.due, self.today) if item.due else ""
        return self._line(item, f"due {due}", self._moves(item), *self._priority(item), self._owners(item))

    def open(self, item: TrackedItem) -> str:
        """When it is due, if ever, and whose it is."""
        if item.number is None:
            return self._line(item)
        due = f"due {short_day(item.due, self.today)}" if item.due else "no deadline"
        return self._line(item, due, self._moves(item), *self._priority(item), self._owners(item))

    def snoozed(self, item: TrackedItem) -> str:
        """Until when it is put off."""
        until = f"until {short_day(item.snoozed_until, self.today)}" if item.snoozed_until else ""
        return self._line(item, until)

    def bare(self, item: TrackedItem) -> str:
        """Number and title, and what should be known of it."""
        return self._line(item)

    def settled(self, item: TrackedItem) -> str:
        """Number and title alone."""
        return _named(item)

    def escalated(self) -> Iterator[str]:
        """To whom what is escalated."""
        for one in self.mentions.escalated:
            yield f"Escalated to {self.name(one.to)}: {', '.join(f'#{item.number}' for item in one.items)}"

    def name(self, login: str) -> str:
        """A login or team, as a mention where it is to be notified."""
        plain = login.removeprefix("@")
        live = self.mentions.mentions(login) and is_mentionable(plain)
        return f"@{plain}" if live else sanitize_title(plain)

    def _line(self, item: TrackedItem, *facts: str) -> str:
        if item.confidential:
            return _named(item)
        remark = sanitize_title(item.remark) if item.remark else ""
        said = ", ".join(filter(None, (*facts, remark)))
        return f"{_named(item)}: {said}" if said else _named(item)

    def _moves(self, item: TrackedItem) -> str:
        if not item.moves:
            return ""
        return f"moved {times(len(item.moves))}, first due {short_day(item.moves[0].was, self.today)}"

    def _priority(self, item: TrackedItem) -> Iterator[str]:
        if item.priority:
            yield sanitize_title(item.priority, _TITLE)

    def _owners(self, item: TrackedItem, name: Callable[[str], str] = sanitize_title) -> str:
        if item.assigned:
            return ", ".join(map(name, item.owners))
        named = sanitize_title(", ".join(item.owners), _TITLE) if item.owners else ""
        return f"nobody assigned ({named})" if named else "nobody assigned"


def _named(item: TrackedItem) -> str:
    """The item's number, or the ticket that serves instead, and its title."""
    title = WITHHELD if item.confidential else sanitize_title(item.title, _TITLE)
    if item.number is not None:
        return f"#{item.number} {title}"
    return f"{sanitize_title(item.ticket, _TITLE)} {title}" if item.ticket else title
