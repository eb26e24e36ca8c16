"""Answers about short pieces of text, remembered, since labels, names and dates are the same in many documents.

A large document may be made of a few endless lines, so that what was remembered of it is forgotten when it was read.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar, cast

_Asked = ParamSpec("_Asked")
_Answer = TypeVar("_Answer")

_forgetful: list[Callable[[], None]] = []


def remembered(size: int) -> Callable[[Callable[_Asked, _Answer]], Callable[_Asked, _Answer]]:
    """Remember the last answers of a pure function, so many of them."""

    def remember(function: Callable[_Asked, _Answer]) -> Callable[_Asked, _Answer]:
        kept = lru_cache(maxsize=size)(function)
        _forgetful.append(kept.cache_clear)
        return cast("Callable[_Asked, _Answer]", kept)

    return remember


def forget() -> None:
    """Forget every answer."""
    for one in _forgetful:
        one()
