"""Rate limits: the primary one by the hour, and the secondary one on making content; and both as faults.

Sources: docs.github.com "Rate limits for the REST API" and "Best practices for using the REST API".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.simulators.github.refusals import refused
from tests.simulators.wire.exchange import Request, Response, json_response
from tests.simulators.wire.faults import Fault, Proceed

CORE = "core"
SEARCH = "search"
GRAPHQL_RESOURCE = "graphql"
_HOUR = timedelta(hours=1)
_PRIMARY = "API rate limit exceeded for installation. If you reach out to GitHub Support for help, please include it."
_SECONDARY = (
    "You have exceeded a secondary rate limit. Please wait a few minutes before you try again. "
    "For more on scraping GitHub and how it may affect your rights, please review our Terms of Service."
)


@dataclass(slots=True)
class Limits:
    """What each token has used up. The hourly limit always counts; one on content counts where a test sets it."""

    now: Callable[[], datetime]
    per_hour: dict[str, int] = field(default_factory=lambda: {CORE: 5000, SEARCH: 30, GRAPHQL_RESOURCE: 5000})
    content_per_minute: int | None = None
    content_per_hour: int | None = None
    retry_after: str | None = "60"
    """What the secondary limit says in `Retry-After`; None for no such header."""
    _windows: dict[tuple[str, str], tuple[datetime, int]] = field(default_factory=dict)
    _content: dict[str, list[datetime]] = field(default_factory=dict)

    def state(self, token: str, resource: str) -> dict[str, int]:
        """Limit, used, remaining and reset of one resource."""
        start, used = self._window(token, resource)
        limit = self.per_hour[resource]
        reset = int((start + _HOUR).timestamp())
        return {"limit": limit, "used": used, "remaining": max(limit - used, 0), "reset": reset}

    def headers(self, token: str, resource: str) -> dict[str, str]:
        """The headers that every answer carries."""
        state = self.state(token, resource)
        named = {f"X-RateLimit-{name.capitalize()}": str(value) for name, value in state.items()}
        return named | {"X-RateLimit-Resource": resource}

    def refusal(self, token: str, resource: str, *, content: bool) -> Response | None:
        """Count a request, and refuse it where that is too many; `content` where it makes an issue or a comment."""
        start, used = self._window(token, resource)
        if used >= self.per_hour[resource]:
            return primary_refusal(resource)
        self._windows[token, resource] = (start, used + 1)
        return self._secondary(token) if content else None

    def refund(self, token: str, resource: str) -> None:
        """Count the last request not after all."""
        start, used = self._window(token, resource)
        self._windows[token, resource] = (start, max(used - 1, 0))

    def _window(self, token: str, resource: str) -> tuple[datetime, int]:
        start, used = self._windows.get((token, resource), (self.now(), 0))
        return (start, used) if self.now() < start + _HOUR else (self.now(), 0)

    def _secondary(self, token: str) -> Response | None:
        now = self.now()
        made = [at for at in self._content.get(token, ()) if at > now - _HOUR]
        lately = sum(at > now - timedelta(minutes=1) for at in made)
        too_many = (self.content_per_minute is not None and lately >= self.content_per_minute) or (
            self.content_per_hour is not None and len(made) >= self.content_per_hour
        )
        self._content[token] = made if too_many else [*made, now]
        return secondary_refusal(retry_after=self.retry_after) if too_many else None


def primary_refusal(resource: str = CORE, status: int = 403) -> Response:
    """What GitHub answers when the hour is used up; GraphQL says so with status 200."""
    if resource == GRAPHQL_RESOURCE:
        return json_response({"errors": [{"type": "RATE_LIMITED", "message": "API rate limit exceeded"}]})
    return refused(status, _PRIMARY).response


def secondary_refusal(status: int = 403, *, retry_after: str | None = "60") -> Response:
    """What GitHub answers to too much at once."""
    headers = {} if retry_after is None else {"Retry-After": retry_after}
    return refused(status, _SECONDARY, headers=headers).response


def limited(status: int = 403, *, retry_after: str | None = "60") -> Fault:
    """A fault: the secondary limit, not carried out; `retry_after` goes out as it is, be it a date or nonsense."""

    def fault(request: Request, proceed: Proceed) -> Response:
        del request, proceed
        return secondary_refusal(status, retry_after=retry_after)

    return fault


def exhausted(reset_in: float, *, now: Callable[[], datetime], status: int = 403) -> Fault:
    """A fault: the hourly limit is used up and comes back in so many seconds; not carried out."""

    def fault(request: Request, proceed: Proceed) -> Response:
        del request, proceed
        reset = int((now() + timedelta(seconds=reset_in)).timestamp())
        headers: Mapping[str, str] = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(reset)}
        return primary_refusal(status=status).with_headers(headers)

    return fault
