"""JSON as it is printed: readable in every language, and harmless to a terminal and to a CI's log."""

from __future__ import annotations

import json
import re

# C1 controls, bidirectional and invisible marks, line separators and lone surrogates, which `json` lets through;
# and `##[`, which GitHub's runner takes for a command anywhere in a line.
_HIDDEN = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]|#(?=#\\[)")


def json_text(value: object) -> str:
    """The value as indented JSON with a line end; whatever is unsafe to print is escaped as JSON escapes it."""
    text = json.dumps(value, indent=2, ensure_ascii=False)
    return _HIDDEN.sub(lambda found: f"\\u{ord(found.group()):04x}", text) + "\n"
