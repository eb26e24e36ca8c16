"""Names of people and teams: one text → the names in it, and whether a text is a name at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from followthrough.documents.outline.inline import plain
from followthrough.documents.recall import remembered
from followthrough.documents.vocabulary import Vocabulary, fold

_SPLIT = re.compile(r"\s*(?:[,;、\uff0c\uff1b&+]|<br\s*/?>|(?<![\w.]/)(?<!://)/(?!/)|\s(?:and|und|et|y|e)\s)\s*")
_TEAM_HANDLE = re.compile(r"@[\w.-]+/[\w./-]+")
_EMAIL_TAIL = re.compile(r"\s*[<(]\s*[\w.+-]+@[\w.-]+\s*[>)]\s*$")
_REMARK = re.compile(r"\s*[(（\[][^()（）\[\]]*[)）\]]\s*$|\s+[-–—]\s.*$")
_ASIDE = re.compile(r"[(（](?P<inner>[^()（）]*)[)）]")
_NAME_WORD = re.compile(r"@?[^\W\d_][\w.'’-]*\.?")
_HANDLE = re.compile(r"@[A-Za-z0-9](?:[\w.-]*[\w])?(?:/[\w.-]*\w)?")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_INITIALS = re.compile(r"[A-Z]{2,3}")
_LONGEST_NAME = 60
_MOST_WORDS = 4
_LEAST_PARTS = 2


@remembered(4096)
def split_people(text: str) -> tuple[str, ...]:
    """The names in a text as they are written, `@` kept, remarks and addresses in brackets left off; no name twice."""
    words = text.strip().strip("_").strip()
    names = (_bare(part) for part in _parts(words))
    return tuple(dict.fromkeys(name for name in names if any(sign.isalnum() for sign in name)))


def is_aside(text: str, words: Vocabulary) -> bool:
    """Whether a text names nobody, since it is only a remark in brackets: `(prior)`, `(none yet)`."""
    found = _ASIDE.fullmatch(plain(text).strip())
    return found is not None and not all(is_name(name, words) for name in split_people(found["inner"]))


def short_forms(name: str) -> tuple[str, ...]:
    """The case-folded forms in which somebody is named again: the whole name, the first name, the initials."""
    parts = [part for part in name.split() if part[:1].isalpha()]
    if len(parts) < _LEAST_PARTS:
        return (fold(name),)
    return fold(name), fold(parts[0]), fold("".join(part[0] for part in parts))


def is_handle(text: str) -> bool:
    """Whether a text is one @handle, of a person or of a team."""
    return _HANDLE.fullmatch(text) is not None


def is_name(text: str, words: Vocabulary) -> bool:
    """Whether a text looks like one name: a handle, an address, or a few capitalised words that mean nothing else."""
    if is_handle(text) or _EMAIL.fullmatch(text):
        return True
    parts = text.split()
    if not parts or len(parts) > _MOST_WORDS or len(text) > _LONGEST_NAME:
        return False
    if not all(_NAME_WORD.fullmatch(part) for part in parts):
        return False
    capital = all(part[0].isupper() or part[0] == "@" or not part[0].isascii() for part in parts)
    return capital and not any(fold(part) in words.not_names for part in parts)


def is_person(text: str, words: Vocabulary) -> bool:
    """Whether a text that nothing else names looks like a person: a name of two words, a known first name, initials."""
    if not is_name(text, words):
        return False
    return " " in text or is_first_name(text, words) or is_initials(text, words)


def is_initials(text: str, words: Vocabulary) -> bool:
    """Whether a text may be somebody's initials: two or three capitals that mean nothing else."""
    return _INITIALS.fullmatch(text) is not None and is_name(text, words)


def is_first_name(text: str, words: Vocabulary) -> bool:
    """Whether a text is a name that opens with a first name people are known to have."""
    return is_name(text, words) and fold(text.split(maxsplit=1)[0]) in words.first_names


def is_team(text: str, words: Vocabulary) -> bool:
    """Whether a text is the name of a team: it says so, and says nothing else."""
    parts = text.split()
    if not 0 < len(parts) <= _MOST_WORDS or _NAME_WORD.fullmatch(parts[0]) is None:
        return False
    first, last = fold(parts[0]), fold(parts[-1])
    named = parts[1:] if first in words.articles else parts
    opens = len(parts) > 1 and first in words.team_openers and parts[0][0].isupper() and parts[-1][0].isupper()
    if not opens and last not in words.team_names and (last not in words.team_words or len(named) == 1):
        return False
    bids = len(parts) > 1 and first in words.verbs and last in words.team_names
    return not bids and not any(_is_of_clause(part, words) for part in named)


def teams_in(lines: Iterable[str], words: Vocabulary) -> frozenset[str]:
    """The folded names, of two words or more, that lines call a team: `the Edge Routing team`."""
    named = _named_team(words.team_words)
    found = (one["name"].split() for line in lines for one in named.finditer(line))
    names = (parts[1:] if fold(parts[0]) in words.articles else parts for parts in found)
    return frozenset(fold(" ".join(name)) for name in names if len(name) > 1 and is_name(" ".join(name), words))


@lru_cache(maxsize=8)
def _named_team(nouns: frozenset[str]) -> re.Pattern[str]:
    teams = "|".join(re.escape(noun) for noun in sorted(nouns))
    return re.compile(rf"(?<![\w-])(?P<name>[A-Z][\w-]{{1,30}}(?: [A-Z][\w-]{{1,30}}){{1,2}}) (?i:{teams})(?![\w-])")


def _is_of_clause(part: str, words: Vocabulary) -> bool:
    """Whether a word belongs to a sentence, no name: a pronoun or a verb; letters such as IT are a name's."""
    return not (part.isupper() and len(part) > 1) and fold(part).split("'")[0] in words.clause_words


def _parts(text: str) -> list[str]:
    """The text cut at commas, semicolons, slashes, `&`, `+` and "and"; a team's handle is not cut at its slash."""
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(found.group())
        return f"@\x00{len(kept) - 1}\x00"

    cut = _SPLIT.split(_TEAM_HANDLE.sub(keep, plain(text).replace("<br>", ",")))
    return [re.sub("@\x00(\\d+)\x00", lambda found: kept[int(found[1])], part) for part in cut]


def _bare(part: str) -> str:
    name = _EMAIL_TAIL.sub("", part.strip())
    shorter = _REMARK.sub("", name).strip()
    return (shorter or name.strip("()[]（）")).strip(" .:：*_`\"'")
