"""Reading a document that a test writes out."""

from __future__ import annotations

from followthrough.documents import read
from followthrough.documents.rules import ReadingRules
from followthrough.model import ActionItem, Postmortem

PLAIN = ReadingRules()


def read_text(text: str, rules: ReadingRules = PLAIN, path: str = "postmortems/checkout.md") -> Postmortem:
    """The postmortem that a Markdown text is."""
    return read(path, text.encode(), rules)


def items_under_heading(body: str, rules: ReadingRules = PLAIN) -> tuple[ActionItem, ...]:
    """The action items of a document whose section for them holds the body."""
    return read_text(f"# Checkout outage\n\n**Date:** 2026-11-03\n\n## Action Items\n\n{body}\n", rules).action_items


def titles(items: tuple[ActionItem, ...]) -> list[str]:
    """The titles of items."""
    return [item.title for item in items]
