"""The forms in which a heading, label or header is compared: without case, markup, numbering, brackets, punctuation."""

from __future__ import annotations

import re
import unicodedata

from followthrough.documents.outline.inline import plain
from followthrough.documents.recall import remembered

LONGEST_NAME = 200
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
_ACCENTS = re.compile("[\u0300-\u036f]")
_LONGEST_SHORTCODE = 44
_MOST_SHORTCODES = 16
_PICTORIAL = frozenset({"So", "Sk", "Cf", "Mn"})


@remembered(8192)
def fold(name: str) -> str:
    """A name as it is compared: compatible characters, no case, hyphens as spaces, no space beside a slash."""
    text = name[:LONGEST_NAME]
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


def head_and_rest(name: str) -> tuple[str, str]:
    """A name without its brackets, up to its colon or dash, and what stands behind it."""
    whole = _whole(name)
    head, *rest = _HEAD_END.split(_BRACKETED.sub(" ", whole), maxsplit=1)
    return fold(head) or fold(whole), fold(rest[0]) if rest else ""


def whole_forms(name: str) -> tuple[str, ...]:
    """The forms of a heading that leave out none of its words but those in brackets."""
    whole = _whole(name)
    return tuple(form for form in (fold(whole), fold(_BRACKETED.sub(" ", whole))) if form)


def _whole(name: str) -> str:
    words = without_numbering(plain(name[:LONGEST_NAME]))
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


def without_accents(name: str) -> str:
    """A text in lower case and without accents; the signs of Japanese and Korean stay whole."""
    if name.isascii():
        return name.lower()
    letters = _ACCENTS.sub("", unicodedata.normalize("NFD", name.casefold()))
    return unicodedata.normalize("NFC", letters)
