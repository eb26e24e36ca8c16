"""The work tree as it is checked out: which branch, which is usual, and how much of the history is there."""

from __future__ import annotations

from dataclasses import dataclass

from followthrough.discovery.git import ask_line
from followthrough.discovery.repository import Repository


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkout:
    """What git tells of the work tree."""

    branch: str | None
    """None where none is checked out by its name."""
    default_branch: str | None
    """The remote's, as the clone was told it."""
    is_shallow: bool


def look(repository: Repository) -> Checkout | None:
    """What git tells; None outside git."""
    if not repository.has_git:
        return None
    told = ask_line(repository.root, ["symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD"])
    return Checkout(
        branch=ask_line(repository.root, ["symbolic-ref", "--quiet", "--short", "HEAD"]),
        default_branch=told.removeprefix("origin/") if told else None,
        is_shallow=ask_line(repository.root, ["rev-parse", "--is-shallow-repository"]) == "true",
    )
