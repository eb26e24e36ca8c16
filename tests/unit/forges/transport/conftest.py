"""What the transport logs, heard by a handler of its own: other tests set the handlers of its parents up."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest


class _Ear(logging.Handler):
    """Keeps what it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[tuple[str, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append((record.levelname, record.getMessage()))


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, str]]]:
    """Level and words of each message."""
    logger, ear = logging.getLogger("followthrough.transport"), _Ear()
    monkeypatch.setattr(logger, "propagate", False)
    before = logger.level
    logger.setLevel(logging.DEBUG)  # setting the attribute would leave what loggers remember of levels
    monkeypatch.setattr(logger, "handlers", [ear])
    yield ear.heard
    logger.setLevel(before)
