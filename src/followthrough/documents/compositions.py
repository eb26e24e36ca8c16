"""Headings and labels that are composed of known words: what the kinds of their words amount to.

No list holds all that people write above action items, but nearly all of it is made of the same few words. Each word is
of one or more kinds, and the kinds that come together give a name its meaning; a word that is not known takes it away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from followthrough.documents.names import without_accents

Kinds = frozenset[str]

_WORDS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]+|[^\W\u3040-\u30ff\u3400-\u9fff]+|[&+/,]")
"""A stretch of a script that is written without spaces, a word, or a sign that joins."""
_LONGEST = 100
_LONGEST_PART = 20
_SHORTEST_COMPOUND = 8
_SHORTEST_STEM = 4
_MOST_NAMED = 2
_MOST_MORE = 9
_NO_KINDS: Kinds = frozenset()
_FILL, _JOINS, _SUBJECT, _VETO, _NAMED, _MORE = "fill", "and", "subject", "veto", "named", "more"
_FILLING = frozenset({_FILL})
_ELSE = frozenset({"beside", "story", _NAMED})
_UNKNOWN = frozenset({_NAMED, _MORE})
_LEADING_ON = frozenset({"open", "to", _JOINS})
"""A name that ends with such a word alone is the beginning of a sentence: `Our recommendations are to`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """The words of headings by their kinds, and what comes of kinds that come together."""

    words: Mapping[str, Iterable[str]]
    """Kind → its words and phrases."""
    parts: AbstractSet[str]
    """The words among them that may be parts of one long word."""
    inflected: AbstractSet[str]
    """The words among them that stand for all their forms."""
    rows: Sequence[tuple[tuple[str, ...], str | None]]
    """Kinds, the one that tells most first, and what they mean together; the first row that fits counts."""
    leading: Kinds
    """The kinds that unknown words may follow."""
    opening: Kinds
    """The kinds of which a verb may open a heading."""
    verbs: AbstractSet[str]


class Compositions:
    """The meanings of names by the kinds of their words."""

    def __init__(self, grammar: Grammar) -> None:
        kinds: dict[str, set[str]] = {}
        for kind, names in grammar.words.items():
            for name in names:
                kinds.setdefault(" ".join(_split(name)), set()).add(kind)
        self._kinds = {name: frozenset(found) for name, found in kinds.items()}
        self._stems: dict[str, Kinds] = {}
        for word in map(without_accents, grammar.inflected):
            self._stems[_stem(word)] = self._stems.get(_stem(word), _NO_KINDS) | self._kinds[word]
        self._parts = frozenset(without_accents(part) for part in grammar.parts)
        self._most_words = max((name.count(" ") + 1 for name in self._kinds), default=0)
        self._grammar = grammar
        self._rows = tuple((frozenset(needed), meaning) for needed, meaning in grammar.rows)
        heads = {needed[0] for needed, meaning in grammar.rows if meaning}
        self._telling = frozenset(
            name.split()[-1] for name, found in self._kinds.items() if not heads.isdisjoint(found)
        )
        self._endings = tuple(sorted(word for word in self._telling if word in self._parts and word.isascii()))

    def may_mean(self, words: Sequence[str]) -> bool:
        """Whether any of the words, in lower case and without accents, could make a heading of a name."""
        return not self._telling.isdisjoint(words) or any(word.endswith(self._endings) for word in words)

    def meaning(self, name: str, *, loose: bool = True) -> str | None:
        """What a folded name means by its words, or None; unknown words are put up with only where it is `loose`."""
        found = self._kinds_of(_split(name)) if 0 < len(name) <= _LONGEST else _NO_KINDS
        if not loose and not found.isdisjoint(_UNKNOWN):
            return None
        named = found & {_NAMED}
        return next((meaning for needed, meaning in self._rows if needed <= found and named <= needed), None)

    def joins_more(self, name: str) -> bool:
        """Whether a name joins what it promises to something else: `Conclusion and next steps`."""
        words = _split(name)
        found = self._kinds_of(words)
        joined = any(_JOINS in self._kinds.get(word, _NO_KINDS) for word in words[1:-1])
        return joined and (not found or not found.isdisjoint(_ELSE))

    def _kinds_of(self, words: Sequence[str]) -> Kinds:
        """The kinds that come together in a name; none where a word does not belong."""
        found: set[str] = set()
        last = leads = _NO_KINDS
        index = named = 0
        while index < len(words):
            count, last = self._known(words, index)
            if not count and not leads.isdisjoint(self._grammar.leading):
                return frozenset(found | {_MORE}) if self._may_follow(words[index:]) else _NO_KINDS
            if not count:
                named += 1
                if not found <= {_NAMED} or named > _MOST_NAMED or words[index] in self._grammar.verbs:
                    return _NO_KINDS
                found.add(_NAMED)
            elif (found == {_NAMED} and _JOINS in last) or (index == 0 and self._opens_sentence(words[0], count, last)):
                return _NO_KINDS
            found |= last - {_FILL}
            leads = leads if last == _FILLING else last
            index += max(count, 1)
        return _NO_KINDS if last <= _LEADING_ON else frozenset(found)

    def _opens_sentence(self, first: str, count: int, kinds: Kinds) -> bool:
        """Whether a name opens with a verb that tells to do something, or with who does it: `Fix open issues`."""
        opens = count == 1 and (first in self._grammar.verbs or _SUBJECT in kinds)
        return opens and kinds.isdisjoint(self._grammar.opening)

    def _may_follow(self, rest: Sequence[str]) -> bool:
        """Whether unknown words may end a name: they are few, and none says that it is past."""
        vetoed = any(_VETO in self._kinds.get(word, _NO_KINDS) for word in rest)
        return not vetoed and len(rest) <= _MOST_MORE

    def _known(self, words: Sequence[str], index: int) -> tuple[int, Kinds]:
        """The longest known phrase that begins with a word: of how many words it is, and of which kinds."""
        for count in range(min(self._most_words, len(words) - index), 0, -1):
            kinds = self._kinds.get(" ".join(words[index : index + count]))
            if kinds is not None:
                return count, kinds
        kinds = self._stems.get(_stem(words[index])) or self._of_parts(words[index])
        return (1, kinds) if kinds else (0, _NO_KINDS)

    def _of_parts(self, word: str) -> Kinds:
        """The kinds of the longest known words that a word is made of; none where it is not, from end to end."""
        if word.isascii() and len(word) < _SHORTEST_COMPOUND:
            return _NO_KINDS
        behind: dict[int, Kinds] = {len(word): _NO_KINDS}
        for start in reversed(range(len(word))):
            ends = range(min(len(word), start + _LONGEST_PART), start, -1)
            end = next((end for end in ends if end in behind and word[start:end] in self._parts), None)
            if end is not None:
                behind[start] = self._kinds[word[start:end]] | behind[end]
        return behind.get(0, _NO_KINDS)


def _stem(word: str) -> str:
    """A word of a Romance language without what tells its gender and number; short words stay as they are."""
    stem = word.rstrip("s").rstrip("aeio")
    return stem if len(stem) >= _SHORTEST_STEM else word


def _split(name: str) -> list[str]:
    return _WORDS.findall(without_accents(name))
