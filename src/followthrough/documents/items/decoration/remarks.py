"""The words of a remark beside an item: `Owner: Alice, due 1 Dec`, `@alice, P1`, `done` → facts.

A remark is taken only where every part of it is understood; one that is not stays in the item's words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from followthrough.documents.dates.days import find_date, read_date
from followthrough.documents.items.decoration.pairs import read_pairs
from followthrough.documents.items.decoration.window import Setting
from followthrough.documents.outline.inline import Inline
from followthrough.documents.phrases.people import is_first_name, is_handle, is_name, is_team, split_people
from followthrough.documents.phrases.placeholders import is_date_mask, is_placeholder
from followthrough.documents.phrases.tickets import find_tickets, is_ticket_url
from followthrough.documents.recall import remembered
from followthrough.documents.vocabulary import Vocabulary, fold

Facts = tuple[tuple[str, str], ...]

LABELLED = frozenset({"owner", "due", "status", "priority", "ticket", "category", "id", "completed", "details"})
_PARTS = re.compile(r"\s*[;|、·•]\s*|\s*,\s+|\s+[-–—]\s+")
_LABEL = re.compile(r"\s*(?P<label>[^\W\d_][^:：,;|]{0,30}?)\s*[:：]\s*(?P<value>.*)$", re.DOTALL)
_CATEGORISED = re.compile(r"(?P<label>[^\W\d_]{2,20})\s?[:：]\s+(?P<value>[^.。:：]{2,40})[.。]\s+(?=[^\W\d_]+\s)")
_ENUMERATED = re.compile(r"\s*[,;]\s+")
_DAY_AND_MONTH = re.compile(
    r"\d{1,2}(?:st|nd|rd|th|\.)? (?:of )?[^\W\d_]{3,9}\.?|[^\W\d_]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?"
)
_WORD_EDGE = re.compile(r"[\s,.;:(（\[/–—-]")
_LONGEST_STATED = 80
_LONGEST_NUMBER = 4
"""Digits that may count items; more of them number a case of somebody else's."""
_LONGEST_REMARK = 2000
_SOME_DAY = date(2024, 1, 1)


def read_remark(text: str, setting: Setting) -> Facts | None:
    """The facts of a remark, none of keys without values; None where any part of it says something else."""
    if len(text) > _LONGEST_REMARK:
        return None
    pairs = read_pairs(text, setting.words)
    if pairs:
        return _read_pairs(pairs, setting)
    facts: list[tuple[str, str]] = []
    parts = tuple(_parts(text))
    dated = len(parts) > 1 and any(_is_time(part, setting) for part in parts)
    stated = len(parts) > 1 and any(part in setting.words.statuses or _is_ticket(part, setting) for part in parts)
    for part in parts:
        found = _read_part(part, setting, dated=dated)
        if found is None and stated and is_first_name(part, setting.words):
            found = (("owner", part),)
        if found is None and facts and facts[-1][0] == "owner" and is_name(part, setting.words):
            found = (("owner", part),)
        if found is None:
            return None
        facts.extend(found)
    return tuple(facts) if facts else None


def _read_pairs(pairs: Iterable[tuple[str, str]], setting: Setting) -> Facts | None:
    """The facts of keys and values, none for a key without a value; None where a key is no field of an item."""
    found = [labelled(key, value, setting) for key, value in pairs]
    return None if None in found else tuple(fact for facts in found for fact in facts or ())


def labelled(label: str, value: str, setting: Setting) -> Facts | None:
    """The fact of a labelled value; None where the label is not one of an item's own fields."""
    kind, said = label_kind(label, setting.words), value.strip()
    if kind is None or (kind == "status" and label in setting.words.statuses and not _answers(said, setting)):
        return None
    if kind == "status" and setting.words.statuses.meaning(label) == "done" and is_date(said, setting):
        return (("status", label),)
    if kind == "id" and said.isdigit() and len(said) > _LONGEST_NUMBER:
        return None
    return _facts_of(kind, label, said, setting) if said and said not in setting.words.nothing else ()


def _facts_of(kind: str, label: str, value: str, setting: Setting) -> Facts:
    match kind:
        case "due":
            return (("due", _without_remark(value, setting)),)
        case "completed":
            return (("status", label),)
        case "owner":
            return _owner_and_more(value, setting)
        case "ticket":
            tickets = find_tickets(Inline(value), setting.words)
            return tuple(("own_ticket", ticket.text) for ticket in tickets) or (("own_ticket", value),)
        case _:
            return ((kind, value),)


def _owner_and_more(value: str, setting: Setting) -> Facts:
    """The owner of a labelled value, and what else stands behind a comma: `Alice, due 1 Dec`."""
    first, *rest = _ENUMERATED.split(value) if len(value) <= _LONGEST_REMARK else [value]
    names, more = [first], list[tuple[str, str]]()
    for part in rest:
        found = _read_part(part, setting, dated=False)
        if found is None or any(kind == "owner" for kind, _ in found):
            names.append(part)
        else:
            more.extend(found)
    return (("owner", ", ".join(names) if more else value), *more)


def _answers(value: str, setting: Setting) -> bool:
    """Whether a value answers a label such as `Done:`; what else stands behind it is an item's own words."""
    return value in setting.words.statuses or is_date(value, setting)


def _without_remark(value: str, setting: Setting) -> str:
    """A deadline without the brackets behind it."""
    bare = re.split(r"\s*[（(]", value.strip(), maxsplit=1)[0]
    return bare if bare and is_due(bare, setting) else value.strip()


