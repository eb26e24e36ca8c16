"""Moments as people write them → ISO 8601, with an offset only where the document states a zone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

from followthrough.documents.dates.clock import Clock, find_clock, find_place, find_zone, is_filler, offset_at
from followthrough.documents.dates.words import fold, weekdays
from followthrough.documents.dates.written import find_written
from followthrough.documents.dates.yearless import read_yearless

LONGEST = 200
"""No moment and no range is longer than this."""
REMARK = re.compile(r"[(\[][^()\[\]]*[)\]]")
"""Brackets in a folded text, with what they hold."""

_BEHIND = re.compile(r" ?[(\[;\u3001\u3002※]| - | / |, |\. ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A time of day, and whatever else is said of it."""

    clock: Clock
    day: date | None
    offset: int | None = None
    zoned: bool = False
    """Whether a zone is named, known or not."""
    place: str | None = None
    """The place whose time it is, where one is named."""


def read_moment(text: str, *, day: date | None) -> str | None:
    """The moment a field names; `day` is the day where the field has only a time. None where either is missing."""
    moment = find_moment(fold(text), day) if len(text) <= LONGEST else None
    return to_iso(at(moment, day), moment) if moment else None


def first_moment(text: str, *, day: date | None) -> str | None:
    """The moment a field opens with, in ISO 8601; None where a date or a time is missing."""
    moment = open_moment(text, day)
    return to_iso(at(moment, day), moment) if moment else None


def open_moment(text: str, day: date | None) -> Moment | None:
    """The moment a text opens with, whatever it goes on to say: `09:12 JST (…). The page came at 09:20`."""
    whole = find_moment(fold(text), day) if len(text) <= LONGEST else None
    if whole is not None:
        return whole
    opening = fold(text[:LONGEST])
    # The longest that is one: a zone may stand in brackets.
    ends = reversed([found.start() for found in _BEHIND.finditer(opening)])
    return next((one for end in ends if (one := find_moment(opening[:end], day)) is not None), None)


def find_moment(text: str, day: date | None) -> Moment | None:
    """The one moment a folded text consists of, whatever brackets remark beside it."""
    on, rest = _day(text, day)
    found = find_clock(rest)
    if found is None:
        return None
    clock, rest = found
    # A second time in brackets has its own zone: `09:12 (= 07:12 UTC)`.
    rest = REMARK.sub(lambda remark: " " if find_clock(remark.group()) else remark.group(), rest)
    offset, zoned, unzoned = find_zone(rest)
    place = find_place(rest) if zoned and offset is None else None
    rest = _without_weekday(unzoned)
    if on is None:
        on, rest = _day_without_year(rest, day)
    if find_clock(rest) is not None or not is_filler(rest):
        return None
    return Moment(clock=clock, day=on, offset=offset, zoned=zoned, place=place)


def at(moment: Moment, day: date | None) -> datetime | None:
    """When that is, by the clock of its place, on its own day or else on `day`; None where no day is known."""
    on = moment.day or day
    return later(datetime.combine(on, time()), timedelta(seconds=moment.clock.seconds())) if on else None


def later(moment: datetime, by: timedelta) -> datetime | None:
    """The moment so much later; None where the calendar ends before it."""
    try:
        return moment + by
    except OverflowError:
        return None


def to_iso(when: datetime | None, moment: Moment) -> str | None:
    """The moment in ISO 8601, with its offset where its zone is known."""
    if when is None:
        return None
    offset = offset_at(moment.place, when) if moment.place else moment.offset
    return (when if offset is None else when.replace(tzinfo=timezone(timedelta(minutes=offset)))).isoformat()


def _day(text: str, day: date | None) -> tuple[date | None, str]:
    """The date in a folded text, and the text without it; of two orders of day and month the one that gives `day`."""
    written = next(find_written(text, None), None)
    if written is None:
        return None, text
    certain = written.days if len(written.days) == 1 else tuple(one for one in written.days if one == day)
    return (certain[0], text[: written.start] + " " + text[written.end :]) if certain else (None, text)


def _day_without_year(rest: str, day: date | None) -> tuple[date | None, str]:
    """The day that is all a text is left with, and nothing; else None and the text."""
    bare = REMARK.sub(" ", rest).strip(" ,.")
    reading = read_yearless(bare, day, None) if day and bare else None
    return (reading.days[0], "") if reading and len(reading.days) == 1 else (None, rest)


def _without_weekday(text: str) -> str:
    return " ".join(word for word in text.split() if word.strip(",.") not in weekdays())
