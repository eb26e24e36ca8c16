"""Quick actions: lines of a text that GitLab carries out, with the rights of whoever sent it.

Every text of ours is made harmless where it is put together. This is the last look before one is sent, which counts
with any name of a command, since GitLab adds new ones, and with what people wrote beside our text.
https://docs.gitlab.com/user/project/quick_actions/ has the commands, `lib/gitlab/quick_actions/extractor.rb` the rules.
"""

from __future__ import annotations

import re

from followthrough.errors import ForgeError

_COMMAND = re.compile(r" {0,3}(/[A-Za-z]\w*)(?=\s|\Z)", re.ASCII)
_SHELTERS = (
    re.compile(r"```.+?\n```(?=\n|\Z)", re.DOTALL),
    re.compile(r">>>.+?\n>>>(?=\n|\Z)", re.DOTALL),
    re.compile(r"<[^>]+>\n.+?\n</[^>]+>(?=\n|\Z)", re.DOTALL),
)
"""Blocks in which every version of GitLab leaves commands alone."""


def commands_in(text: str) -> tuple[str, ...]:
    """The names of all commands that GitLab may find in a text, with their slash."""
    text, at, found = text.replace("\r", ""), 0, []
    while at < len(text):
        if command := _COMMAND.match(text, at):
            found.append(command[1])
        shelters = (shelter.match(text, at) for shelter in _SHELTERS)
        after = text.find("\n", max((one.end() for one in shelters if one), default=at))
        at = after + 1 if after >= 0 else len(text)
    return tuple(found)


def refuse_commands(text: str, where: str) -> None:
    """Let no text through in which GitLab may find a command. Raises ForgeError that says which, and the mend."""
    found = commands_in(text)
    if found:
        raise ForgeError(
            f"{where} was not sent: GitLab would carry out its line that begins with {found[0]}",
            hint=f"put a backslash before it: \\{found[0]}",
        )
