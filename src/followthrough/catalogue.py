"""Every finding there is: its code, weight, sentence and mend. docs/findings.md has a section for each.

A sentence is a template; whoever makes the finding gives the words. Codes are never used twice nor given away again.
"""

from __future__ import annotations

from dataclasses import dataclass

from followthrough.model import Finding, Position, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What a code stands for."""

    code: str
    name: str
    severity: Severity
    message: str
    remedy: str


def _rule(code: str, severity: Severity, name: str, message: str, remedy: str) -> Rule:
    return Rule(code=code, name=name, severity=severity, message=message, remedy=remedy)


_ERROR, _WARNING, _INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

_ALL = (
    _rule(
        "FT001", _ERROR, "unreadable-file", "The file cannot be read: {why}", "make it a readable file and check again"
    ),
    _rule("FT002", _ERROR, "not-utf-8", "The file is not UTF-8 text: {why}", "save it as UTF-8"),
    _rule("FT003", _ERROR, "too-large", "The file is too large to be a postmortem: {why}", "split it, or exclude it"),
    _rule(
        "FT004",
        _ERROR,
        "unsupported-format",
        "{format} is not read",
        "write the postmortem in Markdown, YAML or JSON, or exclude the file",
    ),
    _rule("FT005", _ERROR, "empty-document", "The document is empty", "write it, or remove the file"),
    _rule("FT006", _ERROR, "syntax-error", "{what} cannot be read: {why}", "{mend}"),
    _rule("FT007", _ERROR, "schema", "{where}: {why}", "{mend}"),
    _rule(
        "FT008",
        _INFO,
        "mojibake",
        "Garbled characters were read as meant: {text}",
        "save the file as UTF-8 with the right characters",
    ),
    _rule(
        "FT009",
        _ERROR,
        "outside-repository",
        "The path leads out of the repository: {why}",
        "replace the link by the file itself",
    ),
    _rule("FT101", _WARNING, "no-title", "The postmortem has no title", "open it with a heading of level 1"),
    _rule("FT102", _WARNING, "no-date", "The incident has no date", "add a line `**Date:** 2026-12-01`"),
    _rule(
        "FT103",
        _WARNING,
        "placeholder",
        '{label} still holds a placeholder of the template: "{text}"',
        "fill it in, or remove the line",
    ),
    _rule(
        "FT104",
        _WARNING,
        "no-action-items",
        "No action items were found",
        "list them under a heading `Action Items`, or say `No action items.` there",
    ),
    _rule(
        "FT105",
        _ERROR,
        "incident-id-taken",
        "{id} is the incident id of {other} too",
        "give each incident an id of its own",
    ),
    _rule(
        "FT106",
        _WARNING,
        "field-date",
        '{label}: "{text}" {why}',
        "write the date as 2026-12-01, or set `deadlines.date_order`",
    ),
    _rule("FT107", _WARNING, "ends-before-start", "The incident ends before it starts", "correct the times"),
    _rule("FT201", _WARNING, "no-owner", 'No owner: "{title}"', "name one person who sees to it"),
    _rule(
        "FT202",
        _WARNING,
        "owner-is-nobody",
        'Nobody in particular owns "{title}": "{text}"',
        "name one person or one team",
    ),
    _rule(
        "FT203",
        _WARNING,
        "no-deadline",
        'No deadline: "{title}"{why}',
        "write a date (2026-12-01), a span (2 weeks), or set a default under `deadlines` in .followthrough.yml",
    ),
    _rule(
        "FT204",
        _WARNING,
        "ambiguous-deadline",
        '"{text}" may be {one} or {other}: "{title}"',
        "write the date as 2026-12-01, or set `deadlines.date_order`",
    ),
    _rule(
        "FT205",
        _WARNING,
        "deadline-before-incident",
        'Due {due}, before the incident: "{title}"',
        "correct the deadline, or the date of the incident",
    ),
    _rule(
        "FT206", _INFO, "no-verb", 'Says no deed: "{title}"', "open with a verb: add, remove, alert, document, rehearse"
    ),
    _rule(
        "FT207",
        _INFO,
        "no-end",
        'Nobody can tell when this is done: "{title}"',
        "say what will be there once it is done",
    ),
    _rule(
        "FT208",
        _INFO,
        "detection-only",
        "Every action item detects the failure, none prevents it",
        "add one that keeps it from happening again",
    ),
    _rule(
        "FT209", _ERROR, "item-id-taken", "The id {id} stands on line {other} too", "give each item an id of its own"
    ),
    _rule(
        "FT210",
        _ERROR,
        "item-id-unusable",
        "The id {id} cannot be used",
        "use up to 64 of A-Z a-z 0-9 . _ -, opening with a letter or digit",
    ),
    _rule(
        "FT211", _ERROR, "too-many-items", "{count} action items are too many for one document", "split the document"
    ),
)

RULES = {rule.code: rule for rule in _ALL}


def finding(code: str, path: str, position: Position, **words: str) -> Finding:
    """The finding of a code at a place, its sentence and mend filled with the words its templates name."""
    rule = RULES[code]
    return Finding(
        code=code,
        severity=rule.severity,
        message=rule.message.format_map(words),
        remedy=rule.remedy.format_map(words),
        path=path,
        position=position,
    )
