"""The house rules about a postmortem as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from followthrough.catalogue import finding
from followthrough.checking.places import is_told, place, placeholders
from followthrough.checking.words import only_detects
from followthrough.documents.rules import ReadingRules
from followthrough.documents.vocabulary import vocabulary_for
from followthrough.model import Finding, Postmortem

_FEWEST_TO_COMPARE = 2
"""One action item cannot be asked to both detect and prevent."""


def has_title(postmortem: Postmortem) -> Iterator[Finding]:
    """FT101 where the document has no title."""
    if not postmortem.title and not is_told(postmortem, "/title") and not _is_left_open(postmortem, "title"):
        yield finding("FT101", postmortem.path, place(postmortem, "/title"))


def has_date(postmortem: Postmortem) -> Iterator[Finding]:
    """FT102 where nothing says when the incident was, and no date that cannot be read was found already."""
    if postmortem.date is not None or postmortem.started_at is not None:
        return
    if not any(told.code == "FT106" for told in postmortem.findings) and not _is_left_open(postmortem, "date"):
        yield finding("FT102", postmortem.path, place(postmortem, "/date"))


def has_action_items(postmortem: Postmortem) -> Iterator[Finding]:
    """FT104 where nothing is promised, and the document does not say that nothing needs to be."""
    if not postmortem.action_items and not postmortem.nothing_to_do:
        yield finding("FT104", postmortem.path, place(postmortem, "/action_items"))


def ends_after_start(postmortem: Postmortem) -> Iterator[Finding]:
    """FT107 where the incident is over before it begins; times with and without a zone are not compared."""
    start, end = _moment(postmortem.started_at), _moment(postmortem.ended_at)
    if start is None or end is None or (start.tzinfo is None) != (end.tzinfo is None):
        return
    if end < start:
        yield finding("FT107", postmortem.path, place(postmortem, "/ended_at"))


def prevents_something(postmortem: Postmortem) -> Iterator[Finding]:
    """FT208 where every one of several action items only makes sure that somebody is told."""
    items = postmortem.action_items
    if len(items) >= _FEWEST_TO_COMPARE and all(only_detects(item.title) for item in items):
        yield finding("FT208", postmortem.path, place(postmortem, "/action_items/0"))


RULES = (has_title, has_date, has_action_items, ends_after_start, prevents_something)
_MISSES = frozenset({"FT101", "FT102", "FT104"})


def findings_about(postmortem: Postmortem) -> Iterator[Finding]:
    """What every rule has to say; where a part could not be read, nothing is said to be missing."""
    partly_read = any(told.code == "FT006" for told in postmortem.findings)
    for rule in RULES:
        yield from (told for told in rule(postmortem) if not (partly_read and told.code in _MISSES))


def _is_left_open(postmortem: Postmortem, meaning: str) -> bool:
    """Whether a field of a meaning still holds what a template brought, which is a finding of its own."""
    topics = vocabulary_for(ReadingRules()).topics
    # A heading that is left open is, as far as one can tell, the title.
    labels = (label.removeprefix("The ").replace("heading", "title") for label, _ in placeholders(postmortem))
    return any(topics.meaning(label) == meaning for label in labels)


def _moment(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
