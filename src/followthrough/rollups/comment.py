"""The weekly rollup as the Markdown of a comment or of a tracking issue's body, its marker included.

The same text serves for every forge: no HTML, references to our own issues alone, and mentions where `mentions` allots
them. What stands in which section `sections` says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import chain

from followthrough.model import Review
from followthrough.rollups.fitted import MAX_COMMENT, fitted
from followthrough.rollups.gone import gone_sentence
from followthrough.rollups.headline import headline, last_headline
from followthrough.rollups.item_line import ItemLines
from followthrough.rollups.link import linked
from followthrough.rollups.mentions import Mentions, folded
from followthrough.rollups.phrases import short_weekday
from followthrough.rollups.posting import Post, Posting
from followthrough.rollups.rollup import Rollup
from followthrough.rollups.sections import Section, sections_of
from followthrough.tracking.days import short_day
from followthrough.tracking.rollup_marker import RollupMarker
from followthrough.tracking.sanitize import sanitize_title

_SNOOZE = timedelta(days=14)
_REVIEWS = 3
_REVIEW = frozenset({"review", "next review"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What one comment tells."""

    rollups: tuple[Rollup, ...]
    posting: Posting
    today: date
    mentions: Mentions = field(default_factory=Mentions)
    zone: str | None = None
    """The name of the zone whose calendar says what today is."""
    synced_on: date | None = None
    """When `sync` last wrote here; it may have run since and found nothing to write."""
    changed_on: date | None = None
    """When anything last changed."""

    @property
    def is_last(self) -> bool:
        """Whether it says that all is settled and ends there."""
        return self.posting.post is Post.LAST


def rollup_comment(statement: Statement, marker: RollupMarker, *, limit: int = MAX_COMMENT) -> str:
    """The text of the comment, its marker as the last line, in at most `limit` characters.

    Where it would be longer, sections are cut at an item and say how many are left out, what is overdue last of all.
    """
    lines = ItemLines(today=statement.today, mentions=statement.mentions)
    pages = [_Page(rollup, sections_of(rollup, lines), statement) for rollup in statement.rollups]
    order = _order(pages)
    foot = tuple(_foot(statement, lines))

    def text(most: int) -> str:
        kept = Counter(order[:most])
        parts = (page.shown([kept[at, place] for place in range(len(page.sections))]) for at, page in enumerate(pages))
        return "\n\n".join((*chain.from_iterable(parts), *foot))

    return fitted(text, longest=len(order), marker=marker, limit=limit)


def superseded(url: str) -> str:
    """The one line that a former comment is cut to, where it cannot be folded."""
    return f"Superseded by a {linked('newer status', url)}."


@dataclass(frozen=True, slots=True)
class _Page:
    """One postmortem in the comment."""

    rollup: Rollup
    sections: tuple[Section, ...]
    statement: Statement

    def shown(self, kept: Sequence[int]) -> Iterator[str]:
        yield last_headline(self.rollup) if self.statement.is_last else headline(self.rollup)
        if self.rollup.ledger.missing:
            yield gone_sentence(self.rollup.ledger)
        for section, most in zip(self.sections, kept, strict=True):
            yield section.shown(most)
        yield from _reviews(self.rollup)


def _order(pages: Sequence[_Page]) -> list[tuple[int, int]]:
    """Page and section of every item, the most urgent section of all postmortems first."""
    urgent = sorted(
        (section.rank, at, place) for at, page in enumerate(pages) for place, section in enumerate(page.sections)
    )
    return [(at, place) for _, at, place in urgent for _ in pages[at].sections[place].lines]


def _reviews(rollup: Rollup) -> Iterator[str]:
    coming = rollup.reviews[:_REVIEWS]
    if coming:
        days = ", ".join(_review(one, rollup.today) for one in coming)
        yield f"**{'Next review' if len(coming) == 1 else 'Next reviews'}**: {days}"


def _review(review: Review, today: date) -> str:
    """Its name, unless that is what the heading says already, and its day."""
    day = short_weekday(review.date, today)
    return day if review.name.strip().casefold() in _REVIEW else f"{sanitize_title(review.name)} on {day}"


def _foot(statement: Statement, lines: ItemLines) -> Iterator[str]:
    yield from lines.escalated()
    if statement.posting.quiet and statement.changed_on:
        yield _unchanged(statement, lines)
    yield " ".join(_closing(statement))


def _unchanged(statement: Statement, lines: ItemLines) -> str:
    """Why the comment comes once a month, and to whom."""
    targets = {folded(one.to) for one in statement.mentions.escalated}
    names = ", ".join(lines.name(login) for login in sorted(statement.mentions.live - targets))
    since = f"othing has changed since {short_day(statement.changed_on or statement.today, statement.today)}"
    begins = f"{names}: n" if names else "N"
    return f"{begins}{since}. While that is so, this comes every fourth week."


def _closing(statement: Statement) -> Iterator[str]:
    zone = f" ({sanitize_title(statement.zone)})" if statement.zone else ""
    yield f"As of {short_weekday(statement.today, date.max)}{zone}."
    if statement.synced_on:
        yield f"Last sync: {_last_sync(statement.synced_on, statement.today)}."
    if statement.is_last:
        yield "This was the last status, unless an item is added or reopened."
    elif any(rollup.overdue or rollup.due_soon for rollup in statement.rollups):
        until = (statement.today + _SNOOZE).isoformat()
        yield f"Snooze an item with the label `snoozed-until:{until}`."


def _last_sync(day: date, today: date) -> str:
    return "today" if day == today else f"{short_day(day, today)} or later"
