"""Times as the entries of a timeline open or close with them, told apart from what happened then.

Unlike a moment a time need not be reckoned: it stays as it is written, and `T+15m` and `Oct 30th` are times as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from followthrough.documents.dates.words import fold, meanings, months, weekdays, words

_LONGEST = 80
_HALF = r"(?: ?[AaPp]\.?[Mm]\b\.?|[ap]\b)"
_ONE_CLOCK = (
    rf"(?:(?:[01]?[0-9]|2[0-4])[:.][0-5][0-9](?::[0-5][0-9](?:[.,][0-9]{{1,9}})?)?(?![0-9]){_HALF}?"
    rf"|[0-9]{{1,2}}{_HALF}|[0-9]{{1,2}}h[0-9]{{2}}(?!\w)|[0-9]{{4}}(?= ?(?:Z|UTC|GMT|hrs)\b))"
)
_CLOCK = re.compile(rf"{_ONE_CLOCK}(?: ?(?:->|[-–—~〜→]) ?{_ONE_CLOCK})?")
_MILITARY = re.compile(r"(?:[01][0-9]|2[0-3])[0-5][0-9]$")
_RELATIVE = re.compile(r"(?:T ?[+-]|\+)[0-9]{1,4}(?::[0-9]{2}){0,2} ?(?:sec|min|s|m|h|d)?\b")
_DATE = re.compile(
    r"[0-9]{4}([-/.])[0-9]{1,2}\1[0-9]{1,2}(?![0-9])|[0-9]{1,2}([-/.])[0-9]{1,2}\2(?:[0-9]{4}|[0-9]{2})(?![0-9])"
    r"|[0-9]{4}年 ?[0-9]{1,2}月 ?[0-9]{1,2}日"
)
_SHORT_DAY = re.compile(r"[0-9]{1,2}[-/][0-9]{1,2}(?![0-9/.-])|[0-9]{1,2}月 ?[0-9]{1,2}日")
_NAMED_DAY = re.compile(
    r"(?:(?P<before>[^\W\d_]{3,10})\.?[ -][0-9]{1,2}(?:st|nd|rd|th|\.)?(?:[-–][0-9]{1,2})?(?![0-9]|:[0-9])"
    r"|[0-9]{1,2}(?:st|nd|rd|th|\.)?[ -](?:of )?(?P<after>[^\W\d_]{3,10})\.?)(?P<year>,?[ -][0-9]{4}(?![0-9]))?"
)
_ZONE = re.compile(r"\(?(?:(?:UTC|GMT)[+-][0-9]{1,2}(?::?[0-9]{2})?|[+-][0-9]{2}:?[0-9]{2}(?![0-9])|[A-Z]{1,5}\b)\)?")
_WORD = re.compile(r"[^\W\d_]{2,15}\b\.?|~")
_BETWEEN = re.compile(r"[ ,/]*(?:T(?=[0-9]))?")
_AFTER_DAY = re.compile(r" *[-–:] *(?=[0-9])")
_BRACKETED = re.compile(r"[\[(](?P<inside>[^\[\]()]{3,40})[\])]")
_SEPARATOR = re.compile(r"\s*(?:(?:->|=>|[:：,;|→–—-])\s*)+|\s+|$")
_ANY_TIME = re.compile(r"[0-9]{2}[:.]?[0-9]{2}")
_LAST = re.compile(r"(?P<event>[^\W\d][^\d]{1,58}?)(?P<mark>\s*[:：–—-]\s*|\s+)(?P<time>[0-9].*)$")


@dataclass(frozen=True, slots=True)
class Timed:
    """A time, and what the text says beside it."""

    time: str
    event: str
    is_day: bool
    """It names a day and no time of it."""


@dataclass(slots=True)
class _Scan:
    """How far a text was read as a time, and what it named by then."""

    text: str
    end: int = 0
    clock: bool = False
    zoned: bool = False
    dated: bool = False
    """A day is named with its year."""
    named: bool = False
    """A day is named in words."""

    @property
    def is_whole(self) -> bool:
        """Whether nothing else is left."""
        return not self.text[self.end :].strip(" .")


def read_opening(text: str) -> Timed | None:
    """The time that a text opens with; the event is empty where there is nothing else."""
    bracketed = _BRACKETED.match(text)
    if bracketed is not None:
        scan = _scan(bracketed["inside"].strip())
        known = scan.is_whole and (scan.clock or scan.dated)
        return _timed(scan, text[bracketed.end() :].lstrip(" :–—-")) if known else None
    scan = _scan(text[:_LONGEST])
    separator = _SEPARATOR.match(text, scan.end)
    if not scan.end or separator is None:
        return None
    # A day without a year is one only where something sets it off: `3 May: down`, not `3 may be down`.
    set_off = scan.named and bool(separator.group().strip() or not text[separator.end() :])
    return _timed(scan, text[separator.end() :]) if scan.clock or scan.dated or set_off else None


def read_closing(text: str) -> Timed | None:
    """The time that ends a text of a few words: `Fault detected 2026-11-03 09:12`, `Resolved: 10:32`."""
    found = _LAST.match(text) if len(text) <= _LONGEST else None
    if found is None:
        return None
    scan = _scan(found["time"])
    if scan.dated and not scan.clock and _MILITARY.match(scan.text, scan.end + 1):
        scan.clock, scan.end = True, len(scan.text)
    event = _without_filler(found["event"])
    if not (scan.is_whole and scan.clock and event and (scan.dated or found["mark"].strip())):
        return None
    return Timed(time=scan.text[: scan.end], event=event, is_day=False)


def has_time(text: str) -> bool:
    """Whether a text may name a time at all, which is quickly seen."""
    return _ANY_TIME.search(text) is not None


def _timed(scan: _Scan, rest: str) -> Timed:
    return Timed(time=scan.text[: scan.end].strip(), event=rest.strip(), is_day=not scan.clock)


def _without_filler(text: str) -> str:
    """The text without `at` or `on` at its end."""
    head, _, last = text.rpartition(" ")
    return head.strip() if fold(last) in words("around_times") else text.strip()


def _scan(text: str) -> _Scan:
    scan = _Scan(text)
    position: int | None = 0
    while position is not None:
        between = _BETWEEN.match(text, position)
        start = between.end() if between else position
        position = next((end for read in _READERS if (end := read(scan, start)) is not None), None)
    return scan


def _clock(scan: _Scan, start: int) -> int | None:
    joined = _AFTER_DAY.match(scan.text, start) if scan.dated or scan.named else None
    start = joined.end() if joined else start
    found = None if scan.clock else _CLOCK.match(scan.text, start) or _RELATIVE.match(scan.text, start)
    if found is None:
        return None
    scan.clock, scan.end = True, found.end()
    return scan.end


def _date(scan: _Scan, start: int) -> int | None:
    found = None if scan.dated or scan.named else _DATE.match(scan.text, start)
    if found is None:
        return None
    scan.dated, scan.end = True, found.end()
    return scan.end


def _named_day(scan: _Scan, start: int) -> int | None:
    found = None if scan.dated or scan.named else _NAMED_DAY.match(scan.text, start)
    if found is None or fold(found["before"] or found["after"]) not in months():
        return None
    scan.named, scan.dated, scan.end = True, found["year"] is not None, found.end()
    return scan.end


def _short_day(scan: _Scan, start: int) -> int | None:
    """`10/30`, which is a day before a clock alone."""
    found = None if start else _SHORT_DAY.match(scan.text)
    return found.end() if found else None


def _zone(scan: _Scan, start: int) -> int | None:
    found = _ZONE.match(scan.text, start) if scan.clock and not scan.zoned else None
    name = found.group().strip("()") if found else ""
    if found is None or (name.isalpha() and fold(name) not in _zones()):
        return None
    scan.zoned, scan.end = True, found.end()
    return scan.end


def _filler(scan: _Scan, start: int) -> int | None:
    """A weekday, or a word that says nothing; it is part of the time only where more of it follows."""
    found = _WORD.match(scan.text, start)
    word = fold(found.group()).rstrip(".") if found else ""
    known = word in weekdays() or word in words("around_times") or word in words("beside_times") or word == "~"
    return found.end() if found and known else None


@cache
def _zones() -> frozenset[str]:
    return words("loose_zones") | frozenset(meanings("zones"))


_READERS: tuple[Callable[[_Scan, int], int | None], ...] = (_clock, _date, _named_day, _short_day, _zone, _filler)
"""From a place in the text each reads one part of a time and says where it ends, or None."""
