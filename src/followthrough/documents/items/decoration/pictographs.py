"""Pictographs at an item's end that stand before a deadline, an owner or the day it was done: `📅 2026-12-01`."""

from __future__ import annotations

import re
from functools import lru_cache

from followthrough.documents.items.decoration.remarks import is_due, opens_with_time
from followthrough.documents.items.decoration.window import Peel, Setting, Window
from followthrough.documents.phrases.people import is_name, split_people

_LONGEST_SIGNED = 60


def trailing_sign(window: Window, setting: Setting) -> Peel | None:
    """A pictograph at the end with what it stands for behind it: `📅 2026-12-01`, `👤 @alice`, `✅ 2026-12-03`."""
    text = window.text.rstrip()
    found = _pictograph(setting.words.pictographs).search(text, max(0, len(text) - _LONGEST_SIGNED))
    if found is None or not text[: found.start()].strip():
        return None
    kind, value = setting.words.signs[found["sign"]], found["value"].strip()
    facts: tuple[tuple[str, str], ...] = ()
    if kind == "due" and is_due(value, setting):
        facts = (("due", value),)
    elif kind == "owner" and all(is_name(name, setting.words) for name in split_people(value)):
        facts = tuple(("owner", name) for name in split_people(value))
    elif kind == "status" and opens_with_time(value, setting):
        facts = (("status", found["sign"]),)
    if not facts or kind in setting.skip:
        return None
    return Peel(start=window.start, end=window.start + found.start(), facts=facts)


@lru_cache(maxsize=8)
def _pictograph(signs: str) -> re.Pattern[str]:
    return re.compile(rf"(?P<sign>{signs})\ufe0f?\s*(?P<value>[^\s](?:(?!{signs}).)*)$")
