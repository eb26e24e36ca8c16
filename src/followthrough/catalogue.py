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
    why: str
    """Why anybody should care; docs/findings.md opens the section with it."""

    @property
    def page(self) -> str:
        """Where the rule is explained, from the top of the project."""
        return f"docs/findings.md#{self.code.lower()}"


def _rule(code: str, severity: Severity, name: str, message: str, remedy: str, why: str) -> Rule:
    return Rule(code=code, name=name, severity=severity, message=message, remedy=remedy, why=why)


_ERROR, _WARNING, _INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

_ALL = (
    _rule(
        "FT001",
        _ERROR,
        "unreadable-file",
        "The file cannot be read: {why}",
        "make it a readable file and check again",
        "What cannot be read cannot be followed up; its issues stay as they are until it can be read again.",
    ),
    _rule(
        "FT002",
        _ERROR,
        "not-utf-8",
        "The file is not UTF-8 text: {why}",
        "save it as UTF-8",
        "Text in another encoding would be read wrong and written wrong into issues, so it is not read at all.",
    ),
    _rule(
        "FT003",
        _ERROR,
        "too-large",
        "The file is too large to be a postmortem: {why}",
        "split it, or exclude it",
        "A postmortem is read by people; a file this large is an export, a log or a mistake.",
    ),
    _rule(
        "FT004",
        _ERROR,
        "unsupported-format",
        "{format} is not read",
        "write the postmortem in Markdown, YAML or JSON, or exclude the file",
        "Its action items would be passed over in silence, and nobody would miss them until they are overdue.",
    ),
    _rule(
        "FT005",
        _ERROR,
        "empty-document",
        "The document is empty",
        "write it, or remove the file",
        "An empty file says nothing about its incident; the issues it had opened stay as they are.",
    ),
    _rule(
        "FT006",
        _ERROR,
        "syntax-error",
        "{what} cannot be read: {why}",
        "{mend}",
        "Where the structure is broken nobody can tell which value belongs to which key, so nothing in it is believed.",
    ),
    _rule(
        "FT007",
        _ERROR,
        "schema",
        "{where}: {why}",
        "{mend}",
        "A value in the wrong place or form would be passed over, and the mistake go unseen.",
    ),
    _rule(
        "FT008",
        _INFO,
        "mojibake",
        "Garbled characters were read as meant: {text}",
        "save the file as UTF-8 with the right characters",
        "The text is read as it was meant, but everybody else who opens the file sees the garbage.",
    ),
    _rule(
        "FT009",
        _ERROR,
        "outside-repository",
        "The path leads out of the repository: {why}",
        "replace the link by the file itself",
        "A link out of the repository would copy a file of the machine that runs the check into public issues.",
    ),
    _rule(
        "FT101",
        _WARNING,
        "no-title",
        "The postmortem has no title",
        "open it with a heading of level 1",
        "Issues and reports name the postmortem by its title; without one they name a file.",
    ),
    _rule(
        "FT102",
        _WARNING,
        "no-date",
        "The incident has no date",
        "add a line `**Date:** 2026-12-01`",
        'Deadlines such as "2 weeks" count from the incident, and reports sort by its date.',
    ),
    _rule(
        "FT103",
        _WARNING,
        "placeholder",
        '{label} still holds a placeholder of the template: "{text}"',
        "fill it in, or remove the line",
        "A placeholder is a question that nobody answered; it is never taken for a value.",
    ),
    _rule(
        "FT104",
        _WARNING,
        "no-action-items",
        "No action items were found",
        "list them under a heading `Action Items`, or say `No action items.` there",
        "A postmortem without action items changes nothing, unless it says that nothing needs to change.",
    ),
    _rule(
        "FT105",
        _ERROR,
        "incident-id-taken",
        "{id} is the incident id of {other} too",
        "give each incident an id of its own",
        "A postmortem whose file moved is recognised by its id; of two, one would take over the issues of the other.",
    ),
    _rule(
        "FT106",
        _WARNING,
        "field-date",
        '{label}: "{text}" {why}',
        "write the date as 2026-12-01, or set `deadlines.date_order`",
        "A date that cannot be read is not guessed, so nothing is counted from it.",
    ),
    _rule(
        "FT107",
        _WARNING,
        "ends-before-start",
        "The incident ends before it starts",
        "correct the times",
        "One of the two times is wrong, and with it the duration in every report.",
    ),
    _rule(
        "FT201",
        _WARNING,
        "no-owner",
        'No owner: "{title}"',
        "name one person who sees to it",
        "What everybody may do nobody does: an action item without a name is the one most often forgotten.",
    ),
    _rule(
        "FT202",
        _WARNING,
        "owner-is-nobody",
        'Nobody in particular owns "{title}": "{text}"',
        "name one person or one team",
        "A promise made by everybody is kept by nobody; a name is what makes somebody look at the issue.",
    ),
    _rule(
        "FT203",
        _WARNING,
        "no-deadline",
        'No deadline: "{title}"{why}',
        "write a date (2026-12-01), a span (2 weeks), or set a default under `deadlines` in .followthrough.yml",
        "Without a date an action item is never late, so nobody is ever reminded.",
    ),
    _rule(
        "FT204",
        _WARNING,
        "ambiguous-deadline",
        '"{text}" may be {one} or {other}: "{title}"',
        "write the date as 2026-12-01, or set `deadlines.date_order`",
        "One half of the readers take the month for the day; a deadline is not guessed.",
    ),
    _rule(
        "FT205",
        _WARNING,
        "deadline-before-incident",
        'Due {due}, before the incident: "{title}"',
        "correct the deadline, or the date of the incident",
        "Either the year is wrong, or the item is overdue before anybody could start.",
    ),
    _rule(
        "FT206",
        _INFO,
        "no-verb",
        'Says no deed: "{title}"',
        "open with a verb: add, remove, alert, document, rehearse",
        "A noun names a wish; a verb says what somebody will do, and makes a title that tells what the issue is about.",
    ),
    _rule(
        "FT207",
        _INFO,
        "no-end",
        'Nobody can tell when this is done: "{title}"',
        "say what will be there once it is done",
        "Work without an end is never done: it is closed when people tire of it, or never.",
    ),
    _rule(
        "FT208",
        _INFO,
        "detection-only",
        "Every action item detects the failure, none prevents it",
        "add one that keeps it from happening again",
        "Being told sooner shortens the next outage; only a change to the system prevents it.",
    ),
    _rule(
        "FT209",
        _ERROR,
        "item-id-taken",
        "The id {id} stands on line {other} too",
        "give each item an id of its own",
        "The id is how an item finds its issue again; two items with one id would share one issue.",
    ),
    _rule(
        "FT210",
        _ERROR,
        "item-id-unusable",
        "The id {id} cannot be used",
        "use up to 64 of A-Z a-z 0-9 . _ -, opening with a letter or digit",
        "The id is compared on every run; look-alike letters, blanks and endless ids cannot be told apart safely.",
    ),
    _rule(
        "FT211",
        _ERROR,
        "too-many-items",
        "{count} action items are too many for one document",
        "split the document",
        "A document with so many items is an export or a mistake, and would open as many issues.",
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
