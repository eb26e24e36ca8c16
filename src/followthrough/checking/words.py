"""The word lists of words.yml, and the few questions about a title that they answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pkgutil import get_data

import yaml

_WORD = re.compile(r"[a-z0-9']+(?:-[a-z0-9']+)*")
_VERB_ENDINGS = ("ise", "ize", "ify")
_LONGEST_PHRASE = 8
"""Words of a title; a longer one is a sentence, and its verb may be any."""
_LONGEST_VAGUE = 20
_LEADS = re.compile(
    r"^(?:\[[^\]]*\]|[@\w][\w@. -]{0,40}:|please|also|finally|ideally|and|to|we|should)[\s,:]+", re.IGNORECASE
)


def says_a_deed(title: str) -> bool:
    """Whether a title says what somebody does.

    It is taken to where that cannot be told: in another language, in whole sentences, where a link is all there is.
    """
    words = _words(_without_lead(title))
    if not title.isascii() or "://" in title or not 0 < len(words) <= _LONGEST_PHRASE:
        return True
    if words_of("nouns").isdisjoint(words) or not words_of("sentences").isdisjoint(words):
        return True
    return _opens_with_a_verb(words) or any(_verbs_in(words[1:]))


def _opens_with_a_verb(words: list[str]) -> bool:
    first, following = words[0], words[1:2]
    if first in words_of("verbs") or (following and following[0] in words_of("after_verbs")):
        return True
    if first in words_of("nouns") and not (following and first in words_of("verbs_and_nouns")):
        return False
    if first in words_of("verbs_and_nouns"):
        return bool(following)
    known = words_of("verbs") | words_of("verbs_and_nouns")
    return first.endswith(_VERB_ENDINGS) or any(base in known for base in (*_bare(first), *_bases_of_gerund(first)))


def _verbs_in(words: list[str], before: str = "") -> Iterator[str]:
    """The verbs of a title: what is always one, and what may be one where it follows a `to` or its like."""
    always, often, lead = words_of("verbs"), words_of("verbs_and_nouns"), words_of("before_verbs")
    for previous, word in zip([before, *words], words, strict=False):
        if word in always or (word in often and previous in lead):
            yield word


def is_vague(title: str, details: str = "") -> bool:
    """Whether a title opens with looking, trying or improving, and nothing says what will be there at the end."""
    words = _words(_without_lead(title))
    opening = f"{' '.join(words)} "
    if len(words) > _LONGEST_VAGUE or not any(opening.startswith(f"{vague} ") for vague in words_of("vague")):
        return False
    told = f" {opening}{' '.join(_words(details))} "
    return not any(f" {end} " in told for end in words_of("ends")) and not re.search(r"\d", title + details)


def only_detects(title: str) -> bool:
    """Whether a title promises to be told about a failure and nothing more."""
    if not title.isascii():
        return False
    words = _words(_without_lead(title))
    detects = words_of("detection")
    deeds = {word for word in _verbs_in(words, "to") if word not in detects}
    return not detects.isdisjoint(words) and deeds <= words_of("carriers")


def is_nobody(owner: str) -> bool:
    """Whether an owner is everybody, somebody, to be decided, or left open in other words."""
    name = " ".join(re.sub(r"[^\w/]+", " ", owner.casefold()).split())
    name = re.sub(r"^(?:(?:the|our|whole|entire) )+", "", name)
    return not name.strip("_/") or name in words_of("nobody")


@cache
def words_of(name: str) -> frozenset[str]:
    """The words of one list."""
    return frozenset(str(word) for word in _lists()[name])


@cache
def _lists() -> dict[str, list[str]]:
    text = get_data("followthrough.checking", "words.yml") or b""
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    lists: dict[str, list[str]] = yaml.load(text, Loader=loader)  # noqa: S506 - it makes text and lists alone
    return lists


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold().replace("\u2019", "'"))


def _without_lead(title: str) -> str:
    """A title without what stands before its first word: `[Platform]`, `Payments:`, `please`, `we should`."""
    text = title.strip()
    for _ in range(3):
        shorter = _LEADS.sub("", text, count=1)
        if shorter == text:
            break
        text = shorter
    return text


def _bare(word: str) -> tuple[str, ...]:
    """`re-tune` → `tune`, `predeploy` → `deploy`."""
    return tuple(
        word.removeprefix(prefix).removeprefix("-")
        for prefix in ("re", "de", "un", "auto", "pre", "co", "over", "mis", "dis")
        if word.startswith(prefix)
    )


def _bases_of_gerund(word: str) -> tuple[str, ...]:
    """`adding` → `add`, `removing` → `remove`, `setting` → `set`."""
    if not word.endswith("ing"):
        return ()
    stem = word.removesuffix("ing")
    return (stem, stem + "e", stem[:-1]) if stem[-2:-1] == stem[-1:] else (stem, stem + "e")
