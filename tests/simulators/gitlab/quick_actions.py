"""Quick actions: which lines of a text GitLab takes for commands, and what is left of the text without them.

Source: `lib/gitlab/quick_actions/extractor.rb` and `lib/banzai/filter/quick_action_filter.rb` of gitlabhq, in several
versions. A command stands at the very beginning of a line, in any case, alone or with a space and an argument;
carriage returns are dropped first. Versions differ in what shelters a line:

- older ones: a fence of backticks, a block between tags that have lines of their own, a quote between lines of `>>>`,
  each from its opening to the first closing that fits; tildes, comments and indented neighbours shelter nothing;
- newer ones: whatever Markdown does not read as a paragraph at the top level.

Here a line counts as a command where either would take it for one. Code spans count for nothing, although both heed
some that run over lines: rather a command too many is found than one too few.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from markdown_it import MarkdownIt

_NAMES = (
    "add_child|add_contacts|add_email|approve|assign|assign_reviewer|award|blocked_by|blocks|"
    "board_move|cc|checkin_reminder|child_epic|clear_health_status|clear_weight|clone|close|"
    "confidential|convert_to_ticket|copy_metadata|create_merge_request|done|draft|due|duplicate|epic|"
    "estimate|estimate_time|health_status|invite_email|iteration|label|labels|link|lock|merge|"
    "milestone|move|open|page|parent_epic|promote|promote_to|promote_to_incident|publish|q|react|"
    "ready|reassign|reassign_reviewer|rebase|relabel|relate|remove_child|remove_child_epic|"
    "remove_contacts|remove_due_date|remove_email|remove_epic|remove_estimate|remove_iteration|"
    "remove_label|remove_milestone|remove_parent|remove_parent_epic|remove_reviewer|remove_time_spent|"
    "remove_zoom|reopen|request_changes|request_review|restrict_approvals|set_parent|severity|ship|"
    "shrug|spend|spend_time|spent|status|submit_review|subscribe|tableflip|tag|target_branch|"
    "timeline|title|todo|type|unapprove|unassign|unassign_reviewer|unlabel|unlink|unlock|unsubscribe|"
    "weight|wip|zoom"
)
_COMMAND = re.compile(
    rf"/(?P<name>{_NAMES})(?:[ ](?P<argument>[^\n]*))?(?:\s*\n|\Z)",
    re.IGNORECASE,
)
_OPENING_TAG = re.compile(r"<[^>]+>\n")
_CLOSING_TAG = re.compile(r"\n</[^>]+>(?=\n|\Z)")
_MARKS = ("```", ">>>")
_MARKDOWN = MarkdownIt("commonmark").enable("table")


@dataclass(frozen=True, slots=True)
class Extracted:
    """A text taken apart."""

    text: str
    """What is kept, its end stripped."""
    commands: tuple[tuple[str, str], ...]
    """Name in lower case and argument, in their order."""


def commands_in(text: str) -> tuple[str, ...]:
    """The commands that GitLab would carry out, as `/name argument`."""
    return tuple(f"/{name} {argument}".rstrip() for name, argument in extracted(text).commands)


def extracted(text: str) -> Extracted:
    """The text without its commands, and the commands."""
    text = text.replace("\r", "")
    paragraphs = _Paragraphs(text)
    kept: list[str] = []
    commands: list[tuple[str, str]] = []
    at, sheltered_to = 0, 0
    while at < len(text):
        command = _COMMAND.match(text, at)
        if command is not None and (at >= sheltered_to or paragraphs.has(at)):
            commands.append((command["name"].lower(), (command["argument"] or "").strip()))
            at = command.end()
            continue
        if at >= sheltered_to:
            sheltered_to = _shelter_end(text, at) or at
        after = _next_line(text, at)
        kept.append(text[at:after])
        at = after
    return Extracted("".join(kept).rstrip(), tuple(commands))


class _Paragraphs:
    """Where the paragraphs at the top level of a text stand; read only when somebody asks."""

    def __init__(self, text: str) -> None:
        self._text = text

    def has(self, at: int) -> bool:
        """Whether the line that begins there belongs to one."""
        return self._text.count("\n", 0, at) in self._lines

    @cached_property
    def _lines(self) -> frozenset[int]:
        tokens = _MARKDOWN.parse(_without_quotes(self._text))
        spans = [one.map for one in tokens if one.type == "paragraph_open" and one.level == 0 and one.map]
        return frozenset(line for start, end in spans for line in range(start, end))


def _without_quotes(text: str) -> str:
    """The text with GitLab's own quotes, between lines of `>>>` alone, blanked out: CommonMark does not know them."""
    return re.sub(
        r"^>>>\n(?:.*?\n)??>>>$", lambda quote: "\n" * quote[0].count("\n"), text, flags=re.MULTILINE | re.DOTALL
    )


def _next_line(text: str, at: int) -> int:
    """Where the next line begins."""
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def _shelter_end(text: str, at: int) -> int | None:
    """The end of the block that begins at this line and hides commands; None where no such block begins."""
    for mark in _MARKS:
        if text.startswith(mark, at):
            closing = re.compile(rf"\n{mark}(?=\n|\Z)").search(text, at + len(mark) + 1)
            if closing is not None:
                return closing.end()
    opening = _OPENING_TAG.match(text, at)
    tag = None if opening is None else _CLOSING_TAG.search(text, opening.end() + 1)
    return None if tag is None else tag.end()
