"""Decorations at an item's beginning: `TODO:`, `**HIGH**`, `[#12]:`, `AI-3:`, `@alice:`, `[Alice]`."""

from __future__ import annotations

import re
from functools import lru_cache

from followthrough.documents.items.decoration.remarks import categorised, is_owner, read_remark
from followthrough.documents.items.decoration.states import leading_proposal, leading_state
from followthrough.documents.items.decoration.window import Peel, Peeler, Setting, Window
from followthrough.documents.outline.inline import Inline
from followthrough.documents.phrases.people import is_first_name, is_handle, is_initials, is_name, split_people
from followthrough.documents.vocabulary import fold

_CLOSED = re.compile(r"\s*[\[(（【](?P<inner>[^\[\]()（）【】]{1,60})[\])）】]\s*[:：–—-]?\s*")
_BRACKETED_LAST = re.compile(r"[\[(（](?P<inner>[^\[\]()（）]{1,12})[\])）]$")
_BEFORE_SIGN = re.compile(r"(?P<words>[^:：–—]{1,60}?)\s*(?:[:：]\s+|[:：](?=[^\x00-\x7f])|\s[-–—]\s+)")
_ITEM_ID = re.compile(r"(?P<prefix>[A-Z]{2,}(?=[-_ \d])|[A-Z](?=-))[-_ ]?(?P<number>\d{1,4})\b\s*(?:[:.)]|\s[-–—])\s*")
_LABEL = re.compile(r"(?P<label>[^\W\d_][^:：\d]{1,24}?)\s*#?\d{0,3}\s*[:：]\s+")
_BOX = re.compile(r"\[(?P<mark>[ xX/~>-]?)\]\s+(?=\S)")
_HALF_BOXES = {"/": "in progress", "~": "in progress", ">": "deferred", "-": "cancelled"}
_NUMBER = re.compile(r"[A-G]?\d{1,3}[.)]\s+|\d{1,2}(?:\.\d{1,2}){1,2}[.)]?\s+(?=[A-Z][a-z])")
_AFTER_TICKET = re.compile(r"[\])]?\s*(?:[:：–—]|\s-\s|[\])])\s*")
_BEFORE_CAPITAL = re.compile(r"\s+(?=[A-Z][a-z]+\s)")


def leading_number(window: Window, setting: Setting) -> Peel | None:
    """A number that a person typed before the words."""
    found = _NUMBER.match(window.text)
    return _cut(window, found.end(), ()) if found and not setting.skip & {"number"} else None


def leading_box(window: Window, _setting: Setting) -> Peel | None:
    """A check box where the parser sees none, as in a cell of a table."""
    found = _BOX.match(window.text)
    if found is None:
        return None
    mark = found["mark"].strip().lower()
    fact = ("status", _HALF_BOXES[mark]) if mark in _HALF_BOXES else ("box", mark)
    return _cut(window, found.end(), (fact,))


def leading_group(window: Window, setting: Setting) -> Peel | None:
    """Brackets that open the text and hold a priority, a status, a ticket, an owner or a date."""
    found = _CLOSED.match(window.text)
    if found is None or not window.text[found.end() :].strip():
        return None
    facts = read_remark(found["inner"], setting)
    if facts is None and found["inner"] in setting.words.nothing:
        facts = (("status", found["inner"]),)
    names = split_people(found["inner"])
    if facts is None and "owner" not in setting.skip and names and all(is_name(one, setting.words) for one in names):
        facts = tuple(("owner", name) for name in names)
    return _cut(window, found.end(), facts) if facts and not _skipped(facts, setting) else None


def leading_words(window: Window, setting: Setting) -> Peel | None:
    """A priority or an owner before a colon or dash, or in bold."""
    found = _BEFORE_SIGN.match(window.text)
    bold = next((end for start, end in window.inline.bolds if start == window.start), None)
    for words, end in _heads(window, found, bold):
        rest = window.text[end:].lstrip(" :：–—-") if bold is not None else ""
        facts = _read_head(words, setting) or tuple(("owner", name) for name in bold_owner(words, rest, setting))
        if facts and window.text[end:].strip(" :-–—") and not _skipped(facts, setting):
            return _cut(window, end, facts)
    return None


def leading_ticket(window: Window, _setting: Setting) -> Peel | None:
    """A ticket before a colon or dash that opens the text: `[#12]: …`, `OPS-7 - …`."""
    ticket = next((one for one in window.tickets if one.start in {window.start, window.start + 1}), None)
    if ticket is None:
        return None
    sign = _AFTER_TICKET.match(window.inline.text, ticket.end, window.end)
    if sign is None and ticket.text[0] not in "#!":
        sign = _BEFORE_CAPITAL.match(window.inline.text, ticket.end, window.end)
    if sign is None or not window.inline.text[sign.end() : window.end].strip():
        return None
    return Peel(start=sign.end(), end=window.end, facts=(("own_ticket", ticket.text),))


