"""What an issue says of its item: the forge's own fields first, then what stands in its managed block."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from followthrough.model import Issue
from followthrough.tracking.characters import visible
from followthrough.tracking.issue_text import OWNER, POSTMORTEM, PRIORITY, Block, read_block
from followthrough.tracking.sanitize import BREAK, sanitize_title

# Brackets without a day in them may well be the title's own.
_AFTER_TITLE = re.compile(r"(?: \((?:[^()]*, )?[0-9]{1,2} [A-Z][a-z]{2} [0-9]{4}\))?(?:, [#!][0-9]+)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueFacts:
    """What an issue says, on one line each and as people would write it."""

    title: str
    owners: tuple[str, ...] = ()
    """The forge's assignees once there are any, else the owners as the block names them."""
    due: date | None = None
    """The forge's own due date, else the day in the block's Due row."""
    priority: str | None = None
    postmortem_title: str | None = None
    """As the block names it, without date, the severity beside it and the change request."""


def facts_of(issue: Issue) -> IssueFacts:
    """What an issue says; of one without our block only what the forge itself holds."""
    block = read_block(issue.body)
    assigned = tuple(map(plain, issue.assignees))
    if block is None:
        return IssueFacts(title=plain(issue.title), owners=assigned, due=issue.due)
    return IssueFacts(
        title=_title(issue, block),
        owners=assigned or _owners(block),
        due=issue.due or block.due,
        priority=plain(block.words(PRIORITY)) or None,
        postmortem_title=_AFTER_TITLE.sub("", plain(block.words(POSTMORTEM))) or None,
    )


def plain(text: str) -> str:
    """The text on one line, without anything invisible that turns, hides or ends text."""
    return " ".join(visible(text).replace(BREAK, "").split())


def _title(issue: Issue, block: Block) -> str:
    """Where the title is the one that the document gave, as the document gave it."""
    theirs = issue.title != sanitize_title(block.marker.title)
    return plain(issue.title if theirs else block.marker.title)


def _owners(block: Block) -> tuple[str, ...]:
    return tuple(filter(None, (name.strip() for name in plain(block.words(OWNER)).split(","))))
