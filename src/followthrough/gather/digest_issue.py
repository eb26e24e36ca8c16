"""The digest issue as it stands: found among our issues by its own marker and a trusted author."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from followthrough.model import Account, Issue
from followthrough.rollups.digest import read_digest
from followthrough.rollups.memory import Memory


def digest_issue(issues: Iterable[Issue], is_ours: Callable[[Account], bool]) -> Issue | None:
    """The oldest digest among issues that bear our label; whatever a stranger wrote is passed over."""
    found = (one for one in issues if is_ours(one.author) and read_digest(one.body) is not None)
    return min(found, key=lambda one: one.number, default=None)


def digest_memory(issue: Issue | None) -> Memory | None:
    """What the digest remembers of itself; None where there is none."""
    return read_digest(issue.body) if issue else None
