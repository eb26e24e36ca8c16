"""The policy of every request: what is sent again, after how long, and what is given up.

A read may be sent again whatever became of it. A write whose answer was lost may have been carried out, and is never
sent again from here: whoever asked must look. A write that a limit turned away was not carried out, so it waits once.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

from followthrough.errors import AccessDenied, Ambiguous, ForgeError
from followthrough.forges.transport.budget import Budget, put_off
from followthrough.forges.transport.clock import Clock
from followthrough.forges.transport.exchange import Answer, Effect, Malformed, NoAnswer, Request, Sender
from followthrough.forges.transport.pace import Pace
from followthrough.forges.transport.retry_after import retry_after

Result = TypeVar("Result")

BACKOFF = (0.5, 1.0, 2.0, 4.0)
"""Seconds before each further try; up to half of each is left to chance, so that runs do not come back together."""
PATIENCE = 60.0
"""Seconds that the tries themselves may take before the next is not made: a server that hangs lets each run out."""
LIMIT_WAIT = 60.0
"""What is waited for, once, where a limit says no time: GitHub asks for as much, and GitLab counts by the minute."""

_LOG = logging.getLogger("followthrough.transport")
_LATER = "run again later"
_UNAUTHORIZED = 401
_UNSERVED = frozenset({404, 405, 501})


class Unserved(AccessDenied):
    """The server has no such endpoint, or no such repository; what was asked was not carried out."""


class Unread(Unserved):
    """The server answers in another shape than was promised."""


class Verdict(Enum):
    """What an answer is worth."""

    FINE = "what was asked for"
    LIMITED = "turned away by a limit, not carried out"
    FAILED = "the forge failed; what was asked may have been carried out"
    FOREIGN = "not the answer of a forge at all"
    REFUSED = "understood and refused, for good"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How one forge's answers are read."""

    judge: Callable[[Request, Answer], Verdict]
    refusal: Callable[[Request, Answer], ForgeError]
    """Why something was refused, with the mend."""
    place: str
    """The forge's address, for people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Setback:
    error: ForgeError
    after: float | None = None
    """Seconds that the forge asks to wait."""
    limited: bool = False
    unsent: bool = False
    lasting: bool = False


class Executor:
    """Sends requests for one run, from any number of threads."""

    def __init__(self, send: Sender, reading: Reading, *, budget: Budget, pace: Pace, clock: Clock) -> None:
        self._send = send
        self._reading = reading
        self._budget = budget
        self._pace = pace
        self._clock = clock
        self._shut_out: AccessDenied | None = None

    def __call__(self, request: Request, read: Callable[[Answer], Result]) -> Result:
        """What `read` makes of the answer to a request that was carried out; it may raise Malformed.

        Raises Ambiguous where a write was sent and nobody knows what became of it, RateLimited where it would take too
        long, AccessDenied where nobody of our kind is let in, and what the forge's own reading makes of a refusal.
        """
        if request.effect is not Effect.READ:
            self._pace.before_write()
        limits, waited, began = 0, 0.0, self._clock.elapsed()
        met = self._attempt(request, read)
        for delay in BACKOFF:
            if not isinstance(met, _Setback) or not _may_repeat(request, met, limits):
                break
            if not met.limited and self._clock.elapsed() - began - waited >= PATIENCE:
                break
            pause = self._pause(met, delay)
            self._budget.wait(pause, met.error.message)
            limits, waited = limits + met.limited, waited + pause
            met = self._attempt(request, read)
        if isinstance(met, _Setback):
            raise _given_up(request, met)
        return met

    def _pause(self, met: _Setback, delay: float) -> float:
        if met.after is not None:
            return met.after
        return LIMIT_WAIT if met.limited else delay * (1 - self._clock.chance() / 2)

    def _attempt(self, request: Request, read: Callable[[Answer], Result]) -> Result | _Setback:
        if self._shut_out is not None:
            raise self._shut_out
        try:
            answer = self._send(request)
        except NoAnswer as lost:
            _LOG.debug("%s %s: %s", request.method, request.path, lost)
            return self._unanswered(lost)
        _LOG.debug("%s %s: %d", request.method, request.path, answer.status)
        verdict = self._reading.judge(request, answer)
        if verdict is Verdict.FINE:
            try:
                return read(answer)
            except Malformed as malformed:
                return self._malformed(request, malformed)
        if verdict is Verdict.REFUSED:
            raise self._refused(request, answer)
        return self._setback(request, answer, verdict)

    def _refused(self, request: Request, answer: Answer) -> ForgeError:
        error = self._reading.refusal(request, answer)
        if answer.status == _UNAUTHORIZED and isinstance(error, AccessDenied):
            self._shut_out = error
        return error

    def _unanswered(self, lost: NoAnswer) -> _Setback:
        if lost.sent:
            return _Setback(error=ForgeError(f"{self._reading.place} gave no answer: {lost.why}", hint=_LATER))
        error = AccessDenied(
            f"{self._reading.place} cannot be reached: {lost.why}",
            hint=lost.mend,
        )
        return _Setback(error=error, unsent=True, lasting=lost.lasting)

    def _malformed(self, request: Request, malformed: Malformed) -> _Setback:
        is_optional = request.optional and request.effect is Effect.READ
        error = self._foreign(request, str(malformed), Unread if is_optional else AccessDenied)
        return _Setback(error=error, lasting=is_optional)

    def _setback(self, request: Request, answer: Answer, verdict: Verdict) -> _Setback:
        after = retry_after(answer.headers, self._clock.now())
        place, status = self._reading.place, answer.status
        if verdict is Verdict.LIMITED:
            wait = LIMIT_WAIT if after is None else after
            limit = put_off(f"{place} limits how much we may ask of it", wait, self._clock)
            return _Setback(error=limit, after=after, limited=True)
        if verdict is Verdict.FOREIGN:
            has_none, is_optional = status in _UNSERVED, request.optional and request.effect is Effect.READ
            error = self._foreign(request, f"HTTP {status}", Unserved if has_none or is_optional else AccessDenied)
            return _Setback(error=error, unsent=has_none, lasting=has_none)
        return _Setback(error=ForgeError(f"{place} failed (HTTP {status})", hint=_LATER), after=after)

    def _foreign(self, request: Request, why: str, kind: type[AccessDenied]) -> AccessDenied:
        return kind(
            f"{self._reading.place} does not answer as the API of a forge does, asked to {request.what} ({why})",
            hint="check --api-url, and whether a proxy or a sign-in page stands before it",
        )


def _may_repeat(request: Request, met: _Setback, limits: int) -> bool:
    if met.lasting or (met.limited and met.after is None and limits):
        return False
    return request.effect is Effect.READ or met.unsent or (met.limited and not limits)


def _given_up(request: Request, met: _Setback) -> ForgeError:
    if request.effect is Effect.READ or met.unsent or met.limited:
        return met.error
    return Ambiguous(f"It is not known whether we could {request.what}: {met.error.message}", hint=met.error.hint)
