"""Decorations at an item's end: `(Owner: Alice)`, `— @bob, due 1 Dec`, `#12`, `- DONE`."""

from __future__ import annotations

import re

from followthrough.documents.items.decoration import Peel, Peeler, Setting, Window
from followthrough.documents.items.remarks import is_due, label_kind, read_remark, status_of
from followthrough.documents.people import is_handle
from followthrough.documents.tickets import Ticket

_GROUP = re.compile(
    r"(?:[(（](?P<round>[^()（）]{1,200})[)）]|[\[【](?P<square>[^\[\]【】]{1,200})[\]】])\s*[.。]?\s*$"
)
_HANDLES = re.compile(
    r"(?:^|(?<=[\s,;/&]))@[A-Za-z0-9][\w./-]*(?:(?:\s*[,/&+]\s*|\s+(?:and\s+)?)@[A-Za-z0-9][\w./-]*)*\s*\.?\s*$"
)
_DUE = re.compile(
    r"(?:^|[\s,;(–—-])(?:(?:is\s)?due(?:\s(?:on|by|date|in))?|by|before|until|no\slater\sthan|deadline|eta|bis|fällig(?:\sam)?)\s+(?P<value>[^,;()]{2,32}(?:,\s\d{4})?)$",
    re.IGNORECASE,
)
_SEGMENT = re.compile(r"(?:\s+[-–—|·•]{1,3}\s+|[;|]\s*|,\s+|——|\s—|。\s*)(?=\S)")
_LABEL = re.compile(r"(?:^|(?<=[\s(（\[,;|.、。–—-]))(?P<label>[^\W\d_](?:[^\W_]|[ /-](?=[^\W\d_])){0,24})\s*[:：]")
_LEAD_IN = re.compile(
    r"(?:(?:[\s(\[,;–—-]|^)(?:see|ticket|tickets|issue|issues|tracked\s(?:in|by|at|as|under|with)|tracking(?:\sissue|\sticket)?|github\sissue|pr|pull\srequest|mr|merge\srequest|jira|ref|refs|in|via|under|bug|draft)\s*:?\s*|[\s(\[:,;–—-])+$",
    re.IGNORECASE,
)
_LONGEST_TAIL = 300
_UPPER = re.compile(r"[A-Z]")


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
    return Peel(start=window.start, end=start, facts=facts) if facts and _wanted(facts, setting) else None


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
    cut = _LEAD_IN.search(before, max(0, len(before) - 60))
    kept = before[: cut.start()] if cut else before
    if not kept.strip() or not _is_tracker_words(words, setting):
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
    before = re.sub(
        r"(?:\s+(?:cc|by|for|with|to|and))$", "", window.text[: found.start()].rstrip(), flags=re.IGNORECASE
    )
    return Peel(start=window.start, end=window.start + len(before), facts=tuple(("owner", name) for name in names))


def trailing_labels(window: Window, setting: Setting) -> Peel | None:
    """Labelled values from some point to the end: `Owner: Alice, Due: 1 Dec`."""
    text = window.text
    for found in _LABEL.finditer(text, max(0, len(text) - _LONGEST_TAIL)):
        if not text[: found.start()].strip() or not _sets_off(window, found, setting):
            continue
        facts = _read_labels(text[found.start() :], setting)
        if facts is not None and _wanted(facts, setting):
            return Peel(start=window.start, end=window.start + found.start(), facts=facts)
    return None


def trailing_due(window: Window, setting: Setting) -> Peel | None:
    """`by 1 Dec`, `due next week` at the end, where it is a time."""
    text = window.text.rstrip(" .。")
    for found in _DUE.finditer(text, max(0, len(text) - 60)):
        if "due" not in setting.skip and text[: found.start()].strip() and is_due(found["value"], setting):
            return Peel(start=window.start, end=window.start + found.start(), facts=(("due", found["value"].strip()),))
    return None


