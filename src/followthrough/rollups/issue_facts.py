"""What an issue says of its item: the forge's own fields first, then what stands in its managed block."""

from __future__ import annotations

import re
from datetime import date

from followthrough.model import Issue
from followthrough.tracking.characters import visible
from followthrough.tracking.issue_text import OWNER, POSTMORTEM, PRIORITY, Block, read_block
from followthrough.tracking.sanitize import BREAK, sanitize_title

_AFTER_TITLE = re.compile(r"(?: \([^()]*\))?(?:, \[?[#!][0-9].*)?$")


def owners_of(issue: Issue) -> tuple[str, ...]:
    """The forge's assignees once there are any, else the owners as the block names them."""
    if issue.assignees:
        return issue.assignees
    block = read_block(issue.body)
    return _names(block) if block else ()


def due_of(issue: Issue) -> date | None:
    """The forge's own due date, else the day in the block's Due row."""
    block = None if issue.due else read_block(issue.body)
    return block.due if block else issue.due


def priority_of(issue: Issue) -> str | None:
    """The priority as the block names it."""
    block = read_block(issue.body)
    return block.words(PRIORITY) or None if block else None


def title_of(issue: Issue) -> str:
    """The issue's title as people would write it: what keeps it harmless on the forge is taken off.

    Where the title is the one that the document gave, that one is returned.
    """
    block = read_block(issue.body)
    if block and sanitize_title(block.marker.title) == issue.title:
        return plain(block.marker.title)
    return plain(issue.title)


def postmortem_title_of(issue: Issue) -> str | None:
    """The postmortem's title as the block names it, without severity, date and change request."""
    block = read_block(issue.body)
    words = plain(block.words(POSTMORTEM)) if block else ""
    return _AFTER_TITLE.sub("", words) or None


def plain(text: str) -> str:
    """The text on one line, without anything invisible that turns, hides or ends text."""
    return " ".join(visible(text).replace(BREAK, "").split())


def _names(block: Block) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, block.words(OWNER).split(","))))
