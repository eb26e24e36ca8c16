"""Decorations at an item's end: `(Owner: Alice)`, `— @bob, due 1 Dec`, `#12`, `- DONE`."""

from __future__ import annotations

import re
from functools import lru_cache

from followthrough.documents.items.decoration.label_endings import trailing_labels
from followthrough.documents.items.decoration.pictographs import trailing_sign
from followthrough.documents.items.decoration.remarks import is_due, opens_with_time, read_remark, says_done
from followthrough.documents.items.decoration.window import Peel, Peeler, Setting, Window
from followthrough.documents.phrases.people import is_first_name, is_handle, is_person, split_people
from followthrough.documents.phrases.tickets import Ticket
from followthrough.documents.vocabulary import Vocabulary, fold

_GROUP = re.compile(
    r"(?:[(（](?P<round>[^()（）]{1,200})[)）]|[\[【](?P<square>[^\[\]【】]{1,200})[\]】])\s*[.。]?\s*$"
)
_HANDLES = re.compile(
    r"(?:^|(?<=[\s,;/&]))@[A-Za-z0-9][\w./-]*(?:(?:\s*[,/&+]\s*|\s+(?:and\s+)?)@[A-Za-z0-9][\w./-]*)*\s*\.?\s*$"
)
_SEGMENT = re.compile(r"(?:\s+[-–—|·•]{1,3}\s+|[;|]\s*|,\s+|——|\s—|。\s*|\s?[:：]\s+)(?=\S)")
_DASHES = frozenset({"-", "–", "—", "——", "--"})
_BRACKETS = (("(", ")"), ("[", "]"), ("（", "）"))
_COLONS = frozenset({":", "："})
_MOST_STATUS_WORDS = 4
_LONGEST_TAIL = 300


def trailing_group(window: Window, setting: Setting) -> Peel | None:
    """A last pair of brackets whose every word is understood."""
    found = _GROUP.search(window.text, max(0, len(window.text) - _LONGEST_TAIL))
    if found is None or not window.text[: found.start()].strip():
        return None
    inner = (found["round"] or found["square"]).strip()
    start = window.start + found.start()
    linked = [ticket for ticket in window.tickets if start < ticket.start and ticket.end <= window.end]
    if linked and _only_names_tickets(inner, linked, window, setting):
        return Peel(start=window.start, end=start, facts=tuple(("own_ticket", ticket.text) for ticket in linked))
    facts = read_remark(inner, setting)
    return Peel(start=window.start, end=start, facts=facts) if facts is not None and _wanted(facts, setting) else None


def trailing_ticket(window: Window, setting: Setting) -> Peel | None:
    """A ticket that ends the text, with the words that only lead to it; words that are the item's own stay."""
    text = window.text.rstrip(" .。)")
    end = window.start + len(text)
    ticket = next((one for one in reversed(window.tickets) if window.start <= one.start < one.end == end), None)
    if ticket is None:
        return None
    own = (("own_ticket", ticket.text),)
    words = window.inline.text[ticket.start : ticket.end]
    before = window.inline.text[window.start : ticket.start]
    cut = _lead_in(setting.words.leads["ticket"]).search(before, max(0, len(before) - 60))
    kept = before[: cut.start()] if cut else before
    if not kept.strip() or not _is_tracker_words(words, setting) or _goes_on(kept, setting):
        return None
    return Peel(start=window.start, end=window.start + len(kept), facts=own)


def trailing_handles(window: Window, setting: Setting) -> Peel | None:
    """One or more @handles that end the text."""
    if "owner" in setting.skip or "@" not in window.text:
        return None
    found = _HANDLES.search(window.text, max(0, len(window.text) - _LONGEST_TAIL))
    if found is None or not window.text[: found.start()].strip():
        return None
    names = re.findall(r"@[A-Za-z0-9](?:[\w./-]*\w)?", found.group())
    before = window.text[: found.start()].rstrip()
    return Peel(start=window.start, end=window.start + len(before), facts=tuple(("owner", name) for name in names))


def trailing_sentence(window: Window, setting: Setting) -> Peel | None:
    """A last sentence of a few words that says only that it is done: `. Done in #12.`, `. This has been done`."""
    text = window.text.rstrip(" .。")
    cut = text.rfind(". ")
    said = text[cut + 1 :].strip()
    if cut < 1 or "status" in setting.skip or not (_opens_done(said, setting) or says_done(said, setting.words)):
        return None
    return Peel(start=window.start, end=window.start + cut + 1, facts=(("status", said),))


def trailing_due(window: Window, setting: Setting) -> Peel | None:
    """`by 1 Dec`, `due next week` at the end, where it is a time."""
    text = window.text.rstrip(" .。")
    for found in _due(setting.words.leads["due"]).finditer(text, max(0, len(text) - 60)):
        if "due" not in setting.skip and text[: found.start()].strip() and opens_with_time(found["value"], setting):
            return Peel(start=window.start, end=window.start + found.start(), facts=(("due", found["value"].strip()),))
    return None


