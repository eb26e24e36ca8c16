"""Dates as people write them → days.

Whatever is not certain is said to be so, never guessed: two orders of day and month, a day the calendar does not have,
words that are no date, and what a template left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from typing import TypeAlias

from followthrough.documents.dates import spans
from followthrough.documents.dates.periods import read_period
from followthrough.documents.dates.readings import UNPLACED, DayReading
from followthrough.documents.dates.words import fold, longest_first, weekdays, words
from followthrough.documents.dates.written import Written, find_written
from followthrough.documents.dates.yearless import read_yearless
from followthrough.documents.recall import remembered
from followthrough.documents.rules import DateOrder
from followthrough.model import Span

_LONGEST = 200
_STRUCK = re.compile(r"~~[^~]*~~")
_BRACKETED = re.compile(r"[\[<{]+ ?(?P<inside>[^\[\]<>{}]*?) ?[\]>}]+")
_PATTERN = re.compile(r"(?=.*(?:yy|mm|dd|xx))[0-9ymdhsxtz/.:, -]+")
_TIME = re.compile(r",? (?:at |@ ?)?[0-9]{1,2}(?::[0-9]{2}| ?[ap]\.?m\b).*")
_WORD = re.compile(r"[^\W_]+")
_REMARK = re.compile(r" ?[(\[;、。]| - | -> | → | / |, |(?<![0-9])\.$")

# A field of its own name hides the type inside a class.
Day: TypeAlias = date


class Problem(StrEnum):
    """Why a text gives no day."""

    AMBIGUOUS = "ambiguous"
    """It may be one of several; `alternatives` has them."""
    IMPOSSIBLE = "impossible"
    """The calendar has no such day."""
    NOT_A_DATE = "not_a_date"
    PLACEHOLDER = "placeholder"
    """A template left it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadDate:
    """What a text says about a day."""

    text: str
    date: Day | None = None
    problem: Problem | None = None
    """None too where only an anchor is missing: `2 weeks`, `1 Dec`."""
    span: Span | None = None
    """The length of time that was named, counted from the anchor."""
    alternatives: tuple[Day, ...] = ()
    is_period: bool = False
    """Whether a month, a quarter or the like was named; `date` is its last day."""

    @property
    def why(self) -> str:
        """What is wrong, as the end of a sentence that opens with the text; empty where nothing is."""
        if self.problem is Problem.AMBIGUOUS:
            return "may be " + " or ".join(day.isoformat() for day in self.alternatives)
        return _WHY[self.problem]


_WHY = {
    None: "",
    Problem.IMPOSSIBLE: "is no day of the calendar",
    Problem.NOT_A_DATE: "is not a date",
    Problem.PLACEHOLDER: "is a placeholder of the template",
}


@remembered(4096)
def read_date(text: str, *, anchor: date | None, order: DateOrder | None) -> ReadDate:
    """The day that a whole cell or field names, with or without a remark beside it.

    Relative and year-less ones count from the anchor, the incident's day; a range counts as its first day.
    """
    plain = fold(_STRUCK.sub(" ", text)).strip(" *_`\"',;:") if len(text) <= _LONGEST else text
    bracketed = _BRACKETED.fullmatch(plain)
    inside = bracketed["inside"] if bracketed else plain
    if inside in words("placeholders") or _PATTERN.fullmatch(inside) or _PATTERN.fullmatch(_head(inside)):
        return ReadDate(text=text, problem=Problem.PLACEHOLDER)
    reading = next(_readings(inside, anchor, order), None)
    if reading is None:
        return ReadDate(text=text, problem=Problem.PLACEHOLDER if bracketed else Problem.NOT_A_DATE)
    return _result(text, reading)


def find_date(text: str, *, order: DateOrder | None) -> ReadDate | None:
    """The first day with its year that stands written out in a title, a file name or a sentence; `text` is how."""
    found = (one for one in find_written(text, order) if one.days or not _may_be_a_version(one))
    first = next(found, None)
    return _result(first.text, DayReading(days=first.days)) if first else None


@remembered(1024)
def horizon(text: str) -> Span | None:
    """The time within which a heading promises its actions: `Immediate Actions (Next 24 hours)` is one day."""
    return spans.find_horizon(text)


def _result(text: str, reading: DayReading) -> ReadDate:
    if not reading.placed:
        return ReadDate(text=text, span=reading.span)
    if not reading.days:
        return ReadDate(text=text, problem=Problem.IMPOSSIBLE, span=reading.span)
    if len(reading.days) > 1:
        return ReadDate(text=text, problem=Problem.AMBIGUOUS, alternatives=reading.days)
    return ReadDate(text=text, date=reading.days[0], span=reading.span, is_period=reading.is_period)


def _readings(text: str, anchor: date | None, order: DateOrder | None) -> Iterator[DayReading]:
    """What the text may be read as, the surest first: whole, then without its remark, then a day anywhere in it.

    A day written out in the remark is surer than one that has to be reckoned: `2 weeks (14 Nov 2026)`.
    """
    if len(text) <= _LONGEST:
        body = _TIME.sub("", _bare(text)) or text
        head = _bare(_head(body))
        yield from _whole(body, anchor, order)
        yield from (one for one in _whole(head, None, order) if one.placed)
        yield from _anywhere(text, order)
        yield from _whole(head, anchor, order)
    else:
        yield from _anywhere(text, order)


def _whole(text: str, anchor: date | None, order: DateOrder | None) -> Iterator[DayReading]:
    for written in find_written(text, order):
        if (written.start, written.end) == (0, len(text)):
            yield DayReading(days=written.days)
    period = read_period(text, anchor)
    ends = replace(period, is_period=True) if period else None
    for reading in (read_yearless(text, anchor, order), ends, _relative(text, anchor)):
        if reading is not None:
            yield reading


def _relative(text: str, anchor: date | None) -> DayReading | None:
    span = spans.read_span(text)
    if span is not None:
        return DayReading.of(spans.add(anchor, span), span=span) if anchor else DayReading(span=span, placed=False)
    workdays = spans.read_workdays(text)
    if workdays is None:
        return None
    return DayReading.of(spans.add_workdays(anchor, workdays)) if anchor else UNPLACED


def _anywhere(text: str, order: DateOrder | None) -> Iterator[DayReading]:
    """The first day written out, unless the words before it say that it is something else than a deadline."""
    written = next(find_written(text, order), None)
    if written is None:
        return
    before = " ".join(["", *_WORD.findall(text[: written.start]), ""])
    if not any(f" {word} " in before for word in words("not_due_after")):
        yield DayReading(days=written.days)


def _bare(text: str) -> str:
    """The text without `by`, `due:` and a weekday in front of it."""
    rest = text
    while rest.startswith(_fronts()):
        front = next(one for one in _fronts() if rest.startswith(one))
        after = rest[len(front) :]
        if not after.lstrip(" .,:") or after[0] not in " .,:":
            return rest
        rest = after.lstrip(" .,:")
    return rest


@cache
def _fronts() -> tuple[str, ...]:
    return (*longest_first("before"), *sorted(weekdays(), key=len, reverse=True))


def _head(text: str) -> str:
    """What stands before a remark."""
    return _REMARK.split(text, maxsplit=1)[0].strip()


def _may_be_a_version(written: Written) -> bool:
    return written.text.count(".") > 1
