"""Rate limits: those of an instance, which count every request and every note; and both as faults.

Sources: docs.gitlab.com "Rate limits" and "User and IP rate limits" for the headers and the plain text of the one,
"Rate limits on note creation" for the other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime

from tests.simulators.wire.exchange import Request, Response, json_response
from tests.simulators.wire.faults import Fault, Proceed

_MINUTE = timedelta(minutes=1)
_NAME = "throttle_authenticated_api"
_TOO_OFTEN = "This endpoint has been requested too many times. Try again later."


@dataclass(slots=True)
class Limits:
    """What each token has used up in its minute; nothing is limited unless a test says so."""

    now: Callable[[], datetime]
    per_minute: int | None = None
    content_per_minute: int | None = None
    retry_after: str | None = "60"
    """What the limit on content says in `Retry-After`; None for no such header."""
    _windows: dict[tuple[str, str], tuple[datetime, int]] = field(default_factory=dict)

    def headers(self, token: str) -> dict[str, str]:
        """The headers that every answer carries where requests are limited."""
        if self.per_minute is None:
            return {}
        start, used = self._window("all", token)
        reset = start + _MINUTE
        return {
            "RateLimit-Name": _NAME,
            "RateLimit-Limit": str(self.per_minute),
            "RateLimit-Observed": str(used),
            "RateLimit-Remaining": str(max(self.per_minute - used, 0)),
            "RateLimit-Reset": str(int(reset.timestamp())),
            "RateLimit-ResetTime": format_datetime(reset, usegmt=True),
        }

    def refusal(self, token: str, *, content: bool) -> Response | None:
        """Count a request, and refuse it where that is too many; `content` where it makes an issue or a note."""
        if self.per_minute is not None:
            if self._used("all", token) >= self.per_minute:
                start, _ = self._window("all", token)
                seconds = max(int((start + _MINUTE - self.now()).total_seconds()), 1)
                return throttled(retry_after=str(seconds)).with_headers(self.headers(token))
            self._count("all", token)
        if content and self.content_per_minute is not None:
            if self._used("content", token) >= self.content_per_minute:
                return too_often(retry_after=self.retry_after)
            self._count("content", token)
        return None

    def _window(self, kind: str, token: str) -> tuple[datetime, int]:
        start, used = self._windows.get((kind, token), (self.now(), 0))
        return (start, used) if self.now() < start + _MINUTE else (self.now(), 0)

    def _used(self, kind: str, token: str) -> int:
        return self._window(kind, token)[1]

    def _count(self, kind: str, token: str) -> None:
        start, used = self._window(kind, token)
        self._windows[kind, token] = (start, used + 1)


def throttled(*, retry_after: str | None = "60") -> Response:
    """What the instance's throttle answers: a text, no JSON."""
    headers = {"Content-Type": "text/plain"} | ({} if retry_after is None else {"Retry-After": retry_after})
    return Response(status=429, body=b"Retry later\n", headers=headers)


def too_often(*, retry_after: str | None = None) -> Response:
    """What an endpoint with a limit of its own answers."""
    headers = {} if retry_after is None else {"Retry-After": retry_after}
    return json_response({"message": {"error": _TOO_OFTEN}}, 429, headers)


def limited(status: int = 429, *, retry_after: str | None = "60") -> Fault:
    """A fault: throttled, not carried out; `retry_after` goes out as it is, be it a date or nonsense."""

    def fault(request: Request, proceed: Proceed) -> Response:
        del request, proceed
        answer = throttled(retry_after=retry_after)
        return Response(status=status, body=answer.body, headers=answer.headers)

    return fault


def exhausted(reset_in: float, *, now: Callable[[], datetime]) -> Fault:
    """A fault: throttled without `Retry-After`; only `RateLimit-Reset` says when that ends. Not carried out."""

    def fault(request: Request, proceed: Proceed) -> Response:
        del request, proceed
        reset = now() + timedelta(seconds=reset_in)
        headers: Mapping[str, str] = {
            "RateLimit-Name": _NAME,
            "RateLimit-Remaining": "0",
            "RateLimit-Reset": str(int(reset.timestamp())),
            "RateLimit-ResetTime": format_datetime(reset, usegmt=True),
        }
        return throttled(retry_after=None).with_headers(headers)

    return fault
