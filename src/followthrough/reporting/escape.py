"""Foreign text made harmless to a terminal and to the log of a CI.

What is printed of a document, a file name or a forge goes through here; what is *written* to a forge has its own
rules in `tracking`.
"""

from __future__ import annotations

import re

# C0 and C1 controls (escape sequences begin with one), bidirectional and invisible marks, line separators, lone
# surrogates. A zero-width joiner or variation selector stays: emoji and several scripts are written with them.
_HIDDEN = re.compile(
    "[\x00-\x08\x0a-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
# GitHub's runner takes `##[` for a command anywhere in a line, and `::` where a line begins, once it is trimmed.
_OLD_COMMAND = re.compile(r"#(?=#\[)")
_COMMAND = re.compile(r"(^|\s):(?=:)")


def printable(text: str) -> str:
    r"""The text on one line, with everything that a terminal or a CI would obey made visible: `\x1b`, `\u202e`.

    A tab becomes a space. Text that is printable already comes back as it is, so doing it twice does no harm.
    """
    if text.isalnum():
        return text
    text = _HIDDEN.sub(_visible, text.replace("\t", " "))
    return _COMMAND.sub(r"\1\\x3a", _OLD_COMMAND.sub(r"\\x23", text))


def _visible(found: re.Match[str]) -> str:
    return found.group().encode("unicode_escape").decode("ascii")
