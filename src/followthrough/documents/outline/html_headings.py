"""Headings written in HTML: `<h2>Actions</h2>`, and the summary that opens a block of details."""

from __future__ import annotations

import re

from followthrough.documents.outline.blocks import Heading, Opaque

DETAILS_END = "end of details"
"""The kind of block that closes what a summary opened."""
SUMMARY_LEVEL = 6

_HEADING = re.compile(
    r"\s*<h(?P<level>[1-6])(?:\s[^<>]*+)?>(?P<words>(?:(?!</?h[1-6]).)*+)</h[1-6]>\s*", re.IGNORECASE | re.DOTALL
)
_SUMMARY = re.compile(
    r"\s*(?:</details>\s*)?<details(?:\s[^<>]*+)?>\s*<summary(?:\s[^<>]*+)?>(?P<words>(?:(?!</?summary).)*+)</summary>\s*",
    re.IGNORECASE | re.DOTALL,
)
_END = re.compile(r"\s*(?:</details>\s*)+", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>]*+>", re.IGNORECASE)


def read_html_heading(text: str, first_line: int) -> Heading | Opaque | None:
    """The heading that a block of HTML is, or the end of details; None for any other block."""
    found = _HEADING.fullmatch(text)
    summary = None if found else _SUMMARY.fullmatch(text)
    if found:
        return _heading(int(found["level"]), found["words"], first_line)
    if summary:
        line = first_line + text[: summary.start("words")].count("\n")
        return _heading(SUMMARY_LEVEL, summary["words"], line)
    if _END.fullmatch(text):
        return Opaque(DETAILS_END, first_line, first_line + text.rstrip("\n").count("\n"))
    return None


def _heading(level: int, words: str, line: int) -> Heading | None:
    text = " ".join(_TAG.sub("", words).split())
    return Heading(level, line, text) if text else None
