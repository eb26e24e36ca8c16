"""A diagnosis for a terminal: one line for each check, with the mend below where there is one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from followthrough.diagnosis.checks import Check, Level
from followthrough.reporting.escape import printable


def diagnosis_text(checks: Sequence[Check]) -> str:
    """The checks in their order, and how many there are of each level."""
    return "\n".join((*(line for check in checks for line in _lines(check)), "", f"{_counts(checks)}\n"))


def _lines(check: Check) -> Iterator[str]:
    first, *rest = check.message.split("\n")
    yield f"{check.level:<5} {check.name:<12} {printable(first)}"
    yield from (f"{'':19}{printable(line)}" for line in rest)
    if check.mend:
        opening, *more = check.mend.split("\n")
        yield f"{'':13}mend: {printable(opening)}"
        yield from (f"{'':19}{printable(line)}" for line in more)


def _counts(checks: Sequence[Check]) -> str:
    found = Counter(check.level for check in checks)
    return ", ".join(f"{found[level]} {level}" for level in Level)
