"""How long a forge asks us to wait, in whichever way it says so."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_LEAST = 1.0


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """The seconds from `now` on that an answer asks us to wait, at least one; None where it does not say.

    `Retry-After` is a number of seconds or a date (RFC 9110, 10.2.3); else the moment in `X-RateLimit-Reset` (GitHub)
    or `RateLimit-Reset` (GitLab) counts where nothing remains. The forge's own `Date` counts before our clock.
    """
    at = _date(headers.get("date", "")) or now
    said = headers.get("retry-after", "").strip()
    if said:
        seconds = _number(said)
        moment = _date(said) if seconds is None else None
        seconds = (moment - at).total_seconds() if moment else seconds
        if seconds is not None:
            return max(seconds, _LEAST)
    return _until_reset(headers, at)


def _until_reset(headers: Mapping[str, str], at: datetime) -> float | None:
    for prefix in ("x-ratelimit", "ratelimit"):
        reset = _number(headers.get(f"{prefix}-reset", ""))
        if reset is not None and _number(headers.get(f"{prefix}-remaining", "")) == 0:
            return max(reset - at.timestamp(), _LEAST)
    return None


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _date(text: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(text)
    except ValueError:
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)
