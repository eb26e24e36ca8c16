"""Lengths of time as a config states them."""

from __future__ import annotations

import re

from followthrough.model import Span

_DURATION = re.compile(r"([0-9]{1,4})([dwm])")


def read_duration(text: str) -> Span:
    """The span of `14d`, `2w` or `1m` (a calendar month). Raises ValueError for anything else.

    >>> read_duration("2w")
    Span(months=0, days=14)
    """
    found = _DURATION.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is not a duration such as 14d, 2w or 1m")
    count = int(found[1])
    match found[2]:
        case "m":
            return Span(months=count)
        case "w":
            return Span(days=7 * count)
        case _:
            return Span(days=count)
