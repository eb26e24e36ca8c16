"""The digest: one issue that tells how the action items of all postmortems stand, over one repository or many.

Its body is kept up to date and notifies nobody; where a week brings a comment on it, `digest_comment` is its text.
Both end with a marker of their own, by which they are found again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from followthrough.rollups.digest_tables import OLDEST, longest_overdue, overdue_table, reference, share_table
from followthrough.rollups.figures import by_owner, by_service, by_severity, closure_rate, median_days_to_close, weeks
from followthrough.rollups.fitted import MAX_COMMENT
from followthrough.rollups.headline import bar, compared
from followthrough.rollups.item import TrackedItem, totals
from followthrough.rollups.item_line import ItemLines
from followthrough.rollups.memory import Memory, Snapshot, Told, memory_of, state_of
from followthrough.rollups.mentions import Mentions
from followthrough.rollups.phrases import short_weekday, some
from followthrough.rollups.rollup import Rollup, Trend
from followthrough.rollups.weekly_chart import weekly_chart
from followthrough.rollups.weeks import week_of
from followthrough.tracking import hidden
from followthrough.tracking.ledger import Ledger
from followthrough.tracking.sanitize import sanitize_title

TITLE = "Action items of postmortems: digest"
_KIND = "digest:v1"
_ALL = ""
"""Stands for all postmortems together in what a digest remembers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What a digest tells."""

    rollups: tuple[Rollup, ...]
    today: date
    zone: str | None = None
    stands_in: bool = False
    """Whether it tells what too many comments of this week would; its memory's `week` is the last for which it did."""
    before: Memory | None = None
    """What the digest that stands remembers."""

    @property
    def items(self) -> tuple[TrackedItem, ...]:
        """Every item, its postmortem told apart from one of the same key elsewhere."""
        return tuple(replace(item, postmortem=_place(one)) for one in self.rollups for item in one.items)

    @property
    def ledgers(self) -> tuple[Ledger, ...]:
        """Every ledger, likewise."""
        return tuple(replace(one.ledger, postmortem=_place(one)) for one in self.rollups)

    @property
    def trend(self) -> Trend | None:
        """How it compares with what was told in an earlier week."""
        since = self.before.since(self.today) if self.before else None
        if since is None or _ALL not in since.overdue:
            return None
        return Trend(since=since.on, overdue=totals(self.items).overdue - since.overdue[_ALL])


def read_digest(body: str) -> Memory | None:
    """What a digest or its comment remembers; None for what is neither. Who wrote it is for the caller to see."""
    found = hidden.parse(_KIND, body)
    return memory_of(found[0]) if len(found) == 1 and found[0] else None


def digest_body(digest: Digest, *, limit: int = MAX_COMMENT) -> str:
    """The body of the digest issue, its marker as the last line."""
    return _with_marker("\n\n".join(_parts(digest)), _remembered(digest, Mentions()), limit)


def digest_comment(digest: Digest, mentions: Mentions, *, limit: int = MAX_COMMENT) -> str:
    """The comment of a week on the digest issue: what is longest overdue, and whose it is."""
    lines = ItemLines(today=digest.today, mentions=mentions)
    late = longest_overdue(digest.rollups)
    rows = [f"- {reference(rollup, item)} {lines.untitled(item)}" for rollup, item in late[:OLDEST]]
    rest = (f"- … and {some(len(late) - OLDEST, 'more item')}",) if len(late) > OLDEST else ()
    text = "\n\n".join((_headline(digest), "\n".join((*rows, *rest)), *lines.escalated(), _foot(digest)))
    return _with_marker(text, _remembered(digest, mentions), limit)


def _parts(digest: Digest) -> Iterator[str]:
    yield _headline(digest)
    yield _sentence(digest)
    late = longest_overdue(digest.rollups)
    if late:
        yield f"**Longest overdue**\n\n{overdue_table(late, OLDEST)}"
        shown = [item for item in digest.items if not item.confidential]
        withheld = sum(item.confidential for _, item in late)
        for what, shares in (
            ("owner", by_owner(shown)),
            ("service", by_service(shown, digest.ledgers)),
            ("severity", by_severity(shown, digest.ledgers)),
        ):
            if any(share.name for share in shares):
                yield f"**Overdue by {what}**\n\n{share_table(what, shares, withheld)}"
    chart = weekly_chart(weeks(digest.items, digest.today))
    if chart:
        yield f"**Issues opened (bars) and settled (line) by week**\n\n{chart}"
    yield _foot(digest)


def _headline(digest: Digest) -> str:
    sums = totals(digest.items)
    overdue = f"{sums.overdue} overdue" if sums.overdue else "nothing overdue"
    told = ", ".join(filter(None, (overdue, compared(digest.trend, digest.today))))
    progress = f"{sums.done} of {sums.items} done {bar(sums)}" if sums.items else "no action items"
    return f"**Action items of postmortems** · {progress} · {told}"


def _sentence(digest: Digest) -> str:
    repositories = len({one.repository for one in digest.rollups})
    where = f" in {some(repositories, 'repository', 'repositories')}" if repositories > 1 else ""
    rate, days = closure_rate(digest.items), median_days_to_close(digest.items)
    settled = f" {rate:.0%} of the action items are settled." if rate is not None else ""
    median = f" Half of what is done was closed within {some(round(days), 'day')}." if days is not None else ""
    return f"{some(len(digest.rollups), 'postmortem')}{where}.{settled}{median}"


def _foot(digest: Digest) -> str:
    zone = f" ({sanitize_title(digest.zone)})" if digest.zone else ""
    return f"As of {short_weekday(digest.today, date.max)}{zone}."


def _with_marker(text: str, memory: Memory, limit: int) -> str:
    marker = hidden.render(_KIND, state_of(memory, {}))
    return f"{text[: limit - len(marker) - 2]}\n\n{marker}"


def _remembered(digest: Digest, mentions: Mentions) -> Memory:
    before, week = digest.before or Memory(), week_of(digest.today)
    still = {name: then for name, then in before.mentioned.items() if then == week}
    return Memory(
        told=Told.ROLLUP,
        week=week if digest.stands_in else before.week,
        now=Snapshot(on=digest.today, overdue={_ALL: totals(digest.items).overdue}),
        before=before.since(digest.today),
        mentioned={**still, **dict.fromkeys(mentions.live, week)},
    )


def _place(rollup: Rollup) -> str:
    return f"{rollup.repository or ''}\n{rollup.key}"
