"""The repository's API: paths in it, and GraphQL."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from followthrough.forges.github.connection import GRAPHQL
from followthrough.forges.github.renaming import Name
from followthrough.forges.transport.exchange import Request
from followthrough.forges.transport.executor import Unread, Unserved
from followthrough.forges.transport.fields import Fields
from followthrough.forges.transport.rest import Rest

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Api(Rest):
    """One repository on one server."""

    name: Name
    _missing: dict[str, Unserved] = field(default_factory=dict, repr=False)
    """Endpoints that the server turned out not to have, and queries that it does not answer as GitHub does."""

    @property
    def repo(self) -> str:
        """`owner/name`, as the server last told."""
        return self.name.now

    def path(self, *parts: object) -> str:
        """A path in the repository; parts stand as they are."""
        return "/".join(("/repos", self.repo, *map(str, parts)))

    def query(
        self, text: str, variables: Mapping[str, object], request: Request, read: Callable[[Fields], Result]
    ) -> Result:
        """What `read` makes of the data that a GraphQL operation answers; `owner` and `name` are known to it.

        Raises Unserved, from then on without asking, where the server has no GraphQL or does not answer this query.
        """
        for absent in (GRAPHQL, text):
            if absent in self._missing:
                raise self._missing[absent]
        owner, _, name = self.repo.partition("/")
        body = {"query": text, "variables": {"owner": owner, "name": name, **variables}}
        asked = replace(request, method="POST", path=GRAPHQL, subject=None, body=body, optional=True)
        try:
            return self.one(asked, lambda raw: read(raw.fields("data")))
        except Unserved as error:
            self._missing[text if isinstance(error, Unread) else GRAPHQL] = error
            raise