def trailing_segment(window: Window, setting: Setting) -> Peel | None:
    """What follows the last dash, bar or comma, where every word of it is understood."""
    text = window.text.rstrip(" .。")
    cuts = list(_SEGMENT.finditer(text, max(0, len(text) - _LONGEST_TAIL)))
    for cut in reversed(cuts[-4:]):
        if not text[: cut.start()].strip():
            continue
        facts = read_remark(text[cut.end() :], setting)
        if facts is not None and _wanted(facts, setting) and not _is_loose(facts, cut.group()):
            return Peel(start=window.start, end=window.start + cut.start(), facts=facts)
    return None


def trailing_state(window: Window, setting: Setting) -> Peel | None:
    """A state marker that ends the text (`DONE`, `✅`), set off by a sign or by its capitals."""
    text = window.text.rstrip(" .。")
    for marker in setting.words.state_markers:
        before = text[: len(text) - len(marker)]
        if text.endswith(marker) and before.strip() and _stands_alone(before, marker):
            return Peel(start=window.start, end=window.start + len(before.rstrip()), facts=(("status", marker),))
    return None


ENDINGS: tuple[Peeler, ...] = (
    trailing_group,
    trailing_ticket,
    trailing_handles,
    trailing_labels,
    trailing_state,
    trailing_due,
    trailing_segment,
)


def _wanted(facts: tuple[tuple[str, str], ...], setting: Setting) -> bool:
    return not any(kind in setting.skip for kind, _ in facts)


def _only_names_tickets(inner: str, tickets: list[Ticket], window: Window, setting: Setting) -> bool:
    rest = inner
    for ticket in tickets:
        words = window.inline.text[ticket.start : ticket.end]
        if not _is_tracker_words(words, setting):
            return False
        rest = rest.replace(words, " ", 1)
    return all(part in setting.words.ticket_words for part in re.findall(r"[^\W\d_]+", rest))


def _is_tracker_words(words: str, setting: Setting) -> bool:
    """Whether the words of a link name a ticket and nothing else."""
    bare = re.sub(r"https?://\S+|[\w./-]*[#!]\d+|\b[A-Z][A-Z0-9]*-\d+\b|\b\d+\b", " ", words).strip(" .:#!()[]")
    return not bare or bare in setting.words.ticket_words


def _sets_off(window: Window, found: re.Match[str], setting: Setting) -> bool:
    """Whether a label begins a decoration: it is known, and written as one: bold, capitalised or behind a sign."""
    if label_kind(found["label"], setting.words) is None:
        return False
    place = window.start + found.start()
    before = window.text[: found.start()].rstrip()
    bold = any(start == place for start, _ in window.inline.bolds)
    return bold or bool(_UPPER.match(found["label"])) or not found["label"].isascii() or before[-1] in "(（[|,;–—-·•."


def _read_labels(text: str, setting: Setting) -> tuple[tuple[str, str], ...] | None:
    """The facts of a row of labelled values; None where any label is unknown."""
    labels = [found for found in _LABEL.finditer(text) if label_kind(found["label"], setting.words)]
    ends = [*(found.start() for found in labels[1:]), len(text)]
    facts: list[tuple[str, str]] = []
    for found, end in zip(labels, ends, strict=True):
        value = text[found.end() : end].strip(" ,;|、·•)）].。–—-\t")
        read = read_remark(f"{found['label']}: {value}", setting) if value else ()
        if read is None:
            return None
        facts.extend(read)
    return tuple(facts)


def _is_loose(facts: tuple[tuple[str, str], ...], cut: str) -> bool:
    """Whether the sign before a segment is too weak for what it says: a comma before a mere name or a word."""
    return cut.strip() == "," and any(
        kind in {"priority", "status"} or (kind == "owner" and not is_handle(text)) for kind, text in facts
    )


def _stands_alone(before: str, marker: str) -> bool:
    if not marker[0].isascii():
        return True
    bare = before.rstrip()
    if before == bare and bare[-1] not in "-–—:(":
        return False
    return marker.isupper() or bare[-1] in "-–—:;.,(|"


def status_meaning(text: str, setting: Setting) -> str | None:
    """What a status word says, see `remarks.status_of`."""
    return status_of(text, setting.words)
