"""A state marker that opens an item (`TODO: …`, `**DONE** …`), and what stands with it: `TODO due 1 Dec — …`."""

from __future__ import annotations

import re
from functools import lru_cache

from followthrough.documents.items.decoration.remarks import is_date, is_due, lead_to
from followthrough.documents.items.decoration.window import Peel, Setting, Window

_SIGN = re.compile(r"\s*[:：\])）–—-]?\s*")
_REST = re.compile(r"\s+\(?(?P<said>[^:：–—()]{1,40}?)\)?(?:\s*[:：]\s+|\s[–—-]{1,2}\s+)(?=\S)")


def leading_state(window: Window, setting: Setting) -> Peel | None:
    """A state marker, set off by a sign, by bold or by its capitals, with a deadline or a priority before the sign."""
    text = window.text
    opened = text.lstrip("[(")
    offset = len(text) - len(opened)
    for marker in setting.words.state_markers if opened.startswith(setting.words.state_markers) else ():
        if not opened.startswith(marker):
            continue
        rest = _REST.match(opened, len(marker)) if marker.isupper() else None
        more = _read_rest(rest["said"], marker, setting) if rest else None
        if rest and more is not None and not any(kind in setting.skip for kind, _ in more):
            return _cut(window, offset + rest.end(), (("status", marker), *more))
        if _is_set_off(window, opened[len(marker) :], offset + len(marker), marker):
            sign = _SIGN.match(opened, len(marker))
            return _cut(window, offset + (sign.end() if sign else len(marker)), (("status", marker),))
    return None


def leading_proposal(window: Window, setting: Setting) -> Peel | None:
    """A label that says how far a proposal is: `Suggested: …`, `Implemented: …`."""
    found = state_label(setting.words.leads["stated"]).match(window.text) if "status" not in setting.skip else None
    return _cut(window, found.end(), (("status", found["state"]),)) if found else None


@lru_cache(maxsize=8)
def state_label(leads: str) -> re.Pattern[str]:
    """The pattern of a label that says how far a proposal is, with words of a sentence behind it."""
    return re.compile(rf"(?P<state>{leads})\s?[:：]\s+(?=[^\W\d]\S*\s+\S)", re.IGNORECASE)


def _cut(window: Window, length: int, facts: tuple[tuple[str, str], ...]) -> Peel:
    return Peel(start=window.start + length, end=window.end, facts=facts)


def _read_rest(said: str, marker: str, setting: Setting) -> tuple[tuple[str, str], ...] | None:
    """What stands between a marker and its sign; the day beside what is done is that on which it was."""
    if said in setting.words.priorities:
        return (("priority", said),)
    led = lead_to(setting.words.leads["due"]).match(said)
    if led and is_due(led["value"], setting):
        return (("due", led["value"]),)
    if is_date(said, setting):
        return () if setting.words.statuses.meaning(marker) == "done" else (("due", said),)
    return None


def _is_set_off(window: Window, rest: str, end: int, marker: str) -> bool:
    if not rest.strip(" :-–—"):
        return False
    if not (marker[0].isascii() and marker[0].isalpha()):
        return True
    if any(start <= window.start and stop >= window.start + end for start, stop in window.inline.bolds):
        return not rest[0].isalnum()
    return rest[0] in ":])-–—" or rest.startswith((" -", " –", " —", " :")) or (marker.isupper() and rest[0] == " ")
