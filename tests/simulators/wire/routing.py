"""From method and path to the function that answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import unquote

Handler = TypeVar("Handler")


@dataclass(frozen=True, slots=True, kw_only=True)
class Route(Generic[Handler]):
    """A method, a path template such as `/repos/{owner}/{repo}`, and who answers."""

    method: str
    template: str
    pattern: re.Pattern[str]
    handler: Handler

    @property
    def name(self) -> str:
        """`METHOD /template`, by which tests, journal and the forge's own description know the route."""
        return f"{self.method} {self.template}"


class Router(Generic[Handler]):
    """All routes of a forge; of several that fit, the one with the fewest open parts is taken, else the first."""

    def __init__(self) -> None:
        self._routes: list[Route[Handler]] = []

    def route(self, name: str) -> Callable[[Handler], Handler]:
        """Let the decorated function answer `METHOD /template`."""
        method, template = name.split(" ")
        pattern = re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(template)))

        def add(handler: Handler) -> Handler:
            self._routes.append(Route(method=method, template=template, pattern=pattern, handler=handler))
            return handler

        return add

    @property
    def names(self) -> tuple[str, ...]:
        """All there are, as `METHOD /template`."""
        return tuple(route.name for route in self._routes)

    def find(self, method: str, path: str) -> tuple[Route[Handler], Mapping[str, str]] | None:
        """The route and the decoded parts of the path; None where nothing is there."""
        fitting = [
            (route, match)
            for route in self._routes
            if route.method == method and (match := route.pattern.fullmatch(path))
        ]
        if not fitting:
            return None
        route, match = min(fitting, key=lambda found: found[0].template.count("{"))
        return route, {name: unquote(part) for name, part in match.groupdict().items()}
