"""What holds for every file whatever is in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache

from jsonschema import Draft202012Validator

from followthrough.catalogue import RULES
from followthrough.checking import check
from followthrough.checking.rules import CheckingRules
from followthrough.config.schemas import load_schema
from followthrough.documents import as_json, read
from followthrough.documents.rules import ReadingRules
from followthrough.model import Position, Postmortem

ENDINGS = (".md", ".yml", ".json")
_RULES = ReadingRules(known_people=frozenset({"alice"}))
_LINE_END = re.compile(rb"\r\n|\r|\n")


def hold(ending: str, data: bytes) -> Postmortem:
    """Read and check a file, and say what was read; AssertionError where a promise is broken."""
    path = f"postmortems/x{ending}"
    postmortem = read(path, data, _RULES)
    assert read(path, data, _RULES) == postmortem, "reading twice says different things"
    told = as_json(postmortem)
    assert json.loads(json.dumps(told, ensure_ascii=False).encode("utf-8")) == told, "it cannot be printed"
    errors = [f"{error.json_path}: {error.message}" for error in _validator().iter_errors(told)]
    assert not errors, errors
    _hold_places(postmortem, 1 + len(_LINE_END.findall(data)))
    _hold_items(postmortem)
    _hold_findings(postmortem)
    return postmortem


def _hold_places(postmortem: Postmortem, lines: int) -> None:
    for what, line in _lines(postmortem):
        assert 1 <= line <= lines, f"{what} on line {line} of {lines}"
    for what, place in _places(postmortem):
        assert 1 <= place.line <= lines, f"{what} on line {place.line} of {lines}"
        assert place.column >= 1, f"{what} in column {place.column}"
        assert place.end_column is None or place.end_column > place.column, f"{what} has no extent"


def _lines(postmortem: Postmortem) -> Iterator[tuple[str, int]]:
    yield from (("a timeline entry", entry.line) for entry in postmortem.timeline)
    yield from (("a review", review.line) for review in postmortem.reviews)
    yield from (("a note", note.line) for note in postmortem.notes)
    yield from (("a suppression", one.line) for one in postmortem.suppressions if one.line is not None)
    for item in postmortem.action_items:
        yield "an item", item.line
        yield "an item's end", item.end_line
        assert item.line <= item.end_line, "an item ends before it begins"


def _places(postmortem: Postmortem) -> Iterator[tuple[str, Position]]:
    yield from postmortem.positions.items()
    yield from ((finding.code, finding.position) for finding in postmortem.findings)


def _hold_items(postmortem: Postmortem) -> None:
    for item in postmortem.action_items:
        assert item.title == " ".join(item.title.split()) != "", f"a title is {item.title!r}"
        assert all(name.strip() for name in (*item.owners, *item.tickets)), "an owner or ticket is empty"
        assert item.found_by, "nobody knows how an item was found"
    assert postmortem.readable or not postmortem.action_items, "an unreadable document has items"


def _hold_findings(postmortem: Postmortem) -> None:
    found = check(postmortem, _rules())
    for finding in found:
        assert finding.code in RULES, finding.code
        assert "\n" not in finding.message + finding.remedy, f"{finding.code} says more than a line"
    assert len(set(found)) == len(found), "something is said twice"
    places = [(finding.position.line, finding.position.column) for finding in found]
    assert places == sorted(places), "findings are out of order"


@cache
def _rules() -> CheckingRules:
    return CheckingRules(schema=load_schema("postmortem"))


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(load_schema("postmortem"))
