"""Postmortem → findings: what the schema and the house rules have to say about a document.

What the reading found already comes along; a team's levels and a document's own comments have the last word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from followthrough.catalogue import finding
from followthrough.checking import levels, promises, whole
from followthrough.checking.acceptance import acceptance
from followthrough.checking.ids import has_usable_id, ids_are_distinct, incidents_are_distinct
from followthrough.checking.places import Subject, place
from followthrough.checking.references import SchemaKey
from followthrough.checking.rules import CheckingRules
from followthrough.documents.shape import as_json
from followthrough.model import Finding, Postmortem

MAX_ITEMS = 500


def check(postmortem: Postmortem, rules: CheckingRules) -> tuple[Finding, ...]:
    """Everything there is to say about one document, in the order of its lines."""
    findings = (*postmortem.findings, *_checked(postmortem, rules))
    return _heard(findings, postmortem, rules)


def check_together(postmortems: Iterable[Postmortem], rules_for: Callable[[str], CheckingRules]) -> tuple[Finding, ...]:
    """What only several documents together show: FT105 for each of those that give one incident id."""
    by_path = {postmortem.path: postmortem for postmortem in postmortems}
    found = incidents_are_distinct(by_path.values())
    heard = (one for told in found for one in _heard((told,), by_path[told.path], rules_for(told.path)))
    return tuple(sorted(heard, key=_order))


def _checked(postmortem: Postmortem, rules: CheckingRules) -> Iterator[Finding]:
    if not postmortem.readable:
        return
    count = len(postmortem.action_items)
    if count > MAX_ITEMS:
        yield finding("FT211", postmortem.path, place(postmortem, f"/action_items/{MAX_ITEMS}"), count=str(count))
        return
    yield from _schema_findings(postmortem, rules)
    yield from whole.findings_about(postmortem)
    subjects = [
        Subject(postmortem=postmortem, index=index, item=item) for index, item in enumerate(postmortem.action_items)
    ]
    yield from ids_are_distinct(subjects)
    for subject in subjects:
        yield from _about_item(subject)


def _about_item(subject: Subject) -> Iterator[Finding]:
    yield from has_usable_id(subject)
    if not subject.item.done:
        for rule in promises.RULES:
            yield from rule(subject)


def _schema_findings(postmortem: Postmortem, rules: CheckingRules) -> Iterable[Finding]:
    if acceptance(SchemaKey(rules.schema))(as_json(postmortem)):
        return ()
    # jsonschema takes longer to import than many a command to run.
    from followthrough.checking.schema import schema_findings

    return schema_findings(postmortem, rules.schema)


def _heard(findings: Iterable[Finding], postmortem: Postmortem, rules: CheckingRules) -> tuple[Finding, ...]:
    """The findings that are wanted, each once and in order."""
    heard = levels.weighed(levels.unsilenced(findings, postmortem), rules.levels)
    return tuple(sorted(dict.fromkeys(heard), key=_order))


def _order(told: Finding) -> tuple[str, int, int, str, str]:
    return (told.path, told.position.line, told.position.column, told.code, told.message)
