"""The words by which people name days, spans and zones, from words.yml."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from pkgutil import get_data

from followthrough.documents.nodes import from_yaml, tree

_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
_QUOTES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'"})


def fold(text: str) -> str:
    """Text as words are compared: lower case, no accents, full-width forms narrow, one kind of dash, single spaces."""
    if text.isascii():
        return " ".join(text.lower().split())
    # Compatibility forms first, then accents off; NFC puts back what is no accent, such as a voiced kana.
    text = unicodedata.normalize("NFKC", text.translate(_DASHES).translate(_QUOTES)).casefold()
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not "\u0300" <= c <= "\u036f")
    return " ".join(unicodedata.normalize("NFC", bare).split())


@cache
def words(name: str) -> frozenset[str]:
    """The folded words of one list."""
    return frozenset(_texts(_section(name)))


@cache
def meanings(name: str) -> Mapping[str, str]:
    """Folded word → what it stands for, of one mapping."""
    return dict(_pairs(_section(name)))


@cache
def longest_first(name: str) -> tuple[str, ...]:
    """The folded words of one list, the longest first, so that a phrase wins over its beginning."""
    return tuple(sorted(words(name), key=len, reverse=True))


@cache
def months() -> Mapping[str, int]:
    """Folded name of a month → its number."""
    return {word: int(number) for word, number in meanings("months").items()}


@cache
def weekdays() -> Mapping[str, int]:
    """Folded name of a weekday → its number, Monday 0."""
    days = _section("weekdays")
    items = days.items if isinstance(days, tree.Sequence) else ()
    return {word: number for number, day in enumerate(items) for word in _texts(day)}


@cache
def _all() -> tree.Mapping:
    root = from_yaml.load((get_data("followthrough.documents.dates", "words.yml") or b"").decode())
    if not isinstance(root, tree.Mapping):
        raise TypeError("words.yml must be a mapping")
    return root


def _section(name: str) -> tree.Node:
    """A part of the file; `ahead.next` is the key `next` of `ahead`."""
    node: tree.Node = _all()
    for key in name.split("."):
        found = node.get(key) if isinstance(node, tree.Mapping) else None
        if found is None:
            raise KeyError(name)
        node = found
    return node


def _texts(node: tree.Node) -> Iterator[str]:
    if isinstance(node, tree.Scalar):
        yield fold(node.value)
    elif isinstance(node, tree.Sequence):
        for item in node.items:
            yield from _texts(item)


def _pairs(node: tree.Node) -> Iterator[tuple[str, str]]:
    """`word: meaning`, or `meaning: [word, …]`."""
    for key, value in node.entries if isinstance(node, tree.Mapping) else ():
        if isinstance(value, tree.Scalar):
            yield fold(key.value), value.value
        else:
            yield from ((word, key.value) for word in _texts(value))
