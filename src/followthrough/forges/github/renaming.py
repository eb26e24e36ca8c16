"""A repository that was renamed or handed over: GitHub tells by a redirect to its number, which stays the same.

The redirect is followed on the same origin alone, and only once the repository of that number says what it is called.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar
from urllib.parse import urlsplit

from followthrough.errors import AccessDenied
from followthrough.forges.transport.addresses import is_below
from followthrough.forges.transport.budget import Budget
from followthrough.forges.transport.clock import Clock
from followthrough.forges.transport.exchange import Answer, Malformed, Request, Sender
from followthrough.forges.transport.executor import Executor, Reading
from followthrough.forges.transport.fields import Fields
from followthrough.forges.transport.pace import Pace

Result = TypeVar("Result")

_LOG = logging.getLogger("followthrough.forges.github")
_FULL_NAME = re.compile(r"[A-Za-z0-9-]+/[A-Za-z0-9._-]+")


class Renamed(AccessDenied):
    """The repository goes by another name; `identity` is its number, as the redirect has it."""

    def __init__(self, message: str, *, hint: str, identity: int) -> None:
        super().__init__(message, hint=hint)
        self.identity = identity


@dataclass(slots=True)
class Name:
    """What a repository is called, and was called when the run began. Mutable: GitHub may know a newer name."""

    now: str
    """`owner/name`."""
    given: str = ""

    def __post_init__(self) -> None:
        self.given = self.given or self.now

    def path(self, path: str) -> str:
        """A path in the repository by its name of now."""
        prefix = f"/repos/{self.given}"
        return f"/repos/{self.now}{path.removeprefix(prefix)}" if f"{path}/".startswith(f"{prefix}/") else path


def repository_in(location: str, api_url: str) -> int | None:
    """The number of the repository that a redirect below the API's root leads into."""
    prefix = f"{urlsplit(api_url).path}/repositories/"
    path = urlsplit(location).path if is_below(location, api_url) else ""
    number = path.removeprefix(prefix).split("/")[0] if path.startswith(prefix) else ""
    return int(number) if number.isascii() and number.isdecimal() else None


class Following(Executor):
    """Sends requests about a repository to where it is now."""

    def __init__(self, send: Sender, reading: Reading, name: Name, *, budget: Budget, pace: Pace, clock: Clock) -> None:
        super().__init__(send, reading, budget=budget, pace=pace, clock=clock)
        self._name = name

    def __call__(self, request: Request, read: Callable[[Answer], Result]) -> Result:
        """As an executor; what was turned away for a new name goes there once the name is known."""
        try:
            return super().__call__(request, read)
        except Renamed as moved:
            name = self._name
            if name.now != name.given:
                raise
            name.now = self._asked(moved)
            _LOG.warning("%s is called %s now: say so with --repo, or in git's `origin`", name.given, name.now)
        return super().__call__(replace(request, path=name.path(request.path)), read)

    def _asked(self, moved: Renamed) -> str:
        """The name of the repository with the number of the redirect."""
        what = "ask what the repository is called"
        request = Request(method="GET", path=f"/repositories/{moved.identity}", what=what)

        def read(answer: Answer) -> str:
            fields = Fields(answer.data, "answer")
            if fields.number("id") != moved.identity or not _FULL_NAME.fullmatch(name := fields.text("full_name")):
                raise Malformed("answer.id is another repository's")
            return name

        return super().__call__(request, read)
