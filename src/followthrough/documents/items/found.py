"""Where the action items of an outline stand, and the items made of what stood there."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, islice

from followthrough.documents.facts.topics import Topic
from followthrough.documents.items.candidates import Candidate
from followthrough.documents.items.decoration.window import Setting
from followthrough.documents.items.finish import finish
from followthrough.documents.items.groups import candidates_of
from followthrough.documents.items.scopes import Scope, covers, find_tiers
from followthrough.documents.outline.sections import Section
from followthrough.documents.phrases.people import short_forms, teams_in
from followthrough.documents.reading import Reading
from followthrough.model import ActionItem

_CLOSING = (")", "]", "）", "】")
_CAPITALS = re.compile(r"(?:^|[:\]*–—-]\s?)(?:[A-Z][\w-]+ ){2,3}[a-z]")
_LONGEST_OPENING = 80
_MOST_ITEMS = 1000
"""More than checking allows, so that a document gone wild is still read in a moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The action items and where they stood, so that nothing there is taken for a fact of the incident."""

    candidates: tuple[Candidate, ...]
    scopes: tuple[Scope, ...]

    def covers(self, line: int) -> bool:
        """Whether a line lies in a stretch that was read for action items."""
        return covers(self.scopes, line)


def find_items(root: Section, topics: tuple[Topic, ...], reading: Reading, people: frozenset[str]) -> Found:
    """The candidates of the first tier that has any, or of the first that must be the last."""
    setting = _setting(reading, people)
    for tier in find_tiers(root, topics, reading.words):
        notes = len(reading.notes)
        every = chain.from_iterable(candidates_of(scope, reading, setting) for scope in tier.scopes)
        found = list(islice(every, _MOST_ITEMS + 1))
        if found or tier.final:
            _note_others(tier.scopes, topics, reading)
            return Found(candidates=tuple(found), scopes=tier.scopes)
        del reading.notes[notes:]
    return Found(candidates=(), scopes=())


def make_items(found: Found, reading: Reading, people: frozenset[str], anchor: date | None) -> tuple[ActionItem, ...]:
    """The action items of the candidates; dates without a year and spans count from the incident's day."""
    setting = replace(_setting(reading, people), teams=_teams(found, reading))
    made: list[tuple[Candidate, ActionItem]] = []
    for candidate in found.candidates[:_MOST_ITEMS]:
        item = finish(candidate, len(made), reading, _beside(candidate, setting), anchor)
        if item is not None:
            made.append((candidate, item))
    if len(found.candidates) > _MOST_ITEMS:
        reading.note(found.candidates[_MOST_ITEMS].line, f"passed over: all that follows the first {_MOST_ITEMS} items")
    return _with_namesakes(made, reading, setting, anchor)


def _with_namesakes(
    made: list[tuple[Candidate, ActionItem]], reading: Reading, setting: Setting, anchor: date | None
) -> tuple[ActionItem, ...]:
    """The items, read again where a bare name in brackets ends one: it is known if another item names its owner so."""
    named = {form for _, item in made for name in item.owners for form in short_forms(name)}
    told = replace(setting, people=setting.people | named)
    items = []
    for index, (candidate, item) in enumerate(made):
        again = None
        if named and not item.owners and candidate.text.rstrip(" .*_").endswith(_CLOSING):
            said = len(reading.findings)
            again = finish(candidate, index, reading, _beside(candidate, told), anchor)
            del reading.findings[said:]
        items.append(again or item)
    return tuple(items)


def _beside(candidate: Candidate, setting: Setting) -> Setting:
    """The setting beside the columns and rows of a candidate's table."""
    return replace(setting, skip=candidate.columns, rows=candidate.rows)


def _teams(found: Found, reading: Reading) -> frozenset[str]:
    """What the document calls a team; it is asked only where an item may open with such a name."""
    asked = any(_CAPITALS.search(candidate.text, 0, _LONGEST_OPENING) for candidate in found.candidates)
    return teams_in(reading.page.lines, reading.words) if asked else frozenset()


def _setting(reading: Reading, people: frozenset[str]) -> Setting:
    known = people | reading.rules.known_people
    none = frozenset[str]()
    return Setting(words=reading.words, people=known, teams=none, order=reading.rules.date_order, skip=none)


def _note_others(scopes: tuple[Scope, ...], topics: tuple[Topic, ...], reading: Reading) -> None:
    """Say which sections hold something near an action item and were not read for it."""
    for topic in topics:
        near = topic.meaning in {"follow_ups", "measures"} and topic.section is not None
        if near and not covers(scopes, topic.line):
            reading.note(
                topic.line, f'passed over "{topic.name}": the document has an explicit section for action items'
            )
