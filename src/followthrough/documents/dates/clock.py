"""Times of day and zones: `09:12`, `9:12 AM PST`, `14h30`, `09:12:05Z`, `09:12 (UTC+2)`.

A zone counts only where its abbreviation means one thing, or where it is a place of the time zone database; any other
leaves the time without an offset.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from followthrough.documents.dates.words import fold, longest_first, meanings, words

_CLOCK = re.compile(
    r"(?<![0-9:.])(?:(?<![a-z])t)?(?P<h>[0-9]{1,2})(?:[:h](?P<m>[0-9]{2})(?::(?P<s>[0-9]{2})(?:[.,][0-9]{1,9})?)?)?"
    r"(?: ?(?P<half>a\.?m\.?|p\.?m\.?)(?![a-z]))?(?![0-9:])"
)
_MILITARY = re.compile(r"(?<![0-9:])(?P<h>[01][0-9]|2[0-4])(?P<m>[0-5][0-9])(?= ?(?:z|utc|gmt|hrs|h|uhr)\b)")
# The dashes inside a date are no signs.
_OFFSET = re.compile(
    r"(?<![0-9])(?:(?:utc|gmt) ?)?(?P<sign>[+-])(?P<h>[0-9]{1,2})(?::?(?P<m>[0-9]{2}))?(?![0-9:]|-[0-9])"
)
_PLACE = re.compile(r"[a-z_]{2,20}/[a-z_]{2,30}(?:/[a-z_]{2,30})?")
_WORD = re.compile(r"[a-z]+")
_MOST_OFFSET = 14 * 60
_NOON = 12
_HOURS, _MINUTES, _SECONDS = 24, 60, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A time of day."""

    hour: int
    """0 to 24; 24 is the midnight that ends the day."""
    minute: int = 0
    second: int = 0
    half: str | None = None
    """`a` or `p` where the text says am or pm; the hour is then still as written."""

    def seconds(self, half: str | None = None) -> int:
        """Seconds since midnight, in the half of the day that is stated, else in `half`."""
        hour = self.hour
        side = self.half or half
        if side and 1 <= hour <= _NOON:
            hour = hour % _NOON + (_NOON if side == "p" else 0)
        return (hour * _MINUTES + self.minute) * _MINUTES + self.second


def find_clock(text: str) -> tuple[Clock, str] | None:
    """The first time of day in a folded text, and the text without it; None where there is none."""
    for pattern in (_CLOCK, _MILITARY):
        for found in pattern.finditer(text):
            clock = _clock(found)
            if clock is not None:
                return clock, text[: found.start()] + " " + text[found.end() :]
    return None


def find_zone(text: str) -> tuple[int | None, bool, str]:
    """Minutes east of Greenwich, whether any zone is named, and the folded text without its name."""
    offset = _OFFSET.search(text)
    if offset is not None:
        minutes = int(offset["h"]) * _MINUTES + int(offset["m"] or 0)
        if minutes <= _MOST_OFFSET and int(offset["m"] or 0) < _MINUTES:
            rest = " ".join(word for word in _cut(text, offset).split() if word not in meanings("zones"))
            return (-minutes if offset["sign"] == "-" else minutes), True, rest
    for word in _WORD.finditer(text):
        if word.group() in meanings("zones"):
            return int(meanings("zones")[word.group()]), True, _cut(text, word)
    for phrase in longest_first("loose_zones"):
        loose = re.search(rf"\b{re.escape(phrase)}\b", text) if phrase in text else None
        if loose is not None:
            return None, True, _cut(text, loose)
    loose = _PLACE.search(text)
    return None, loose is not None, _cut(text, loose) if loose else text


def find_place(text: str) -> str | None:
    """The place of the time zone database that a folded text names (`europe/berlin`), as the database spells it."""
    found = _PLACE.search(text)
    return "/".join(part.title() for part in found.group().split("/")) if found else None


def offset_at(place: str, moment: datetime) -> int | None:
    """Minutes east of Greenwich at a place at its local time; None where the database knows no such place."""
    try:
        offset = ZoneInfo(place).utcoffset(moment)
    except (ZoneInfoNotFoundError, ValueError, OSError, OverflowError):
        return None
    return round(offset.total_seconds() / _SECONDS) if offset is not None else None


def is_filler(text: str) -> bool:
    """Whether nothing is left of a folded text but words that say nothing, and brackets."""
    rest = re.sub(r"\([^()]*\)|\[[^\[\]]*\]", " ", text)
    return all(word in words("around_times") for word in fold(re.sub(r"[^\w?]+", " ", rest)).split())


def _clock(found: re.Match[str]) -> Clock | None:
    parts = found.groupdict()
    hour, minute, second = int(parts["h"]), int(parts["m"] or 0), int(parts.get("s") or 0)
    half = (parts.get("half") or "")[:1] or None
    if parts["m"] is None and half is None:
        return None
    if half and not 1 <= hour <= _NOON:
        return None
    if (hour, minute, second) > (_HOURS, 0, 0) or minute >= _MINUTES or second >= _MINUTES:
        return None
    return Clock(hour=hour, minute=minute, second=second, half=half)


def _cut(text: str, found: re.Match[str]) -> str:
    return text[: found.start()] + " " + text[found.end() :]
