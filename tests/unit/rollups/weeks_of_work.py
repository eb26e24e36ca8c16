"""Postmortems of an invented company as a rollup sees them on Monday, the 30th of November 2026."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from followthrough.model import Review
from followthrough.rollups.item import ItemState, TrackedItem
from followthrough.rollups.memory import Snapshot, sign
from followthrough.rollups.rollup import Rollup, roll_up
from followthrough.tracking.ledger import Ledger, Move

MONDAY = date(2026, 11, 30)
_URL = "https://forge.example/acme/shop/issues"
_ITEM = TrackedItem(
    key="",
    postmortem="inc-42",
    path="postmortems/2026-11-03-checkout.md",
    postmortem_title="Checkout outage",
    title="",
    state=ItemState.OPEN,
    opened_on=date(2026, 11, 6),
)


def item(number: int, title: str, due: date | None = None, /, *owners: str, **more: object) -> TrackedItem:
    """An open item of the checkout outage, late where its deadline lies before the Monday."""
    late = max((MONDAY - due).days, 0) if due else 0
    facts: dict[str, object] = {
        "key": f"ft-{number:012x}",
        "number": number,
        "url": f"{_URL}/{number}",
        "title": title,
        "due": due,
        "days_overdue": late,
        "owners": owners,
        "assigned": bool(owners),
    }
    return replace(_ITEM, **{**facts, **more})  # type: ignore[arg-type]  # fields by name, for brevity's sake


def settled(number: int, title: str, on: date, state: ItemState = ItemState.DONE) -> TrackedItem:
    """An item that is done, or decided against."""
    return item(number, title, None, "alice", state=state, closed_on=on)


RETRIES = item(
    97,
    "Cap retries at 3",
    date(2026, 11, 14),
    "alice",
    priority="High",
    moves=(Move(on=date(2026, 10, 28), was=date(2026, 11, 1)), Move(on=date(2026, 11, 6), was=date(2026, 11, 7))),
)
CANARY = item(95, "Add a canary in eu-west", date(2026, 11, 28), "bob")
QUEUE = item(101, "Alert on queue depth", date(2026, 12, 1), "alice", "carol", priority="P1")
FAILOVER = item(102, "Rehearse the failover", date(2026, 12, 31), "SRE", assigned=False)
SCHEMA = item(103, "Check the schema before a deploy", None, "bob")
DRAIN = item(104, "Drain the queue before a restart", date(2027, 1, 15), "bob", remark="closed by stale[bot], a bot")
VENDOR = item(
    0,
    "Ask the vendor for a status page",
    number=None,
    url=None,
    ticket="OPS-7",
    remark="its ticket lives in another tracker",
)
LOST = item(96, "Watch the zone serial", state=ItemState.UNTRACKED, remark="its issue is gone or no longer ours")
SNOOZED = item(
    99,
    "Retire the old queue",
    date(2026, 11, 2),
    "dave",
    days_overdue=0,
    state=ItemState.SNOOZED,
    snoozed_until=date(2026, 12, 15),
)
PAGER = settled(91, "Page the owner of the queue", date(2026, 11, 20))
CARTS = settled(98, "Expire cached carts after 10 minutes", date(2026, 11, 25))
LIMITS = settled(93, "Raise the limits", date(2026, 11, 26))
ROLLBACK = item(1, "Roll the release back", number=None, url=None, state=ItemState.DONE, opened_on=None)
REWRITE = settled(94, "Rewrite the checkout", date(2026, 11, 12), ItemState.WONT_DO)
ITEMS = (
    RETRIES,
    CANARY,
    QUEUE,
    FAILOVER,
    SCHEMA,
    DRAIN,
    VENDOR,
    LOST,
    SNOOZED,
    PAGER,
    CARTS,
    LIMITS,
    ROLLBACK,
    REWRITE,
)

CHECKOUT = Ledger(
    postmortem="inc-42",
    path="postmortems/2026-11-03-checkout.md",
    title="Checkout outage",
    severity="P1",
    date=date(2026, 11, 3),
    owners=("Alice Smith",),
    services=("checkout", "queue"),
    reviews=(
        Review(name="30-day review", date=date(2026, 12, 3), line=1),
        Review(name="14-day review", date=date(2026, 11, 17), line=1),
    ),
)
LAST_WEEK = Snapshot(
    on=date(2026, 11, 23), overdue={"inc-42": 4}, done=frozenset(sign(one) for one in (PAGER, ROLLBACK))
)
ROLLUP: Rollup = roll_up(CHECKOUT, ITEMS, MONDAY, since=LAST_WEEK)
