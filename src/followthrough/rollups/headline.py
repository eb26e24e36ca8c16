"""The first line of a postmortem in a rollup: its title, how much is done, and what is overdue."""

from __future__ import annotations

from datetime import date, timedelta

from followthrough.rollups.item import Totals
from followthrough.rollups.rollup import Rollup, Trend
from followthrough.rollups.weeks import week_of
from followthrough.tracking.days import short_day
from followthrough.tracking.sanitize import sanitize_title

_BAR = 10
_WEEK = timedelta(days=7)


def headline(rollup: Rollup) -> str:
    """`**Checkout outage** · 3 of 6 done ▓▓▓▓▓░░░░░ · 2 overdue, 1 fewer than last week`."""
    sums = rollup.totals
    progress = f"{sums.done} of {sums.items} done {bar(sums)}" if sums.items else "no action items"
    return " · ".join(filter(None, (title(rollup), progress, _overdue(rollup))))


def last_headline(rollup: Rollup) -> str:
    """The same once everything is settled: `… · all 6 action items are settled: 5 done, 1 won't do`."""
    sums = rollup.totals
    every = "its one action item is" if sums.items == 1 else f"all {sums.items} action items are"
    if not sums.wont_do:
        return f"{title(rollup)} · {every} done"
    return f"{title(rollup)} · {every} settled: {sums.done} done, {sums.wont_do} won't do"


def title(rollup: Rollup) -> str:
    """The postmortem's title in bold, its path where it has none."""
    return f"**{sanitize_title(rollup.ledger.title or rollup.ledger.path)}**"


def bar(sums: Totals) -> str:
    """How much is done, in ten blocks: all ten only where all is, none only where nothing is."""
    share = sums.done * _BAR // sums.items if sums.items else 0
    full = max(share, 1) if sums.done else 0
    return "▓" * full + "░" * (_BAR - full)


def compared(trend: Trend | None, today: date) -> str:
    """`1 fewer than last week`; nothing where nothing changed or there is nothing to compare with."""
    if trend is None or not trend.overdue:
        return ""
    is_last_week = week_of(trend.since) == week_of(today - _WEEK)
    then = "last week" if is_last_week else f"on {short_day(trend.since, today)}"
    return f"{abs(trend.overdue)} {'more' if trend.overdue > 0 else 'fewer'} than {then}"


def _overdue(rollup: Rollup) -> str:
    overdue = rollup.totals.overdue
    if not rollup.items or (rollup.is_settled and not rollup.trend):
        return ""
    said = f"{overdue} overdue" if overdue else "nothing overdue"
    return ", ".join(filter(None, (said, compared(rollup.trend, rollup.today))))
