"""How much an item matters, by the word that its document has for it; the words are in `priorities.yml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources

import yaml

_WORD = re.compile(r"[^\W_]+")


def rank(priority: str | None) -> int:
    """The place of a priority, 0 the weightiest, by the first word that is known; what is unknown comes last."""
    known = _ranks()
    words = _WORD.findall((priority or "").casefold())
    return next((known[word] for word in words if word in known), len(known))


@cache
def _ranks() -> Mapping[str, int]:
    text = resources.files("followthrough.rollups").joinpath("priorities.yml").read_text(encoding="utf-8")
    return {word.casefold(): place for place, words in enumerate(yaml.safe_load(text)) for word in words}
