"""Status as a calendar: an all-day event on the deadline of every open item (RFC 5545).

Events rather than to-dos, since most calendars that people subscribe to do not show to-dos.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from icalendar import Calendar, Event

from followthrough.rollups.inert import inert
from followthrough.rollups.item import ItemState, TrackedItem, in_order


def status_ics(items: Sequence[TrackedItem], today: date) -> str:
    """The calendar, with CRLF line ends; the same items give the same text on the same day."""
    calendar = Calendar()
    calendar.add("prodid", "-//followthrough//action items//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Postmortem action items")
    for item in in_order(items):
        if item.due and item.state is ItemState.OPEN:
            calendar.add_component(_event(item, item.due, today))
    content: bytes = calendar.to_ical()
    return content.decode("utf-8")


def _event(item: TrackedItem, due: date, today: date) -> Event:
    event = Event()
    event.add("uid", _uid(item))
    event.add("dtstamp", datetime.combine(today, time(), UTC))
    event.add("dtstart", due)
    event.add("summary", inert(_summary(item), folded=True))
    event.add("description", inert("\n".join(_description(item)), folded=True))
    event.add("transp", "TRANSPARENT")
    if item.url and item.url.startswith(("https://", "http://")):
        event.add("url", item.url)
    return event


def _uid(item: TrackedItem) -> str:
    digest = hashlib.sha256(f"{item.postmortem}\n{item.key}".encode()).hexdigest()
    return f"{digest[:32]}@followthrough"


def _summary(item: TrackedItem) -> str:
    return f"{item.title} ({', '.join(item.owners)})" if item.owners else item.title


def _description(item: TrackedItem) -> tuple[str, ...]:
    issue = () if item.number is None else (f"Issue: #{item.number}",)
    priority = (f"Priority: {item.priority}",) if item.priority else ()
    return (f"Postmortem: {item.postmortem_title or item.path}", f"File: {item.path}", *priority, *issue)
