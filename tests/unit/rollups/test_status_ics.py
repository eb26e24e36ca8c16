from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Component

from followthrough.rollups.status_ics import status_ics
from followthrough.tracking.characters import visible
from tests.unit.rollups.builders import ALL, FAILOVER, QUEUE, RETRIES, TODAY


def _events(text: str) -> list[Component]:
    calendar = Calendar.from_ical(text)
    assert isinstance(calendar, Calendar)
    return calendar.walk("VEVENT")


def test_a_calendar_holds_each_open_deadline() -> None:
    """One all-day event for each open item that has a deadline, and no other."""
    events = _events(status_ics(ALL, TODAY))
    assert [(str(event["SUMMARY"]), event.decoded("DTSTART")) for event in events] == [
        ("Cap retries at 3 (alice)", date(2026, 11, 4)),
        ("Alert on queue depth (alice)", date(2026, 11, 25)),
    ]


def test_the_calendar_to_the_letter() -> None:
    """What a calendar program is given, line by line."""
    assert status_ics((QUEUE, FAILOVER), TODAY).split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//followthrough//action items//EN",
        "X-WR-CALNAME:Postmortem action items",
        "BEGIN:VEVENT",
        "SUMMARY:Alert on queue depth (alice)",
        "DTSTART;VALUE=DATE:20261125",
        "DTSTAMP:20261120T000000Z",
        "UID:8c0aca662ff90544968c9fe81447876f@followthrough",
        "DESCRIPTION:Postmortem: Checkout outage\\nFile: postmortems/2026-11-03-chec",
        " kout.md\\nPriority: High\\nIssue: #101",
        "TRANSP:TRANSPARENT",
        "URL:https://forge.example/acme/shop/issues/101",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_an_event_stays_the_same_event() -> None:
    """A moved deadline or a new title moves the event in people's calendars instead of adding another."""
    moved = replace(QUEUE, title="Alert on queue age", due=date(2026, 12, 24))
    events = _events(status_ics((QUEUE, RETRIES), TODAY))
    (event,) = _events(status_ics((moved,), TODAY))
    assert [str(one["UID"]) == str(event["UID"]) for one in events] == [False, True]


def test_a_link_that_is_no_web_address_is_left_out() -> None:
    """A calendar is never handed a `javascript:` link."""
    assert "javascript" not in status_ics((replace(QUEUE, url="javascript:alert(1)"),), TODAY)


@given(title=(st.text() | st.text(alphabet=":#[ ab\n", max_size=200)).map(visible), due=st.dates())
def test_foreign_text_never_leaves_its_line(title: str, due: date) -> None:
    """Whatever a title holds, the calendar has exactly one event with that deadline."""
    text = status_ics((replace(QUEUE, title=title, due=due),), TODAY)
    (event,) = _events(text)
    assert event.decoded("DTSTART") == due
    assert text.count("BEGIN:") == 2
    assert "##[" not in text
    assert not any(line.lstrip().startswith("::") for line in text.splitlines())
    assert not set(text) & {chr(code) for code in range(32) if chr(code) not in "\r\n\t"}


def test_the_same_items_give_the_same_text_on_the_same_day() -> None:
    """A subscribed calendar does not change by itself."""
    assert status_ics(ALL, TODAY) == status_ics(tuple(reversed(ALL)), TODAY)
    assert status_ics(ALL, TODAY) != status_ics(ALL, TODAY + timedelta(days=1))
