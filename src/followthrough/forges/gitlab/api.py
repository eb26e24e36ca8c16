"""The project's API: paths in it, and what a token needs for them."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from followthrough.forges.transport.rest import Rest

READ, WRITE = "read_api", "api"
"""The scope that a token needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Api(Rest):
    """One project on one server."""

    repo: str
    """Its path with all groups, or its number."""

    def path(self, *parts: object) -> str:
        """A path in the project; parts stand as they are."""
        return "/".join(("/projects", quote(self.repo, safe=""), *map(str, parts)))
