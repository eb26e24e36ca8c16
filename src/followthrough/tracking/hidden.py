"""JSON in a one-line HTML comment: what followthrough writes for itself where people do not see it.

Knows the syntax alone; what the JSON says is the affair of `marker` and `rollup_marker`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache

_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "@": "\\u0040", "#": "\\u0023", "\x7f": "\\u007f"})


def render(kind: str, payload: Mapping[str, object]) -> str:
    """One ASCII line, `<!-- followthrough:KIND {…} -->`, that no value inside can end early."""
    text = json.dumps(payload, ensure_ascii=True, separators=(",", ":"))
    return f"<!-- followthrough:{kind} {text.translate(_ESCAPES).replace('--', '-' + _escape('-'))} -->"


def parse(kind: str, text: str) -> tuple[Mapping[str, object], ...]:
    """What every such comment says that fills a line of its own; a line that is not our JSON counts as empty."""
    if f"followthrough:{kind} " not in text:
        return ()
    return tuple(_load(found.group(1)) for found in line_pattern(kind).finditer(text))


@cache
def line_pattern(kind: str) -> re.Pattern[str]:
    """Matches a whole line, its end left out, that holds such a comment and nothing else; group 1 is the JSON."""
    return re.compile(rf"^<!-- followthrough:{re.escape(kind)} (\{{[^\r\n]*\}}) -->(?=[ \t]*\r?$)", re.MULTILINE)


def _escape(character: str) -> str:
    return f"\\u{ord(character):04x}"


def _load(text: str) -> Mapping[str, object]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
