"""Moments as people write them → ISO 8601, with an offset only where the document states a zone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone
from functools import cache

from followthrough.documents.dates.clock import Clock, find_clock, find_place, find_zone, is_filler, offset_at
from followthrough.documents.dates.words import fold, longest_first, weekdays, words
from followthrough.documents.dates.written import find_written
from followthrough.documents.dates.yearless import read_yearless

_LONGEST = 200
_REMARK = re.compile(r"[(\[][^()\[\]]*[)\]]")
_AFTER_DURATION = re.compile(r"[,;:] ")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Moment:
    """What one side of a range says."""

    clock: Clock
    day: date | None
    offset: int | None = None
    zoned: bool = False
    """Whether a zone is named, known or not."""
    place: str | None = None
    """The place whose time it is, where one is named."""


def read_moment(text: str, *, day: date | None) -> str | None:
    """The moment a field names; `day` is the day where the field has only a time. None where either is missing."""
    moment = _moment(fold(text), day) if len(text) <= _LONGEST else None
    return _iso(_at(moment, day), moment) if moment else None


def read_range(text: str, *, day: date | None) -> tuple[str | None, str | None]:
    """Start and end of a range (`09:12 to 10:32 UTC`), beside or in place of a duration.

    The end is None where there is none or it has not come. A zone or a date that is named once holds for both; an end
    without a date that is earlier than its start is the next day's.
    """
    if len(text) > _LONGEST:
        return None, None
    folded = _without_opening(fold(text))
    for candidate in _candidates(folded):
        pair = next(_pairs(candidate, day), None)
        if pair is not None:
            return _both(*_shared(*pair), day)
    for left, right in _sides(folded):
        moment = _moment(left, day)
        if moment is not None and right.strip(" .()") in words("ongoing"):
            return _iso(_at(moment, day), moment), None
    return read_moment(text, day=day), None


def is_ongoing(text: str) -> bool:
    """Whether a range says that its end has not come: `09:12 - ongoing`."""
    return any(right.strip(" .()") in words("ongoing") for _, right in _sides(fold(text[:_LONGEST])))


def _without_opening(text: str) -> str:
    head, _, tail = text.partition(" ")
    return tail if head in words("range_opens") else text


@cache
def _separator() -> re.Pattern[str]:
    between = "|".join(re.escape(word) for word in longest_first("range"))
    return re.compile(rf" ?(?:->|→|~|〜|/|-| (?:{between}) ) ?")


def _candidates(text: str) -> Iterator[str]:
    """The text, what its brackets hold, and what follows a length of time: `1h 20m (09:12 - 10:32 UTC)`."""
    yield text
    yield from (found.group()[1:-1].strip() for found in _REMARK.finditer(text))
    yield from _AFTER_DURATION.split(text, maxsplit=1)[1:]


def _sides(text: str) -> Iterator[tuple[str, str]]:
    for found in _separator().finditer(text):
        yield text[: found.start()], text[found.end() :]


def _pairs(text: str, day: date | None) -> Iterator[tuple[_Moment, _Moment]]:
    """Every way to cut the text in two moments; the dashes inside a date make none."""
    for left, right in _sides(text):
        # `9 - 10:30 am`: a bare hour counts where the other side completes it.
        start = _moment(f"{left}:00" if left.isdigit() else left, day)
        end = _moment(right, start.day or day) if start else None
        if start is not None and end is not None:
            yield start, end


def _moment(text: str, day: date | None) -> _Moment | None:
    """The one moment a folded text consists of, whatever brackets remark beside it."""
    on, rest = _day(text, day)
    found = find_clock(rest)
    if found is None:
        return None
    clock, rest = found
    offset, zoned, unzoned = find_zone(rest)
    place = find_place(rest) if zoned and offset is None else None
    rest = _without_weekday(unzoned)
    if on is None:
        on, rest = _day_without_year(rest, day)
    if find_clock(_REMARK.sub(" ", rest)) is not None or not is_filler(rest):
        return None
    return _Moment(clock=clock, day=on, offset=offset, zoned=zoned, place=place)


def _day(text: str, day: date | None) -> tuple[date | None, str]:
    """The date in a folded text, and the text without it; of two orders of day and month the one that gives `day`."""
    written = next(find_written(text, None), None)
    if written is None:
        return None, text
    certain = written.days if len(written.days) == 1 else tuple(one for one in written.days if one == day)
    return (certain[0], text[: written.start] + " " + text[written.end :]) if certain else (None, text)


def _day_without_year(rest: str, day: date | None) -> tuple[date | None, str]:
    """The day that is all a text is left with, and nothing; else None and the text."""
    bare = _REMARK.sub(" ", rest).strip(" ,.")
    reading = read_yearless(bare, day, None) if day and bare else None
    return (reading.days[0], "") if reading and len(reading.days) == 1 else (None, rest)


def _without_weekday(text: str) -> str:
    return " ".join(word for word in text.split() if word.strip(",.") not in weekdays())


def _shared(start: _Moment, end: _Moment) -> tuple[_Moment, _Moment]:
    """Both sides with what only one of them says."""
    if start.zoned and not end.zoned:
        end = replace(end, offset=start.offset, zoned=True, place=start.place)
    elif end.zoned and not start.zoned:
        start = replace(start, offset=end.offset, zoned=True, place=end.place)
    if start.day is None and end.day is not None:
        start = replace(start, day=end.day)
    return replace(start, clock=_half(start.clock, end.clock)), end


def _half(clock: Clock, end: Clock) -> Clock:
    """The start of `11:50 - 12:10 pm`: in the half of the end, unless that would put it after it."""
    if clock.half or not end.half:
        return clock
    other = "a" if end.half == "p" else "p"
    return replace(clock, half=end.half if clock.seconds(end.half) <= end.seconds() else other)


def _both(start: _Moment, end: _Moment, day: date | None) -> tuple[str | None, str | None]:
    begins = _at(start, day)
    ends = _at(end, start.day or day)
    if begins and ends and end.day is None and start.offset == end.offset and ends < begins:
        ends = _later(ends, timedelta(days=1))
    return _iso(begins, start), _iso(ends, end)


def _at(moment: _Moment, day: date | None) -> datetime | None:
    on = moment.day or day
    return _later(datetime.combine(on, time()), timedelta(seconds=moment.clock.seconds())) if on else None


def _later(moment: datetime, by: timedelta) -> datetime | None:
    try:
        return moment + by
    except OverflowError:
        return None


def _iso(at: datetime | None, moment: _Moment) -> str | None:
    if at is None:
        return None
    offset = offset_at(moment.place, at) if moment.place else moment.offset
    if offset is not None:
        at = at.replace(tzinfo=timezone(timedelta(minutes=offset)))
    return at.isoformat()
