"""The formats that a schema may ask of a text: a day, a moment. What is no text has none and is let pass."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime


def is_day(value: object) -> bool:
    """Whether a text is a day such as `2026-12-01`; Python would take `20261201` and `2026-W49-2` as well."""
    if not isinstance(value, str):
        return True
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def is_moment(value: object) -> bool:
    """Whether a text is a moment in ISO 8601."""
    if not isinstance(value, str):
        return True
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


FORMATS: Mapping[str, Callable[[object], bool]] = {"date": is_day, "date-time": is_moment}
"""Name → what tells whether a value has the format; any other format demands nothing."""
