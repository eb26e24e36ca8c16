"""What the report shows, laid out as its template walks through it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from followthrough.model import Review
from followthrough.rollups.figures import (
    Share,
    by_owner,
    by_service,
    by_severity,
    closure_rate,
    median_days_to_close,
)
from followthrough.rollups.item import ItemState, Totals, TrackedItem, in_order, totals
from followthrough.rollups.phrases import some
from followthrough.rollups.report.burn_up import BurnUp, burn_up
from followthrough.rollups.report.gantt import Bar, Gantt, gantt
from followthrough.rollups.rollup import discreet
from followthrough.rollups.status_markdown import state_in_words
from followthrough.tracking.days import long_day
from followthrough.tracking.ledger import Ledger

_MOST_PER_OWNER = 50
"""Rows of an owner; all of them stand with their postmortems."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One item."""

    item: TrackedItem
    reference: str
    """`#7`, the ticket elsewhere, or nothing."""
    link: str | None
    """Where the issue is, where that is an address of the web."""
    state: str
    """In words: `16 days late`."""
    kind: str
    """`overdue`, or the item's state."""
    owner: str
    """Everybody, or that it is nobody; nothing for what is settled and had none."""
    due: str
    """Nothing for what is settled and never had a deadline."""
    services: tuple[str, ...]
    severity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One postmortem, or one owner."""

    anchor: str
    title: str
    about: str
    """Its day, severity and services, on one line."""
    totals: Totals
    settled: int
    rows: tuple[Row, ...]
    reviews: tuple[str, ...] = ()
    left_out: int = 0
    """Items that are not among the rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A number that is looked at first."""

    number: str
    words: str
    kind: str = ""
    """`overdue` or `done`, which have colours of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The whole page."""

    as_of: str
    tiles: tuple[Tile, ...]
    overdue: tuple[Row, ...]
    burn_up: BurnUp | None
    gantt: Gantt | None
    bars: tuple[tuple[Row, Bar], ...]
    """Of `gantt`, each with the row of its item."""
    shares: Mapping[str, tuple[Share, ...]]
    """Heading → who or what has how much."""
    postmortems: tuple[Section, ...]
    owners: tuple[Section, ...]
    choices: Mapping[str, tuple[str, ...]]
    """Field of a row → the values to filter by."""


def view_of(items: Iterable[TrackedItem], ledgers: Iterable[Ledger], today: date) -> View:
    """The page as it stands on a day."""
    known, ordered = {ledger.postmortem: discreet(ledger) for ledger in ledgers}, in_order(items)
    rows = tuple(_row(item, known.get(item.postmortem)) for item in ordered)
    chart = gantt(ordered, today)
    return View(
        as_of=long_day(today),
        tiles=tuple(_tiles(ordered)),
        overdue=tuple(row for row in rows if row.item.overdue),
        burn_up=burn_up(ordered, today),
        gantt=chart,
        bars=_bars(rows, chart),
        shares={
            "By owner": by_owner(ordered),
            "By service": by_service(ordered, known.values()),
            "By severity": by_severity(ordered, known.values()),
        },
        postmortems=tuple(_postmortems(rows, known, today)),
        owners=tuple(_owners(rows)),
        choices={
            "owner": _distinct(name for row in rows for name in row.item.owner_names),
            "service": _distinct(name for row in rows for name in row.services),
            "severity": _distinct(row.severity for row in rows),
            "state": _distinct(row.kind for row in rows),
        },
    )


def _bars(rows: Iterable[Row], chart: Gantt | None) -> tuple[tuple[Row, Bar], ...]:
    by_item = {(row.item.postmortem, row.item.key): row for row in rows}
    return tuple((by_item[bar.item.postmortem, bar.item.key], bar) for bar in (chart.bars if chart else ()))


def _tiles(items: Sequence[TrackedItem]) -> Iterator[Tile]:
    sums, rate, days = totals(items), closure_rate(items), median_days_to_close(items)
    yield Tile(number=str(sums.overdue), words="overdue", kind="overdue" if sums.overdue else "done")
    yield Tile(number=str(sums.open), words="open")
    yield Tile(number=str(sums.done), words=f"of {sums.items} done", kind="done")
    if sums.wont_do or sums.snoozed or sums.untracked:
        others = ((sums.wont_do, "won't do"), (sums.snoozed, "snoozed"), (sums.untracked, "untracked"))
        told = [(count, words) for count, words in others if count]
        several = ", ".join(f"{count} {words}" for count, words in told)
        yield Tile(number=str(sum(count for count, _ in told)), words=several if len(told) > 1 else told[0][1])
    if rate is not None:
        yield Tile(number=f"{rate:.0%}", words="settled")
    if days is not None:
        yield Tile(number=f"{days:g}", words="days to close (median)")
    if sums.oldest_overdue_days:
        yield Tile(number=str(sums.oldest_overdue_days), words="days late at most", kind="overdue")


def _row(item: TrackedItem, ledger: Ledger | None) -> Row:
    is_settled = item.state in {ItemState.DONE, ItemState.WONT_DO}
    return Row(
        item=item,
        reference=f"#{item.number}" if item.number is not None else item.ticket or "",
        link=item.url if item.url and item.url.startswith(("https://", "http://")) else None,
        state=state_in_words(item),
        kind="overdue" if item.overdue else item.state.value,
        owner=", ".join(item.owner_names) or ("" if is_settled else "nobody"),
        due=long_day(item.due) if item.due else "" if is_settled else "no deadline",
        services=ledger.services if ledger else (),
        severity=(ledger.severity or "") if ledger else "",
    )


def _postmortems(rows: Iterable[Row], ledgers: Mapping[str, Ledger], today: date) -> Iterator[Section]:
    grouped: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row.item.postmortem].append(row)
    for number, (key, own) in enumerate(grouped.items(), 1):
        ledger = ledgers.get(key)
        title = (ledger and ledger.title) or own[0].item.postmortem_title or own[0].item.path
        reviews = _reviews(ledger.reviews if ledger else (), today)
        yield _section(f"postmortem-{number}", title, _about(own[0], ledger), own, reviews)


def _about(row: Row, ledger: Ledger | None) -> str:
    day = long_day(ledger.date) if ledger and ledger.date else ""
    return " · ".join(filter(None, (day, row.severity, ", ".join(row.services), row.item.path)))


def _reviews(reviews: Iterable[Review], today: date) -> tuple[str, ...]:
    return tuple(f"{one.name}: {long_day(one.date)}" for one in reviews if one.date >= today)


def _owners(rows: Iterable[Row]) -> Iterator[Section]:
    """Everybody who has something open; what nobody owns comes last."""
    grouped: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.item.state is ItemState.OPEN:
            for name in row.item.owner_names or ("",):
                grouped[name].append(row)
    order = sorted(grouped, key=lambda name: (not name, -sum(row.item.overdue for row in grouped[name]), name))
    for number, name in enumerate(order, 1):
        rows_of_one = grouped[name]
        section = _section(f"owner-{number}", name or "Nobody", some(len(rows_of_one), "open item"), rows_of_one)
        shown = section.rows[:_MOST_PER_OWNER]
        yield replace(section, rows=shown, left_out=len(section.rows) - len(shown))


def _section(anchor: str, title: str, about: str, rows: Sequence[Row], reviews: tuple[str, ...] = ()) -> Section:
    sums = totals(row.item for row in rows)
    settled = sums.done + sums.wont_do
    return Section(
        anchor=anchor, title=title, about=about, totals=sums, settled=settled, rows=tuple(rows), reviews=reviews
    )


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(filter(None, values)), key=str.casefold))
