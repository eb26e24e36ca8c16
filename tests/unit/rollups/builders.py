"""Tracked items of an invented company, on the 20th of November 2026."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from followthrough.rollups.item import ItemState, TrackedItem

TODAY = date(2026, 11, 20)

QUEUE = TrackedItem(
    key="ft-aaaaaaaaaaaa",
    postmortem="inc-42",
    path="postmortems/2026-11-03-checkout.md",
    postmortem_title="Checkout outage",
    title="Alert on queue depth",
    state=ItemState.OPEN,
    owners=("alice",),
    assigned=True,
    due=date(2026, 11, 25),
    priority="High",
    number=101,
    url="https://forge.example/acme/shop/issues/101",
)
RETRIES = replace(
    QUEUE,
    key="ft-bbbbbbbbbbbb",
    title="Cap retries at 3",
    due=date(2026, 11, 4),
    days_overdue=16,
    number=97,
    url="https://forge.example/acme/shop/issues/97",
)
FAILOVER = replace(
    QUEUE,
    key="ft-cccccccccccc",
    title="Rehearse the failover | with the vendor",
    owners=("Carol Jones", "SRE"),
    assigned=False,
    due=None,
    priority=None,
    number=102,
    url="https://forge.example/acme/shop/issues/102",
)
PAGER = replace(
    QUEUE,
    key="ft-dddddddddddd",
    title="Page the owner of the queue",
    state=ItemState.DONE,
    due=date(2026, 11, 10),
    number=91,
    url="https://forge.example/acme/shop/issues/91",
    closed_on=date(2026, 11, 9),
)
SEEN_DONE = replace(
    QUEUE,
    key="ft-eeeeeeeeeeee",
    title="Roll the release back",
    state=ItemState.DONE,
    owners=(),
    due=None,
    priority=None,
    number=None,
    url=None,
)
CANARY = replace(
    QUEUE,
    key="ft-ffffffffffff",
    title="Add a canary",
    state=ItemState.WONT_DO,
    number=95,
    url="https://forge.example/acme/shop/issues/95",
)
CERTIFICATES = TrackedItem(
    key="renew",
    postmortem="postmortems/dns.md",
    path="postmortems/dns.md",
    title="Renew certificates 30 days ahead",
    state=ItemState.SNOOZED,
    owners=("Bob",),
    due=date(2026, 11, 1),
    number=80,
    url="https://forge.example/acme/shop/issues/80",
    snoozed_until=date(2026, 12, 15),
)
LOST = replace(
    CERTIFICATES,
    key="watch",
    title="Watch the zone serial",
    state=ItemState.UNTRACKED,
    owners=(),
    due=None,
    number=81,
    url=None,
    snoozed_until=None,
    remark="its issue is gone or no longer ours",
)

ALL = (PAGER, FAILOVER, QUEUE, CANARY, LOST, CERTIFICATES, SEEN_DONE, RETRIES)
