"""How alike two titles are, so that an item that was reworded is not taken for a new one."""

from __future__ import annotations

from rapidfuzz import fuzz

_CONTAINED = 90.0
_FEWEST_SHARED = 3
_SAME_WORD = 80.0


def similarity(one: str, other: str) -> float:
    """From 0 to 100, for the words of two titles; words that were only added or only left out weigh little."""
    mine, theirs = set(one.split()), set(other.split())
    contained = len(mine & theirs) >= _FEWEST_SHARED and (mine <= theirs or theirs <= mine)
    alike = max(fuzz.ratio(one, other), fuzz.token_sort_ratio(one, other))
    return max(alike, _CONTAINED) if contained else alike


def is_substitution(one: str, other: str) -> bool:
    """Whether each of two titles has words that the other lacks: `for service A` is easily not `for service B`."""
    mine, theirs = set(one.split()), set(other.split())
    return bool(_lacking(mine, theirs)) and bool(_lacking(theirs, mine))


def _lacking(words: set[str], others: set[str]) -> list[str]:
    return [word for word in words - others if all(fuzz.ratio(word, other) < _SAME_WORD for other in others)]