def leading_label(window: Window, setting: Setting) -> Peel | None:
    """A label that says only that this is an action item: `Action:`, `Task 2:`."""
    found = _LABEL.match(window.text)
    words = setting.words
    if found is None or not (
        words.columns.meaning(found["label"]) == "action" or fold(found["label"]) in words.item_labels
    ):
        return None
    return _cut(window, found.end(), ()) if window.text[found.end() :].strip() else None


def leading_category(window: Window, setting: Setting) -> Peel | None:
    """A labelled category as a sentence of its own before the words: `Category: Code fix. Cap retries`."""
    found = categorised(window.text, setting)
    return _cut(window, found.end(), (("category", found["value"].strip()),)) if found else None


def leading_id(window: Window, setting: Setting) -> Peel | None:
    """An id that the author gave the item: `AI-3: …`."""
    found = _ITEM_ID.match(window.text)
    if found is None or found["prefix"] not in setting.words.item_id_prefixes or "id" in setting.skip:
        return None
    written = window.text[: found.end("number")]
    return _cut(window, found.end(), (("id", written.replace(" ", "-")),))


OPENINGS: tuple[Peeler, ...] = (
    leading_box,
    leading_id,
    leading_ticket,
    leading_number,
    leading_group,
    leading_state,
    leading_proposal,
    leading_category,
    leading_label,
    leading_words,
)


def lead_priority(title: str, inline: Inline, setting: Setting) -> str | None:
    """The priority in brackets at the end of the bold words that open a title: `**Disk alarm (P1):** …`."""
    start, end = next(iter(inline.bolds), (0, 0))
    lead = inline.text[start:end].rstrip(" :：")
    found = _BRACKETED_LAST.search(lead) if title.startswith(lead) and "priority" not in setting.skip else None
    return found["inner"] if found and found["inner"] in setting.words.priorities else None


def subject(text: str, setting: Setting) -> str | None:
    """Who is to do it, where the sentence opens with a name: `@alice will …`, `Platform team to …`."""
    found = _subject(setting.words.leads["deed"]).match(text)
    if found is None:
        return None
    names = split_people(found["name"])
    deed = [fold(word.replace("-", "")) for word in text[found.end() :].split(" ", 2)[:2]]
    if deed[0] in setting.words.being and not deed[-1].endswith("ing"):
        return None
    acts = deed[0] in setting.words.verbs
    if not names or not all(_is_somebody(name, setting) or (acts and _may_act(name, setting)) for name in names):
        return None
    return found["name"]


def _is_somebody(name: str, setting: Setting) -> bool:
    return is_owner(name, setting) or is_first_name(name, setting.words)


def _may_act(name: str, setting: Setting) -> bool:
    """Whether a name may be a department's or a team's, which counts only where it is to do something.

    `Legal to review …`, `Edge Routing will document …`; the same words mean crafts and products elsewhere.
    """
    return name[0].isupper() and (fold(name) in setting.words.departments or fold(name) in setting.teams)


@lru_cache(maxsize=8)
def _subject(deeds: str) -> re.Pattern[str]:
    return re.compile(rf"(?P<name>@?[^\s,:;]+(?:\s[^\s,:;]+){{0,3}}?)\s+(?:{deeds})\s")


def _cut(window: Window, length: int, facts: tuple[tuple[str, str], ...]) -> Peel:
    return Peel(start=window.start + length, end=window.end, facts=facts)


def _skipped(facts: tuple[tuple[str, str], ...], setting: Setting) -> bool:
    return any(kind in setting.skip for kind, _ in facts)


def _heads(window: Window, found: re.Match[str] | None, bold: int | None) -> list[tuple[str, int]]:
    heads = []
    if bold is not None:
        heads.append((window.inline.text[window.start : bold].rstrip(" :："), bold - window.start))
    if found:
        heads.append((found["words"], found.end()))
    return heads


def bold_owner(words: str, rest: str, setting: Setting) -> tuple[str, ...]:
    """The owners that bold words before an item's own are: names, or initials if what follows tells them to act."""
    names = split_people(words) if "owner" not in setting.skip else ()
    acts = fold(rest.split(" ", 1)[0]) in setting.words.verbs
    sure = all(_may_head(name, setting) or (acts and is_initials(name, setting.words)) for name in names)
    return names if sure else ()


def _may_head(name: str, setting: Setting) -> bool:
    return is_handle(name) or _is_somebody(name, setting) or name.casefold() in setting.words.authors


def _read_head(words: str, setting: Setting) -> tuple[tuple[str, str], ...]:
    if words in setting.words.priorities:
        return (("priority", words),)
    names = split_people(words)
    if "owner" not in setting.skip and names and all(_may_head(name, setting) for name in names):
        return tuple(("owner", name) for name in names)
    return ()
