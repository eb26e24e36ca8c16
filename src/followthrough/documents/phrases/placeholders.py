"""What a template left behind: `[Owner 1]`, `<Name>`, `YYYY-MM-DD`, instructions nobody removed."""

from __future__ import annotations

import re
from functools import lru_cache

from followthrough.documents.outline.inline import plain
from followthrough.documents.recall import remembered
from followthrough.documents.vocabulary import Vocabulary, fold

_GROUP = re.compile(r"\[(?P<square>[^\[\]]+)\]|<(?P<angle>[^<>]+)>|\{\{?(?P<curly>[^{}]+)\}\}?")
_BETWEEN = re.compile(r"(?:\s|[-–—,;:./|&+]|\([^()]*\)|\b(?:to|and|or|until)\b)*", re.IGNORECASE)
_REAL = re.compile(
    r"\s*(?:[xX]?|[#@^!].*|\d[\d\s:./,%-]*|\d{4}-\d.*|https?://.*|mailto:.*|\S+@\S+\.\S+|[ \w-]*:\d+.*)\s*", re.DOTALL
)
_DATE_MASK = re.compile(
    r"(?=.*(?:YY|yyyy|HH|hh:|XX|DD|dd/))"
    r"(?:YYYY|yyyy|YY|MM|mm|DD|dd|HH|hh|SS|ss|XX|xx|AM|PM|UTC|TZ|GMT|[-/:., T~+]|\([^()]*\))+"
)
_REFERENCE = re.compile(r"\[([^\[\]]*+)\]\[[^\[\]]*+\]")
_OPENING = re.compile(r"[\W\d_]*+([^\W\d_]++)")
_IN_MARKUP = frozenset("<&")
"""Behind these letters may stand that are none of the words."""
_MASK_SIGN = re.compile(r"[\[<{&]|YY|yy|HH|hh:|XX|DD|dd/")
_LONGEST_WORD = 60
_LONGEST_MASK = 2000
_LONGEST_HINT = 160
_LONGEST_GENERIC = 8


@remembered(4096)
def is_left_over(text: str, words: Vocabulary) -> bool:
    """Whether a line of the story is a placeholder or an instruction to whoever fills in the template."""
    return is_placeholder(text, words) or (_may_be_hint(text, words) and is_hint(plain(text).strip(), words))


@remembered(4096)
def is_placeholder(text: str, words: Vocabulary) -> bool:
    """Whether a value is nothing but what a template brought; an instruction is not seen here, it may be a promise."""
    return is_masked(text) or (len(text) <= _LONGEST_WORD and fold(_bare(text)) in words.placeholder_words)


def is_masked(text: str) -> bool:
    """Whether a text is a placeholder by its form, whatever its words: in brackets, or a mask such as `YYYY-MM-DD`."""
    bare = _bare(text) if len(text) <= _LONGEST_MASK and _MASK_SIGN.search(text) else ""
    return bool(bare) and (_is_bracketed(bare) or is_date_mask(bare))


def is_date_mask(text: str) -> bool:
    """Whether a text is the form of a date or a time that nobody filled in: `YYYY-MM-DD`."""
    return len(text) <= _LONGEST_MASK and _DATE_MASK.fullmatch(text) is not None


def is_generic(text: str, words: Vocabulary) -> bool:
    """Whether a cell is made only of words such as "description of the action"."""
    parts = re.findall(r"\w+", fold(plain(text)))
    return 0 < len(parts) <= _LONGEST_GENERIC and all(part in words.generic_words or part.isdigit() for part in parts)


def is_hint(text: str, words: Vocabulary) -> bool:
    """Whether a line is an instruction to whoever fills in the template: short, and naming nobody and nothing."""
    if len(text) > _LONGEST_HINT or re.search(r"\d|[`@#]|https?:", text):
        return False
    folded = fold(text)
    asks = text.rstrip().endswith("?") and folded.split(" ", 1)[0] in words.questions
    if not asks and not f"{folded} ".startswith(words.hints):
        return False
    bare = re.sub(r"\([^()]*\)", "", text)
    return not re.search(r"(?<![.!?:])\s[A-Z][a-z]", bare)


def _may_be_hint(text: str, words: Vocabulary) -> bool:
    """Whether a line may be an instruction by the first of its letters, so that few need their markup taken off."""
    found = _OPENING.match(text)
    return found is None or not _IN_MARKUP.isdisjoint(found.group()) or fold(found[1]) in _hint_openings(words)


@lru_cache(maxsize=16)
def _hint_openings(words: Vocabulary) -> frozenset[str]:
    return frozenset(found[1] for one in (*words.hints, *words.questions) if (found := _OPENING.match(one)))


def _bare(text: str) -> str:
    words = _REFERENCE.sub(r"\1", text) if "][" in text else text
    return plain(words).strip().strip("_*").strip()


def _is_bracketed(text: str) -> bool:
    """Whether brackets hold all there is, and nothing in them looks filled in."""
    if text[0] not in "[<{(" and "]" not in text and ">" not in text:
        return False
    if "[[" in text:
        return False
    groups = list(_GROUP.finditer(text))
    if not groups or not _BETWEEN.fullmatch(_GROUP.sub(" ", text)):
        return False
    inner = (next(part for part in group.groups() if part is not None) for group in groups)
    return not any(_REAL.fullmatch(part) for part in inner)
