"""Whose names stand in a comment as mentions, and what it escalates to whom; who that is, `allotment` says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from followthrough.rollups.item import TrackedItem

# Both forges' logins, and GitHub's teams and GitLab's groups by their path.
_MENTIONABLE = re.compile(
    r"[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?(?:/[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?)*"
)
_EVERYBODY = frozenset({"all", "everyone", "here", "channel"})
Leads = Mapping[str, tuple[str, ...]]
"""Key of a postmortem → the logins of its owners, as far as they have any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalated:
    """Items that have been overdue for so long that somebody is told of it."""

    to: str
    items: tuple[TrackedItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentions:
    """Whose names stand in a comment as mentions, and what it escalates."""

    live: frozenset[str] = frozenset()
    """Folded logins and teams; all other names are text."""
    escalated: tuple[Escalated, ...] = ()
    waiting: frozenset[str] = frozenset()
    """The signs of items that a later week has to escalate, since this one has notified those people already."""

    def mentions(self, login: str) -> bool:
        """Whether this name stands as a mention."""
        return folded(login) in self.live


def folded(login: str) -> str:
    """The login or team as it is remembered and compared."""
    return login.strip().removeprefix("@").casefold()


def is_mentionable(login: str) -> bool:
    """Whether this is a name that a forge could have given to one person or team, who would be notified."""
    return _MENTIONABLE.fullmatch(login) is not None and folded(login) not in _EVERYBODY
