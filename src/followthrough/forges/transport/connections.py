"""Connections for any number of threads: libraries of forges know one each, so every thread has its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Protocol

from followthrough.forges.transport.exchange import Answer, Request


class Connection(Protocol):
    """What one thread sends its requests over."""

    def answer(self, request: Request) -> Answer:
        """The answer to a request that is sent once. Raises NoAnswer."""

    def close(self) -> None:
        """Hang up."""


class Connections:
    """Sends requests from any number of threads."""

    def __init__(self, connect: Callable[[], Connection]) -> None:
        self._connect = connect
        self._of_thread = threading.local()
        self._all: list[Connection] = []

    def __call__(self, request: Request) -> Answer:
        """The answer to a request that is sent once. Raises NoAnswer."""
        connection: Connection | None = getattr(self._of_thread, "connection", None)
        if connection is None:
            connection = self._of_thread.connection = self._connect()
            self._all.append(connection)
        return connection.answer(request)

    def close(self) -> None:
        """Hang up."""
        for connection in self._all:
            connection.close()
