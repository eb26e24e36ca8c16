"""Ranges of moments as people write them: `09:12 to 10:32 UTC`, `1h 20m (09:12 - 10:32)`, `unknown – 10:32`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from followthrough.documents.dates.clock import Clock, find_clock
from followthrough.documents.dates.moments import (
    LONGEST,
    REMARK,
    Moment,
    at,
    find_moment,
    first_moment,
    later,
    open_moment,
    to_iso,
)
from followthrough.documents.dates.words import fold, longest_first, words
from followthrough.documents.dates.written import find_written

_AFTER_DURATION = re.compile(r"[,;:] ")
_EDGES = " .()"

_Pair = tuple[str | None, str | None]


def read_range(text: str, *, day: date | None) -> _Pair:
    """Start and end of a range (`09:12 to 10:32 UTC`) that a field for moments states; of a lone moment the start.

    The end is None where there is none or it has not come. A zone or a date that is named once holds for both; an end
    without a date that is earlier than its start is the next day's.
    """
    folded = _folded(text)
    for candidate in (folded, *_remarks(folded), *_AFTER_DURATION.split(folded, maxsplit=1)[1:]):
        pair = _pair(candidate, day)
        if pair is not None:
            return pair
    return _half_open(folded, day) or (first_moment(text, day=day), None)


def read_duration(text: str, *, day: date | None) -> _Pair:
    """Start and end of the one range beside or in place of a length of time: `1h 20m (09:12 - 10:32 UTC)`.

    Where the text names further times it tells a story, and neither is known.
    """
    folded = _folded(text)
    for candidate in (folded, *_AFTER_DURATION.split(folded, maxsplit=1)[1:]):
        pair = _pair(candidate, day)
        if pair is not None:
            return pair
    timed = [remark for remark in _remarks(folded) if find_clock(remark)]
    outside = REMARK.sub(" ", folded)
    alone = len(timed) == 1 and find_clock(outside) is None and next(find_written(outside, None), None) is None
    return (alone and _pair(timed[0], day)) or _half_open(folded, day) or (None, None)


def read_ends(start: str, end: str, *, day: date | None) -> _Pair:
    """Start and end as two fields state them; a zone that one of them names holds for both."""
    first, last = open_moment(start, day), open_moment(end, day)
    if first is None or last is None or _pair(_folded(end), day) is not None:
        return first_moment(start, day=day), last_moment(end, day=day)
    return _both(*_shared(first, last), day)


def last_moment(text: str, *, day: date | None) -> str | None:
    """The moment at which a field for an end says it was: the later end of a range, else what it opens with."""
    start, end = read_range(text, day=day)
    return end or start


def opens_unknown(text: str) -> bool:
    """Whether a range says that nobody knows its start: `unknown – 2026-11-03`."""
    return any(left.strip(_EDGES) in words("unknown") for left, _ in _sides(fold(text[:LONGEST])))


def _folded(text: str) -> str:
    """The folded text without `from`; nothing of what is too long for a range."""
    folded = fold(text) if len(text) <= LONGEST else ""
    head, _, tail = folded.partition(" ")
    return tail if head in words("range_opens") else folded


@cache
def _separator() -> re.Pattern[str]:
    between = "|".join(re.escape(word) for word in longest_first("range"))
    return re.compile(rf" ?(?:->|→|~|〜|/|-| (?:{between}) ) ?")


def _remarks(text: str) -> tuple[str, ...]:
    return tuple(found.group()[1:-1].strip() for found in REMARK.finditer(text))


def _sides(text: str) -> Iterator[tuple[str, str]]:
    for found in _separator().finditer(text):
        yield text[: found.start()], text[found.end() :]


def _pair(text: str, day: date | None) -> _Pair | None:
    """The text cut in two moments; the dashes inside a date make none."""
    for left, right in _sides(text):
        # `9 - 10:30 am`: a bare hour counts where the other side completes it.
        start = find_moment(f"{left}:00" if left.isdigit() else left, day)
        end = find_moment(right, start.day or day) if start else None
        if start is not None and end is not None:
            return _both(*_shared(start, end), day)
    return None


def _half_open(text: str, day: date | None) -> _Pair | None:
    """A range of which one end has not come, or nobody knows the other."""
    for left, right in _sides(text):
        if right.strip(_EDGES) in words("ongoing"):
            start = find_moment(left, day)
            if start is not None:
                return to_iso(at(start, day), start), None
        if left.strip(_EDGES) in words("unknown"):
            return None, first_moment(right, day=day)
    return None


def _shared(start: Moment, end: Moment) -> tuple[Moment, Moment]:
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


def _both(start: Moment, end: Moment, day: date | None) -> _Pair:
    begins = at(start, day)
    ends = at(end, start.day or day)
    if begins and ends and end.day is None and start.offset == end.offset and ends < begins:
        ends = later(ends, timedelta(days=1))
    return to_iso(begins, start), to_iso(ends, end)
