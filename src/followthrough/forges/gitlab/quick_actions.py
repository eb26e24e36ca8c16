"""Quick actions: lines of a text that GitLab carries out, with the rights of whoever sent it.

Every text of ours is made harmless where it is put together. This is the last look before one is sent, which counts
with any name of a command, since GitLab adds new ones, and with what people wrote beside our text.
https://docs.gitlab.com/user/project/quick_actions/ has the commands, `lib/gitlab/quick_actions/extractor.rb` the rules:
older versions pass over blocks that they know by their first and last lines, newer ones over all that Markdown does not
read as a paragraph at the top level. A line is safe only where both pass over it.
"""

from __future__ import annotations

import re
from functools import cached_property

from markdown_it import MarkdownIt

from followthrough.errors import ForgeError

_COMMAND = re.compile(r" {0,3}(/[A-Za-z]\w*)(?=\s|\Z)", re.ASCII)
_SHELTERS = tuple(
    (re.compile(rf"{opening}.+?{closing}", re.DOTALL), re.compile(closing))
    for opening, closing in (
        (r"```", r"\n```(?=\n|\Z)"),
        (r">>>", r"\n>>>(?=\n|\Z)"),
        (r"<[^>]+>\n", r"\n</[^>]+>(?=\n|\Z)"),
    )
)
"""Blocks in which older versions of GitLab leave commands alone, and how each ends."""
_QUOTE = re.compile(r"^>>>\n(?:.*?\n)??>>>$", re.DOTALL | re.MULTILINE)
"""GitLab's own quotes, which CommonMark does not know."""
_MARKDOWN = MarkdownIt("commonmark").enable("table")


def commands_in(text: str) -> tuple[str, ...]:
    """The names of all commands that GitLab may find in a text, with their slash."""
    text = text.replace("\r", "")
    paragraphs = _Paragraphs(text)
    lasts = [max((end.start() for end in closing.finditer(text)), default=-1) for _, closing in _SHELTERS]
    at, sheltered_to, found = 0, 0, []
    while at < len(text):
        command = _COMMAND.match(text, at)
        if command and (at >= sheltered_to or paragraphs.has(at)):
            found.append(command[1])
        if at >= sheltered_to:
            # Without an end to come none is looked for, line by line anew.
            shelters = (block.match(text, at) for (block, _), last in zip(_SHELTERS, lasts, strict=True) if at < last)
            sheltered_to = max((one.end() for one in shelters if one), default=at)
        after = text.find("\n", at)
        at = after + 1 if after >= 0 else len(text)
    return tuple(found)


class _Paragraphs:
    """Where the paragraphs at the top level of a text stand; the text is parsed only when somebody asks."""

    def __init__(self, text: str) -> None:
        self._text = text

    def has(self, at: int) -> bool:
        """Whether the line that begins there belongs to one."""
        return self._text.count("\n", 0, at) in self._lines

    @cached_property
    def _lines(self) -> frozenset[int]:
        without_quotes = _QUOTE.sub(lambda quote: "\n" * quote[0].count("\n"), self._text)
        tokens = _MARKDOWN.parse(without_quotes)
        spans = [one.map for one in tokens if one.type == "paragraph_open" and one.level == 0 and one.map]
        return frozenset(line for start, end in spans for line in range(start, end))


def refuse_commands(text: str, where: str) -> None:
    """Let no text through in which GitLab may find a command. Raises ForgeError that says which, and the mend."""
    found = commands_in(text)
    if found:
        raise ForgeError(
            f"{where} was not sent: GitLab would carry out its line that begins with {found[0]}",
            hint=f"put a backslash before it: \\{found[0]}",
        )
