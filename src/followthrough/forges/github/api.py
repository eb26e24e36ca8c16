"""The repository's API: paths in it, and GraphQL."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from followthrough.forges.github.connection import GRAPHQL
from followthrough.forges.transport.exchange import Request
from followthrough.forges.transport.fields import Fields
from followthrough.forges.transport.rest import Rest

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Api(Rest):
    """One repository on one server."""

    repo: str
    """`owner/name`."""

    def path(self, *parts: object) -> str:
        """A path in the repository; parts stand as they are."""
        return "/".join(("/repos", self.repo, *map(str, parts)))

    def query(
        self, text: str, variables: Mapping[str, object], request: Request, read: Callable[[Fields], Result]
    ) -> Result:
        """What `read` makes of the data that a GraphQL operation answers; `owner` and `name` are known to it."""
        owner, _, name = self.repo.partition("/")
        body = {"query": text, "variables": {"owner": owner, "name": name, **variables}}
        return self.one(replace(request, method="POST", path=GRAPHQL, body=body), lambda raw: read(raw.fields("data")))
