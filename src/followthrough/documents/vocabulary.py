"""The words of postmortems: those of `vocabulary.yml` and `headings.yml`, and what a config adds, ready to be asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pkgutil import get_data
from typing import cast

import yaml

from followthrough.documents.compositions import Compositions, Grammar
from followthrough.documents.lexicon import Lexicon
from followthrough.documents.names import fold, without_numbering
from followthrough.documents.rules import ReadingRules

__all__ = ["Lexicon", "Vocabulary", "fold", "vocabulary_for", "without_numbering"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Vocabulary:
    """Every word list the reading asks; there is one for each set of additions."""

    topics: Lexicon
    headings: Compositions
    """What headings are composed of."""
    open_ends: Lexicon
    """Headings that say only that something is left."""
    explicit: Lexicon
    """Labels that mean action items even inside the story of an incident."""
    columns: Lexicon
    field_headers: Lexicon
    statuses: Lexicon
    answers: frozenset[str]
    state_markers: tuple[str, ...]
    priorities: Lexicon
    nothing: Lexicon
    legends: Lexicon
    """Kinds of action items that a legend explains."""
    kinds: tuple[str, ...]
    """Kind words of a title, longest first, folded."""
    template_words: frozenset[str]
    placeholder_words: frozenset[str]
    generic_words: frozenset[str]
    hints: tuple[str, ...]
    questions: frozenset[str]
    leads: Mapping[str, str]
    """What leads to a deadline, an owner, a ticket: the alternatives of a regular expression."""
    ticket_words: frozenset[str]
    governing: frozenset[str]
    not_trackers: frozenset[str]
    item_id_prefixes: frozenset[str]
    item_labels: frozenset[str]
    signs: Mapping[str, str]
    """Pictograph → what it stands before: a deadline, an owner, a state."""
    pictographs: str
    """The signs as the alternatives of a regular expression."""
    promises: tuple[str, ...]
    authors: frozenset[str]
    closings: tuple[str, ...]
    not_names: frozenset[str]
    team_words: frozenset[str]
    team_names: frozenset[str]
    team_openers: frozenset[str]
    articles: frozenset[str]
    clause_words: frozenset[str]
    departments: frozenset[str]
    first_names: frozenset[str]
    verbs: frozenset[str]
    being: frozenset[str]
    denials: tuple[str, ...]
    telling_words: str
    """What tells a story, and what promises: the alternatives of a regular expression."""
    promising_words: str
    sentence_words: frozenset[str]
    pointing_words: frozenset[str]


def vocabulary_for(rules: ReadingRules) -> Vocabulary:
    """The vocabulary with what a config adds to it; made once for each set of additions."""
    columns = tuple(sorted((meaning, tuple(names)) for meaning, names in rules.extra_columns.items()))
    return _vocabulary(tuple(rules.extra_sections), columns)


@lru_cache(maxsize=16)
def _vocabulary(sections: tuple[str, ...], columns: tuple[tuple[str, tuple[str, ...]], ...]) -> Vocabulary:
    data = _data("vocabulary.yml")
    topics = {meaning: _names(lists) for meaning, lists in _mapping(data["topics"]).items()}
    topics["action_items"] = (*sections, *topics["action_items"])
    extra = dict(columns)
    known = {meaning: _names(lists) for meaning, lists in _mapping(data["columns"]).items()}
    heads = {meaning: (*extra.get(meaning, ()), *names) for meaning, names in known.items()}
    ordered = sorted(heads.items(), key=lambda pair: pair[0] not in extra)
    placeholders = _mapping(data["placeholders"])
    kinds = _mapping(data["kinds"])
    signs = {sign: kind for kind, lists in _mapping(data["signs"]).items() for sign in _names(lists)}
    grammar = _grammar(_data("headings.yml"), frozenset(_names(data["verbs"])))
    headings = Compositions(grammar)
    return Vocabulary(
        topics=Lexicon(topics, headings),
        headings=headings,
        open_ends=Lexicon({"open": _names(data["open_ends"])}),
        explicit=Lexicon({"explicit": grammar.words["pledge"]}),
        columns=Lexicon(dict(ordered)),
        field_headers=Lexicon({"header": _names(data["field_headers"])}),
        statuses=Lexicon({meaning: _names(lists) for meaning, lists in _mapping(data["statuses"]).items()}),
        answers=frozenset(_names(data["answers"])),
        state_markers=tuple(sorted(_names(data["state_markers"]), key=len, reverse=True)),
        priorities=Lexicon({"priority": _names(data["priorities"])}),
        nothing=Lexicon({"nothing": _names(data["nothing"])}),
        legends=Lexicon({"kind": _names(data["legends"])}),
        kinds=tuple(sorted({fold(name) for name in _names(kinds["any"])}, key=len, reverse=True)),
        template_words=frozenset(_names(kinds["template"])),
        placeholder_words=frozenset(map(fold, _placeholder_words(placeholders))),
        generic_words=frozenset(_names(placeholders["generic"])),
        hints=tuple(fold(name) + " " for name in _names(placeholders["hints"])),
        questions=frozenset(_names(placeholders["questions"])),
        leads={kind: _alternatives(_names(lists)) for kind, lists in _mapping(data["leads"]).items()},
        ticket_words=frozenset(part for name in _names(data["ticket_words"]) for part in fold(name).split()),
        governing=frozenset(_names(data["governing"])),
        not_trackers=frozenset(_names(data["not_trackers"])),
        item_id_prefixes=frozenset(_names(data["item_id_prefixes"])),
        item_labels=frozenset(fold(name) for name in _names(data["item_labels"])),
        signs=signs,
        pictographs=_alternatives(signs),
        promises=tuple(fold(name) for name in _names(data["promises"])),
        authors=frozenset(_names(data["authors"])),
        closings=tuple(fold(name) for name in _names(data["closings"])),
        not_names=frozenset(fold(name) for name in _names(data["not_names"])),
        team_words=frozenset(fold(name) for name in _names(data["team_words"])),
        team_names=frozenset(fold(name) for name in _names(data["team_names"])),
        team_openers=frozenset(fold(name) for name in _names(data["team_openers"])),
        articles=frozenset(_names(data["articles"])),
        clause_words=frozenset(_names(data["clause_words"])),
        departments=frozenset(fold(name) for name in _names(data["departments"])),
        first_names=frozenset(_names(data["first_names"])),
        being=frozenset(_names(data["being"])),
        denials=_names(data["denials"]),
        telling_words=_alternatives(_names(data["telling_words"])),
        promising_words=_alternatives(_names(data["promising_words"])),
        sentence_words=frozenset(_names(data["sentence_words"])),
        pointing_words=frozenset(_names(data["pointing_words"])),
        verbs=frozenset(_names(data["verbs"])),
    )


def _grammar(data: Mapping[str, object], verbs: frozenset[str]) -> Grammar:
    by_language = {kind: _mapping(lists) for kind, lists in _mapping(data["words"]).items()}
    joined = _names(data["joined"])
    rows = (_mapping(row) for row in cast("list[object]", data["meanings"]))
    return Grammar(
        words={kind: _names(lists) for kind, lists in by_language.items()},
        inflected=_single(by_language, _mapping(data["inflected"])),
        parts={name for lists in by_language.values() for language in joined for name in _names(lists.get(language))},
        rows=[(_names(row["of"]), None if row["is"] == "none" else str(row["is"])) for row in rows],
        leading=frozenset(_names(data["leading"])),
        opening=frozenset(_names(data["opening"])),
        verbs=verbs,
    )


def _single(by_language: Mapping[str, Mapping[str, object]], which: Mapping[str, object]) -> frozenset[str]:
    """The single words of some kinds in some languages."""
    lists = (
        by_language[kind].get(language) for kind in _names(which["kinds"]) for language in _names(which["languages"])
    )
    return frozenset(name for names in lists for name in _names(names) if " " not in name)


@lru_cache(maxsize=2)
def _data(name: str) -> Mapping[str, object]:
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return _mapping(yaml.load(get_data("followthrough.documents", name) or b"", Loader=loader))  # noqa: S506 -- the base loader makes strings, lists and mappings alone


def _mapping(value: object) -> dict[str, object]:
    return {str(key): below for key, below in value.items()} if isinstance(value, dict) else {}


def _names(value: object) -> tuple[str, ...]:
    """The words of a list, or of the lists of all languages."""
    if isinstance(value, dict):
        return tuple(name for below in value.values() for name in _names(below))
    return tuple(str(name) for name in value) if isinstance(value, list) else ()


def _placeholder_words(placeholders: Mapping[str, object]) -> tuple[str, ...]:
    """Whole values that say nothing, those that a template counts (`Owner 1`) among them."""
    counted = (f"{name} {number}" for name in _names(placeholders["numbered"]) for number in range(1, 10))
    return (*_names(placeholders["words"]), *counted)


def _alternatives(names: Iterable[str]) -> str:
    """The alternatives of a regular expression, the longest first, any white space between their words."""
    ordered = sorted(names, key=len, reverse=True)
    return "|".join(r"\s".join(re.escape(part) for part in name.split()) for name in ordered)
