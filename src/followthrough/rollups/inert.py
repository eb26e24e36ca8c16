"""Foreign text that may reach the log of a CI, whose runner obeys `##[` in a line and `::` where one begins.

For formats with line ends of their own; JSON, Markdown and terminals have their own means.
"""

from __future__ import annotations

from followthrough.tracking.sanitize import BREAK


def inert(text: str, *, folded: bool = False) -> str:
    """The text with a zero-width space where the runner would find a command.

    With `folded`, also where folding could put `::` at the beginning of a line.
    """
    text = text.replace("##[", f"#{BREAK}#[")
    return text.replace("::", f":{BREAK}:") if folded else text
