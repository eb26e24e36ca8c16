"""The words of postmortems, read from `vocabulary.yml` and from what a config adds, ready to be asked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pkgutil import get_data

import yaml

from followthrough.documents.outline.inline import plain
from followthrough.documents.recall import remembered
from followthrough.documents.rules import ReadingRules

_PLAIN = re.compile(r"[A-Za-z0-9 ,.;:!?'\"/()+#%@=-]*+")
"""Nothing but words that mean themselves: no markup, and no letter that has several forms."""
_WORD = re.compile(r"[a-z0-9]+")
_NUMBERING = re.compile(
    r"^(?:(?:\d{1,3}|[ivx]{1,4}|[a-z])[.)](?:\d{1,3}[.)]?)*\s+|§\s*\d+\s+|\d{1,2}\s+(?=[^\W\d]))", re.IGNORECASE
)
_COUNTED = re.compile(r"[^\W\d_]{2,12}\s\d{1,2}:\s+")
"""A part that has a number and a name: `Phase 3: Improvement plan`."""
_SHORTCODE_FIRST = re.compile(r":[a-z0-9_+-]{2,40}:\s")
_SHORTCODE_LAST = re.compile(r"\s:[a-z0-9_+-]{2,40}:$")
_BRACKETED = re.compile(r"\([^()]*+\)|\[[^\[\]]*+\]|（[^（）]*+）|【[^【】]*+】")
_HEAD_END = re.compile(r":| [–—-] ")
_EDGES = " \t:：;.,!?–—-・•*#>|"
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "\u02bc": "'", "`": "", "“": '"', "”": '"'})
_CONTRACTIONS = (("'re ", " are "), ("'ll ", " will "), ("'ve ", " have "))
_JOINED = re.compile(r"[/&+,]|\s(?:and|und|et|y|e)\s")
_AND = re.compile(r"\s*[/&+,]\s*|\sand\s|\sund\s|\set\s|\sy\s|\se\s")
_LONGEST_SHORTCODE = 44
_MOST_SHORTCODES = 16
_PICTORIAL = frozenset({"So", "Sk", "Cf", "Mn"})
_LONGEST_NAME = 200

Words = Mapping[str, object]


class Lexicon:
    """Names and what they mean, for one purpose; a `*` in a name stands for any words."""

    def __init__(self, meanings: Mapping[str, Iterable[str]]) -> None:
        self._order = tuple(meanings)
        self._exact: dict[str, str] = {}
        self._ranks: dict[str, int] = {}
        patterns: list[tuple[re.Pattern[str], str]] = []
        for meaning, names in meanings.items():
            for rank, name in enumerate(names):
                if "*" in name:
                    patterns.append((_pattern(name), meaning))
                else:
                    self._exact.setdefault(fold(name), meaning)
                    self._ranks.setdefault(fold(name), rank)
        self._patterns = tuple(patterns)
        self._openings = frozenset(word for name in self._exact for word in _WORD.findall(name)[:1]) | frozenset(
            word for pattern, _ in patterns for word in _WORD.findall(pattern.pattern)[:1]
        )
        self._any_pattern = re.compile("|".join(pattern.pattern for pattern, _ in patterns) or r"(?!)")
        self._found = lru_cache(maxsize=4096)(self._find)

    def meaning(self, name: str) -> str | None:
        """What a heading, label or header means: the whole name, without its brackets, or before its colon."""
        return self._found(name[:_LONGEST_NAME])

    def named(self, name: str) -> str | None:
        """What a heading means of which all words, less those in brackets, are a name; stars stand for nothing."""
        return next((self._exact[form] for form in whole_forms(name) if form in self._exact), None)

    def rank(self, name: str) -> int:
        """How good a name it is for its meaning: 0 is best."""
        return min((self._ranks.get(form, 1000) for form in name_forms(name)), default=1000)

    def __contains__(self, name: str) -> bool:
        return self.meaning(name) is not None

    def _find(self, name: str) -> str | None:
        # Most of what is asked for is prose: without the first word of any name there is nothing to look for.
        words = _WORD.findall(name.lower()) if _PLAIN.fullmatch(name) else ()
        if words and self._openings.isdisjoint(words):
            return None
        forms = name_forms(name)
        exact = next((self._exact[form] for form in forms if form in self._exact), None)
        return exact or self._of_parts(forms) or self._of_patterns(forms)

    def _of_parts(self, forms: tuple[str, ...]) -> str | None:
        """The weightiest meaning among the parts of a compound name: `Resolution and next steps`."""
        joined = [form for form in forms[:2] if _JOINED.search(form)]
        parts = [part.strip() for form in joined for part in _AND.split(form)]
        known = {self._exact[part] for part in parts if " " in part and part in self._exact}
        return next((meaning for meaning in self._order if meaning in known), None)

    def _of_patterns(self, forms: tuple[str, ...]) -> str | None:
        hopeful = (form for form in forms if self._any_pattern.fullmatch(form))
        found = ((pattern.fullmatch(form), meaning) for form in hopeful for pattern, meaning in self._patterns)
        return next((meaning for match, meaning in found if match), None)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Vocabulary:
    """Every word list the reading asks; there is one for each set of additions."""

    topics: Lexicon
    explicit_topics: frozenset[str]
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


@remembered(8192)
def fold(name: str) -> str:
    """A name as it is compared: compatible characters, no case, hyphens as spaces, no space beside a slash."""
    text = name[:_LONGEST_NAME]
    if text.isascii():
        text = text.replace("`", "").lower()
    else:
        text = unicodedata.normalize("NFKC", text).translate(_APOSTROPHES).casefold()
    if "'" in text:
        for short, full in _CONTRACTIONS:
            text = text.replace(short, full)
    words = " ".join(text.replace("-", " ").replace("_", " ").split())
    return words.replace(" / ", "/").strip(_EDGES) or text.strip()


@remembered(8192)
def name_forms(name: str) -> tuple[str, ...]:
    """The forms under which a heading, label or header is looked up, the fullest first."""
    whole = _whole(name)
    bare = _BRACKETED.sub(" ", whole)
    head = _HEAD_END.split(bare, maxsplit=1)[0]
    rest = _COUNTED.sub("", bare, count=1)
    return tuple(dict.fromkeys(form for form in (fold(whole), fold(bare), fold(head), fold(rest)) if form))


def whole_forms(name: str) -> tuple[str, ...]:
    """The forms of a heading that leave out none of its words but those in brackets."""
    whole = _whole(name)
    return tuple(form for form in (fold(whole), fold(_BRACKETED.sub(" ", whole))) if form)


def _whole(name: str) -> str:
    words = without_numbering(plain(name[:_LONGEST_NAME]))
    return words if words.isascii() else unicodedata.normalize("NFKC", words)


@remembered(4096)
def without_numbering(text: str) -> str:
    """A heading without its leading number (`2.`, `3.1`, `A.`) and without pictographs (`:bug:`) at its ends."""
    whole = text.strip()
    bare = _without_pictographs(whole)
    return _NUMBERING.sub("", bare, count=1).strip() or bare or whole


def _without_pictographs(text: str) -> str:
    bare = text
    for _ in range(_MOST_SHORTCODES):
        start, end = 0, len(bare)
        while start < end and _is_pictorial(bare[start]):
            start += 1
        while end > start and _is_pictorial(bare[end - 1]):
            end -= 1
        bare = bare[start:end]
        first = _SHORTCODE_FIRST.match(bare) if bare[:1] == ":" else None
        last = _SHORTCODE_LAST.search(bare, max(0, len(bare) - _LONGEST_SHORTCODE)) if bare[-1:] == ":" else None
        if first is None and last is None:
            break
        bare = bare[first.end() :] if first else bare[: last.start()] if last else bare
    return bare


def _is_pictorial(sign: str) -> bool:
    return sign.isspace() or unicodedata.category(sign) in _PICTORIAL


def vocabulary_for(rules: ReadingRules) -> Vocabulary:
    """The vocabulary with what a config adds to it; made once for each set of additions."""
    columns = tuple(sorted((meaning, tuple(names)) for meaning, names in rules.extra_columns.items()))
    return _vocabulary(tuple(rules.extra_sections), columns)


@lru_cache(maxsize=16)
def _vocabulary(sections: tuple[str, ...], columns: tuple[tuple[str, tuple[str, ...]], ...]) -> Vocabulary:
    data = _data()
    topics = {meaning: _names(lists) for meaning, lists in _mapping(data["topics"]).items()}
    topics["action_items"] = (*sections, *topics["action_items"])
    extra = dict(columns)
    known = {meaning: _names(lists) for meaning, lists in _mapping(data["columns"]).items()}
    heads = {meaning: (*extra.get(meaning, ()), *names) for meaning, names in known.items()}
    ordered = sorted(heads.items(), key=lambda pair: pair[0] not in extra)
    placeholders = _mapping(data["placeholders"])
    kinds = _mapping(data["kinds"])
    signs = {sign: kind for kind, lists in _mapping(data["signs"]).items() for sign in _names(lists)}
    return Vocabulary(
        topics=Lexicon(topics),
        explicit_topics=frozenset(_names(data["explicit_topics"])),
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


@lru_cache(maxsize=1)
def _data() -> Mapping[str, object]:
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return _mapping(yaml.load(get_data("followthrough.documents", "vocabulary.yml") or b"", Loader=loader))  # noqa: S506 -- the base loader makes strings, lists and mappings alone


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


def _pattern(name: str) -> re.Pattern[str]:
    """The pattern of a name whose stars stand for one word or more."""
    return re.compile(" ".join(".+" if part == "*" else re.escape(fold(part)) for part in name.split()))
