"""The sections of a rollup comment: a heading and a line for each item, the most urgent section first."""

from __future__ import annotations

from dataclasses import dataclass

from followthrough.rollups.item_line import ItemLines
from followthrough.rollups.phrases import some
from followthrough.rollups.rollup import Rollup
from followthrough.tracking.days import short_day

_SETTLED = 6
"""The rank from which on items stand in a row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One section of one postmortem."""

    heading: str
    lines: tuple[str, ...]
    rank: int
    """0 for what is kept longest where room is short."""
    in_a_row: bool = False
    """Whether its items stand in one line rather than each on its own."""

    def shown(self, most: int) -> str:
        """The section with its first `most` items, and how many are left out."""
        kept, left = self.lines[:most], len(self.lines) - most
        if not kept:
            return f"**{self.heading}**: {some(len(self.lines), 'item')}, not shown here"
        if self.in_a_row:
            rest = (f"and {left} more",) if left > 0 else ()
            return f"**{self.heading}**: {', '.join((*kept, *rest))}"
        rest = (f"… and {some(left, 'more item')}",) if left > 0 else ()
        return "\n".join((f"**{self.heading}**", *(f"- {line}" for line in (*kept, *rest))))


def sections_of(rollup: Rollup, lines: ItemLines) -> tuple[Section, ...]:
    """The sections that have any items, in the order in which people read them."""
    since = f" since {short_day(rollup.since.on, rollup.today)}" if rollup.since else ""
    told = (
        ("Overdue", map(lines.overdue, rollup.overdue)),
        ("Due within 7 days", map(lines.due_soon, rollup.due_soon)),
        ("No owner or no deadline", map(lines.open, rollup.incomplete)),
        ("No longer tracked", map(lines.bare, rollup.untracked)),
        ("Open", map(lines.open, rollup.open)),
        ("Snoozed", map(lines.snoozed, rollup.snoozed)),
        (f"Done{since}", map(lines.settled, rollup.done_since)),
        ("Won't do", map(lines.settled, rollup.wont_do)),
    )
    every = (
        Section(heading=heading, lines=tuple(found), rank=rank, in_a_row=rank >= _SETTLED)
        for rank, (heading, found) in enumerate(told)
    )
    return tuple(section for section in every if section.lines)
