"""Names and what they mean, asked by a heading, a label or a header as it is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from followthrough.documents.compositions import Compositions
from followthrough.documents.names import LONGEST_NAME, fold, head_and_rest, name_forms, whole_forms, without_accents

_PLAIN = re.compile(r"[A-Za-z0-9 ,.;:!?'\"/()+#%@=-]*+")
"""Nothing but words that mean themselves: no markup, and no letter that has several forms."""
_WORD = re.compile(r"[a-z0-9]+")
_JOINED = re.compile(r"[/&+,]|\s(?:and|und|et|y|e)\s")
_AND = re.compile(r"\s*[/&+,]\s*|\sand\s|\sund\s|\set\s|\sy\s|\se\s")


class Lexicon:
    """Names and what they mean, for one purpose; a `*` in a name stands for any words."""

    def __init__(self, meanings: Mapping[str, Iterable[str]], composed: Compositions | None = None) -> None:
        """`composed` gives the meanings of names that no list holds."""
        self._order = tuple(meanings)
        self._composed = composed
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
        for name, meaning in tuple(self._exact.items()):
            self._exact.setdefault(without_accents(name), meaning)
        self._patterns = tuple(patterns)
        self._openings = frozenset(word for name in self._exact for word in _WORD.findall(name)[:1]) | frozenset(
            word for pattern, _ in patterns for word in _WORD.findall(pattern.pattern)[:1]
        )
        self._any_pattern = re.compile("|".join(pattern.pattern for pattern, _ in patterns) or r"(?!)")
        self._found = lru_cache(maxsize=4096)(self._find)

    def meaning(self, name: str) -> str | None:
        """What a heading, label or header means: the whole name, without its brackets, or before its colon."""
        return self._found(name[:LONGEST_NAME])

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
        if words and self._openings.isdisjoint(words) and not (self._composed and self._composed.may_mean(words)):
            return None
        forms = name_forms(name)
        exact = next((self._exact[form] for form in forms if form in self._exact), None)
        return exact or self._of_words(name) or self._of_parts(forms) or self._of_patterns(forms)

    def _of_words(self, name: str) -> str | None:
        """The meaning of a name that is composed of known words, or of what stands behind its colon or dash."""
        if self._composed is None:
            return None
        head, rest = head_and_rest(name)
        return self._composed.meaning(head) or self._composed.meaning(rest, loose=False)

    def _of_parts(self, forms: tuple[str, ...]) -> str | None:
        """The weightiest meaning among the parts of a compound name: `Resolution and next steps`."""
        joined = [form for form in forms[:2] if _JOINED.search(form)]
        parts = [part.strip() for form in joined for part in _AND.split(form)]
        known = {self._exact[part] for part in parts if " " in part and part in self._exact}
        if not known and self._composed:
            told = [self._exact.get(part) or self._composed.meaning(part, loose=False) for part in parts]
            known = {meaning for meaning in told if meaning} if all(told) else set()
        return next((meaning for meaning in self._order if meaning in known), None)

    def _of_patterns(self, forms: tuple[str, ...]) -> str | None:
        hopeful = (form for form in forms if self._any_pattern.fullmatch(form))
        found = ((pattern.fullmatch(form), meaning) for form in hopeful for pattern, meaning in self._patterns)
        return next((meaning for match, meaning in found if match), None)


def _pattern(name: str) -> re.Pattern[str]:
    """The pattern of a name whose stars stand for one word or more."""
    return re.compile(" ".join(".+" if part == "*" else re.escape(fold(part)) for part in name.split()))
