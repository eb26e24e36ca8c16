"""Characters: which of them people see, and which of them make up words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import groupby

_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_KEPT_FORMATS = frozenset("\u200b\u200c\u200d")
"""Zero-width space, non-joiner and joiner: some scripts and emoji need the latter two, and the first is harmless."""
_MARKS_AT_MOST = 4
_PICTURES = {code: chr(0x2400 + code) for code in range(0x20)} | {0x7F: "\u2421"}
"""A picture for every control character of ASCII."""


def visible(text: str) -> str:
    """The text in composed form with LF line ends: controls are shown, what turns or hides text is gone."""
    text = _LINE_ENDS.sub("\n", text)
    if text.isascii():
        return text if text.isprintable() else "".join(map(_shown, text))
    return _with_few_marks(unicodedata.normalize("NFC", "".join(map(_shown, text))))


@lru_cache(maxsize=32_768)
def words(text: str) -> str:
    """The letters and digits of a text, folded, with one space between words; punctuation alone stays as it is.

    Whatever is invisible does not part a word, so that text once made harmless has the words it had before.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    bare = "".join(_in_words(one) for one in folded) if not folded.isalnum() else folded
    return " ".join(bare.split()) or " ".join(folded.split())


def _shown(character: str) -> str:
    if character in "\n\t" or " " <= character <= "~":
        return character
    category = unicodedata.category(character)
    if category == "Cf":
        return character if character in _KEPT_FORMATS else ""
    if category == "Cc":
        return _PICTURES.get(ord(character), "\ufffd")
    return "\ufffd" if category == "Cs" else character


def _with_few_marks(text: str) -> str:
    """The text with heaps of combining marks levelled, which would run over the lines around them."""
    pieces: list[str] = []
    for is_mark, run in groupby(text, key=lambda one: unicodedata.category(one) == "Mn"):
        together = list(run)
        pieces += together[:_MARKS_AT_MOST] if is_mark else together
    return "".join(pieces)


def _in_words(character: str) -> str:
    category = unicodedata.category(character)
    if category[0] in "LNM":
        return character
    return "" if category == "Cf" else " "
