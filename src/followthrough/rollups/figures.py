"""What the tracked items add up to: how many of the promises were kept, how fast, and who is behind."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from followthrough.rollups.item import ItemState, TrackedItem, totals
from followthrough.tracking.ledger import Ledger

NOBODY = ""
"""Stands for the owner, service or severity that an item does not have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """The items of one owner, service or severity."""

    name: str
    open: int
    overdue: int
    """Counts some of `open` again."""
    settled: int
    """Done, or decided against."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """How things stood when a week ended."""

    monday: date
    opened: int
    """All items whose issue was there by then."""
    settled: int
    """Those of them that were closed by then."""


def closure_rate(items: Iterable[TrackedItem]) -> float | None:
    """The part of all items that is done or was decided against, from 0 to 1; None where there are none."""
    sums = totals(items)
    return (sums.done + sums.wont_do) / sums.items if sums.items else None


def median_days_to_close(items: Iterable[TrackedItem]) -> float | None:
    """Days between the opening and the closing of the issues of what is done; None where nothing is."""
    days = [
        (item.closed_on - item.opened_on).days
        for item in items
        if item.state is ItemState.DONE and item.closed_on and item.opened_on
    ]
    return float(median(days)) if days else None


def by_owner(items: Iterable[TrackedItem]) -> tuple[Share, ...]:
    """The items of each owner, whoever has most overdue first; an item of two counts for both."""
    return _shares(items, lambda item: item.owner_names)


def by_service(items: Iterable[TrackedItem], ledgers: Iterable[Ledger]) -> tuple[Share, ...]:
    """The same by the services that their postmortems name."""
    services = {ledger.postmortem: ledger.services for ledger in ledgers}
    return _shares(items, lambda item: services.get(item.postmortem, ()))


def by_severity(items: Iterable[TrackedItem], ledgers: Iterable[Ledger]) -> tuple[Share, ...]:
    """The same by the severities of their incidents."""
    severities = {ledger.postmortem: ledger.severity for ledger in ledgers}
    return _shares(items, lambda item: tuple(filter(None, [severities.get(item.postmortem)])))


def weeks(items: Iterable[TrackedItem], until: date) -> tuple[Week, ...]:
    """How many issues had been opened and settled by the end of each week, from the first opening to that day."""
    known = [item for item in items if item.opened_on]
    opened = sorted(item.opened_on for item in known if item.opened_on)
    settled = sorted(item.closed_on for item in known if item.closed_on)
    if not opened:
        return ()
    first, last = _monday(opened[0]), _monday(max(until, opened[-1]))
    mondays = [first + timedelta(weeks=number) for number in range((last - first).days // 7 + 1)]
    return tuple(
        Week(monday=one, opened=_by(opened, one + timedelta(days=7)), settled=_by(settled, one + timedelta(days=7)))
        for one in mondays
    )


def _shares(items: Iterable[TrackedItem], names: Callable[[TrackedItem], tuple[str, ...]]) -> tuple[Share, ...]:
    found: defaultdict[str, list[TrackedItem]] = defaultdict(list)
    for item in items:
        for name in names(item) or (NOBODY,):
            found[name].append(item)
    return tuple(sorted((_share(name, own) for name, own in found.items()), key=_place))


def _share(name: str, items: list[TrackedItem]) -> Share:
    sums = totals(items)
    return Share(name=name, open=sums.open, overdue=sums.overdue, settled=sums.done + sums.wont_do)


def _place(share: Share) -> tuple[int, int, bool, str]:
    return -share.overdue, -share.open, share.name == NOBODY, share.name.casefold()


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _by(days: list[date], end: date) -> int:
    """How many of the days lie before the end; they are sorted."""
    return bisect_left(days, end)
