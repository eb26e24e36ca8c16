"""References to issues, change requests and foreign tickets in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from followthrough.documents.outline.inline import Inline
from followthrough.documents.vocabulary import Vocabulary

_TICKET_URL = re.compile(
    r"https?://(?:"
    # Forges and trackers that name the kind of thing before its number or key.
    r"[^\s/]+/(?:.*/)?(?:issues|issue|pull|pulls|pull-requests|merge_requests|work_items|work_packages|_workitems/edit|epics"
    r"|browse|ticket|tickets|bugs|story|stories|\+bug|workspaces/[^/]+/issues)/(?:[\w.-]+/)*?(?:[A-Z][A-Z0-9]*-\d+|\d+)(?:[/?#-].*)?$"
    # Bugzilla, Debian's tracker, Jira's boards.
    r"|[^\s/]+/(?:\S*/)?(?:show_bug\.cgi\?id=|bugreport\.cgi\?bug=)\d|[^\s/]+/\S*[?&]selectedIssue=\S"
    r"|(?:crbug\.com|bugs\.debian\.org)/(?:\w+/)?\d+$"
    # Phabricator's tasks, Gerrit's changes.
    r"|[^\s/]+/T\d+(?:#\S*)?$|[^\s/]+/(?:r/)?c/\S+/\+/\d"
    r"|app\.asana\.com/\S|trello\.com/c/\S|app\.clickup\.com/t/\S)"
)
_LONGEST_URL = 2000
_SHORT = re.compile(
    r"(?<![\w/&#.])(?:(?P<project>[A-Za-z0-9][\w.-]*(?:/[\w.-]+)+|[a-z0-9]{2,}(?:[-_][a-z0-9]+)+(?=#))?(?P<mark>[#!])(?P<number>\d{1,9})\b(?![-\w])"
    r"|(?P<key>(?P<prefix>[A-Z][A-Z0-9]{0,9})-\d{1,7})\b(?!-))"
)
_MOST_TICKETS = 500
"""Far more than anybody names in one text."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """A reference and where it stands in the plain text."""

    start: int
    end: int
    text: str
    """Its URL where there is one, else as written."""


def find_tickets(line: Inline, words: Vocabulary) -> tuple[Ticket, ...]:
    """Every ticket a text names, in order: links to one, `#12`, `!12`, `acme/shop#12`, `OPS-12`."""
    linked = [Ticket(link.start, link.end, link.url) for link in line.links if is_ticket_url(link.url)]
    taken = {at for link in line.links for at in range(link.start, link.end)}
    written = [
        Ticket(found.start(), found.end(), found.group())
        for found in islice(_SHORT.finditer(line.text), _MOST_TICKETS)
        if found.start() not in taken and _is_ticket(found, words)
    ]
    return tuple(sorted((*linked, *written), key=lambda ticket: ticket.start))


def is_ticket_url(url: str) -> bool:
    """Whether an address is that of an issue, a change request or a foreign ticket; not of a commit or file."""
    return len(url) <= _LONGEST_URL and _TICKET_URL.match(url) is not None


def _is_ticket(found: re.Match[str], words: Vocabulary) -> bool:
    if found["key"]:
        return found["prefix"] not in words.not_trackers
    return not _counts_rows(words.leads["row"]).search(found.string[max(0, found.start() - 16) : found.start()])


@lru_cache(maxsize=8)
def _counts_rows(leads: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{leads})\s*$", re.IGNORECASE)