def trailing_segment(window: Window, setting: Setting) -> Peel | None:
    """What follows the last dash, bar or comma, where every word of it is understood."""
    text = window.text.rstrip(" .。")
    cuts = list(_SEGMENT.finditer(text, max(0, len(text) - _LONGEST_TAIL)))
    for cut in cuts[-4:]:
        if not text[: cut.start()].strip():
            continue
        rest, sign = text[cut.end() :], cut.group().strip()
        facts = read_remark(rest, setting) or (_names(rest, setting) if sign in _DASHES else None)
        if sign in _COLONS and rest not in setting.words.statuses:
            continue
        if facts is not None and _wanted(facts, setting) and not _is_loose(facts, cut.group(), setting.words):
            return Peel(start=window.start, end=window.start + cut.start(), facts=facts)
    return None


def trailing_state(window: Window, setting: Setting) -> Peel | None:
    """A state marker that ends the text (`DONE`, `✅`), set off by a sign or by its capitals."""
    text = window.text.rstrip(" .。")
    for marker in setting.words.state_markers if text.endswith(setting.words.state_markers) else ():
        before = text[: len(text) - len(marker)]
        if text.endswith(marker) and before.strip() and _stands_alone(before, marker):
            return Peel(start=window.start, end=window.start + len(before.rstrip()), facts=(("status", marker),))
    return None


ENDINGS: tuple[Peeler, ...] = (
    trailing_group,
    trailing_ticket,
    trailing_sign,
    trailing_handles,
    trailing_labels,
    trailing_state,
    trailing_sentence,
    trailing_due,
    trailing_segment,
)


@lru_cache(maxsize=8)
def _due(leads: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|[\s,;(–—-])(?:{leads})\s+(?P<value>[^,;()]{{2,32}}(?:,\s\d{{4}})?)$", re.IGNORECASE)


@lru_cache(maxsize=8)
def _lead_in(leads: str) -> re.Pattern[str]:
    return re.compile(rf"(?:(?:[\s(\[,;–—/-]|^)(?:{leads})\s*:?\s*|[\s(\[:,;–—-]|\s[/&+]\s)+$", re.IGNORECASE)


def _opens_done(said: str, setting: Setting) -> bool:
    """Whether a few words open with one for what is done: `Fixed last week`."""
    first = said.split(" ", 1)[0]
    is_short = 0 < len(said.split()) <= _MOST_STATUS_WORDS
    return is_short and fold(first) not in setting.words.verbs and setting.words.statuses.meaning(first) == "done"


def _names(text: str, setting: Setting) -> tuple[tuple[str, str], ...] | None:
    """The people whom a segment behind a dash consists of, where people are known to be called so."""
    names = split_people(text)
    known = bool(names) and all(is_first_name(name, setting.words) for name in names)
    return tuple(("owner", name) for name in names) if known and not is_due(text, setting) else None


def _wanted(facts: tuple[tuple[str, str], ...], setting: Setting) -> bool:
    return not any(kind in setting.skip for kind, _ in facts)


def _only_names_tickets(inner: str, tickets: list[Ticket], window: Window, setting: Setting) -> bool:
    rest = inner
    for ticket in tickets:
        words = window.inline.text[ticket.start : ticket.end]
        if not _is_tracker_words(words, setting):
            return False
        rest = rest.replace(words, " ", 1)
    return _are_ticket_words(rest, setting)


def _are_ticket_words(text: str, setting: Setting) -> bool:
    return all(fold(part) in setting.words.ticket_words for part in re.findall(r"[^\W\d_]+", text))


def _goes_on(text: str, setting: Setting) -> bool:
    """Whether a text cannot end here, since a bracket is open or its last word leads on."""
    inside = any(text.rfind(first) > text.rfind(last) for first, last in _BRACKETS)
    return inside or text.rsplit(maxsplit=1)[-1].casefold() in setting.words.governing


def _is_tracker_words(words: str, setting: Setting) -> bool:
    """Whether the words of a link name a ticket and nothing else."""
    bare = re.sub(r"https?://\S+|[\w./-]*[#!]\d+|\b[A-Z][A-Z0-9]*-\d+\b|\bT?\d+\b", " ", words).strip(" .:#!()[]")
    return _are_ticket_words(bare, setting)


def _is_loose(facts: tuple[tuple[str, str], ...], cut: str, words: Vocabulary) -> bool:
    """Whether the sign before a segment is too weak for what it says: a comma before a mere name or a word."""
    dated = any(kind == "due" for kind, _ in facts)
    return cut.strip() == "," and any(
        kind in {"priority", "status"}
        or (kind == "owner" and not is_handle(text) and not (dated and is_person(text, words)))
        for kind, text in facts
    )


def _stands_alone(before: str, marker: str) -> bool:
    if not (marker[0].isascii() and marker[0].isalpha()):
        return True
    bare = before.rstrip()
    if before == bare and bare[-1] not in "-–—:(":
        return False
    return marker.isupper() or bare[-1] in "-–—:;.,(|"
