"""Which paths a glob stands for; whoever has the paths brings them.

A path is relative and separated by `/`. `*` and `?` stay within one folder, `**` stands for any number of folders,
`[ab]` and `[!ab]` for one of some letters. A glob that names something exactly stands for all that lies beneath it too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_TOKEN = re.compile(r"\[(!?)([^]/]+)\]|(\*+)|(\?)|([^[*?]+|\[)")
_RANGE = re.compile(r"(.)(?:-(.))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Globs:
    """Several globs as one question."""

    patterns: tuple[str, ...]
    _regex: re.Pattern[str]

    def match(self, path: str) -> bool:
        """Whether any of the globs stands for the path."""
        return self._regex.fullmatch(path) is not None


def compile_globs(patterns: Iterable[str], *, ignore_case: bool = False) -> Globs:
    """The globs, ready to be asked; none match nothing."""
    kept = tuple(patterns)
    alternatives = "|".join(_regex(pattern) for pattern in kept)
    return Globs(kept, re.compile(alternatives or r"(?!)", re.DOTALL | (re.IGNORECASE if ignore_case else 0)))


def is_glob(text: str) -> bool:
    """Whether a text holds a wildcard.

    >>> is_glob("postmortems/**"), is_glob("postmortems/2026.md")
    (True, False)
    """
    return any(sign in text for sign in "*?[")


def _regex(pattern: str) -> str:
    segments = [segment for segment in pattern.split("/") if segment not in ("", ".")]
    if pattern.endswith("/"):
        segments.append("**")
    parts = [_folders(segment, last=at == len(segments) - 1) for at, segment in enumerate(segments)]
    beneath = "" if not segments or is_glob(segments[-1]) else "(?:/.*)?"
    return f"(?:{''.join(parts)}{beneath})"


def _folders(segment: str, *, last: bool) -> str:
    if segment == "**":
        return ".+" if last else "(?:[^/]+/)*"
    return _segment(segment) + ("" if last else "/")


def _segment(segment: str) -> str:
    return "".join(_token(found) for found in _TOKEN.finditer(segment))


def _token(found: re.Match[str]) -> str:
    negated, letters, stars, mark, plain = found.groups()
    if letters is not None:
        return f"(?!/)[{'^' if negated else ''}{_letters(letters)}]"
    if stars:
        return "[^/]*"
    return "[^/]" if mark else re.escape(plain)


def _letters(letters: str) -> str:
    """The inside of a bracket; a range whose ends are the wrong way round is taken letter by letter."""
    return _RANGE.sub(lambda found: _range(*found.groups()), letters)


def _range(first: str, last: str | None) -> str:
    if last is None:
        return re.escape(first)
    if first <= last:
        return f"{re.escape(first)}-{re.escape(last)}"
    return "".join(re.escape(one) for one in (first, "-", last))
