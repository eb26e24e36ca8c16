"""What a YAML parser's complaint means to the person who wrote the file."""

from __future__ import annotations

import re

import yaml

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_QUOTE = 'put the whole value in quotes: "…"'


def unprintable(text: str) -> tuple[int, str] | None:
    """The first character that YAML does not admit, with its offset."""
    found = _UNPRINTABLE.search(text)
    return (found.start(), found.group()) if found else None


# What the parser says, or says it was doing → what is wrong, and the mend.
_MEANINGS = (
    ("mapping values are not allowed", "there is a second colon on the line, or the line is indented too far", _QUOTE),
    ("could not find expected ':'", "a line has no colon after its key", "write `key: value`, or indent the line"),
    ("while scanning a quoted scalar", "a quote is opened and never closed", "close it"),
    ("while scanning an alias", "a value cannot open with *", _QUOTE),
    ("while parsing a flow", "a bracket is opened and never closed, or a comma is missing", "close it"),
    ("while parsing a block", "the line does not stand where those above it do", "indent it like them"),
    ("while scanning an anchor", "a value cannot open with &", _QUOTE),
)
_OPENINGS = frozenset(
    {
        "while scanning a quoted scalar",
        "while scanning an alias",
        "while scanning an anchor",
        "while parsing a flow sequence",
        "while parsing a flow mapping",
    }
)


def explain(error: yaml.MarkedYAMLError, text: str) -> tuple[str, str]:
    """One clause that says what is wrong and one that says the mend."""
    problem, context = error.problem or "it is not well formed", error.context or ""
    if "cannot start any token" in problem:
        at = offset(error)
        return _foreign_start(text[at : at + 1])
    for said, meaning, mend in _MEANINGS:
        if said in problem or said in context:
            return meaning, mend
    return f"{context}: {problem}".removeprefix(": "), "check the indentation, quotes and brackets here"


def offset(error: yaml.MarkedYAMLError) -> int:
    """Where in the text the mistake is: where the parser gave up, or where it began what it could not end."""
    opened_here = (error.context or "") in _OPENINGS
    mark = error.context_mark if opened_here else error.problem_mark or error.context_mark
    return mark.index if mark else 0


def _foreign_start(character: str) -> tuple[str, str]:
    if character == "\t":
        return "a tab indents it", "indent with spaces"
    return f"a value cannot open with {character}", _QUOTE