def categorised(text: str, setting: Setting) -> re.Match[str] | None:
    """The category that a text opens with as a sentence of its own, words behind it: `Category: Code fix. Cap …`."""
    found = _CATEGORISED.match(text)
    is_one = found is not None and label_kind(found["label"], setting.words) == "category"
    return found if is_one and "category" not in setting.skip else None


def label_kind(label: str, words: Vocabulary) -> str | None:
    """Which of an item's fields a label names."""
    kind = words.columns.meaning(label)
    return kind if kind in LABELLED else None


@remembered(2048)
def status_of(text: str, words: Vocabulary) -> str | None:
    """What a status says: `done`, `open` or `dropped`; the word may be followed by a remark (`Done, see #7`)."""
    said = text.strip()[:_LONGEST_STATED]
    found = words.statuses.meaning(said)
    if found:
        return found
    if says_done(said, words):
        return "done"
    heads = [said[: match.start()] for match in _WORD_EDGE.finditer(said)][:4]
    meanings = (words.statuses.meaning(head) for head in reversed(heads) if fold(head) not in words.answers)
    return next((meaning for meaning in meanings if meaning), None)


def says_done(text: str, words: Vocabulary) -> bool:
    """Whether a remark says in a few words, and no more, that something is done: `this has already been done`."""
    led = _stated(words.leads["status"]).match(text)
    return led is not None and led["said"] not in words.answers and words.statuses.meaning(led["said"]) == "done"


@lru_cache(maxsize=8)
def _stated(leads: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{leads})\s+(?P<said>[^\s,.;:(（\[/–—]+)\s*(?:[,.;:(（\[/–—]|$)", re.IGNORECASE)


def is_date(text: str, setting: Setting) -> bool:
    """Whether a text is a date, a span or a date that may be two."""
    read = read_date(text, anchor=None, order=setting.order)
    return read.date is not None or read.span is not None or len(read.alternatives) > 1


def is_due(text: str, setting: Setting) -> bool:
    """Whether a text promises a time, counted from a day that is not known here, or is where a template wants one."""
    told = is_date(text, setting) or read_date(text, anchor=_SOME_DAY, order=setting.order).date is not None
    return told or is_date_mask(text)


def _is_time(part: str, setting: Setting) -> bool:
    """Whether a part is a date, or led to by a word such as `by`."""
    led = lead_to(setting.words.leads["due"]).match(part)
    return _is_day(part, setting) or (led is not None and is_due(led["value"], setting))


def _is_day(part: str, setting: Setting) -> bool:
    """Whether a bare part is a date, one without a year too: `9 Oct`."""
    return is_date(part, setting) or (_DAY_AND_MONTH.fullmatch(part) is not None and is_due(part, setting))


def opens_with_time(text: str, setting: Setting) -> bool:
    """Whether a text promises a time with its first words: not `overwriting 2026-12-01`."""
    written = find_date(text, order=setting.order)
    place = text.find(written.text) if written else 0
    return is_due(text, setting) and (place <= 0 or is_due(f"{text[:place].strip()} 2 days", setting))


@lru_cache(maxsize=16)
def lead_to(leads: str) -> re.Pattern[str]:
    """The pattern of a lead and of the value it leads to."""
    return re.compile(rf"(?:{leads})\s+(?P<value>\S.*)$", re.IGNORECASE)


def _parts(text: str) -> Iterator[str]:
    """The parts of a remark; a comma inside a date (`Dec 1, 2026`) does not cut."""
    parts = [part.strip() for part in _PARTS.split(text) if part.strip()]
    index = 0
    while index < len(parts):
        part = parts[index]
        if index + 1 < len(parts) and re.fullmatch(r"\d{4}", parts[index + 1]):
            part, index = f"{part}, {parts[index + 1]}", index + 1
        index += 1
        yield part


def _read_part(part: str, setting: Setting, *, dated: bool) -> Facts | None:
    label = _LABEL.match(part)
    if label and not is_ticket_url(part) and not part.startswith(("http:", "https:")):
        facts = labelled(label["label"], label["value"], setting)
        if facts is not None:
            return facts
    due, assigned = (lead_to(setting.words.leads[kind]).match(part) for kind in ("due", "owner"))
    if due and is_due(due["value"], setting):
        return (("due", due["value"]),)
    if assigned:
        return (("owner", part if is_placeholder(part, setting.words) else assigned["value"]),)
    return _read_bare(part, setting, dated=dated)


def _read_bare(part: str, setting: Setting, *, dated: bool) -> Facts | None:
    """A part without a label: a date, a status, a priority, a ticket, a handle or a known name."""
    if part in setting.words.priorities:
        return (("priority", part),)
    if status_of(part, setting.words) and len(part) <= _LONGEST_STATUS:
        return (("status", part),)
    if _is_ticket(part, setting):
        return tuple(("own_ticket", ticket.text) for ticket in find_tickets(Inline(part), setting.words))
    if _is_day(part, setting):
        return (("due", part),)
    names = split_people(part)
    if names and all(is_owner(name, setting) or (dated and is_name(name, setting.words)) for name in names):
        return tuple(("owner", name) for name in names)
    return None


def _is_ticket(part: str, setting: Setting) -> bool:
    tickets = find_tickets(Inline(part), setting.words)
    is_whole = bool(tickets) and tickets[0].start == 0 and tickets[-1].end == len(part)
    return is_whole and setting.rows.isdisjoint(ticket.text for ticket in tickets)


def is_owner(name: str, setting: Setting) -> bool:
    """Whether a bare name is that of somebody: a handle, a team, or known to the document or the config."""
    return is_handle(name) or fold(name) in setting.people or is_team(name, setting.words)


_LONGEST_STATUS = 40
