"""A threaded HTTP/1.1 server on 127.0.0.1 that can also misbehave: reset, close, break off, wait, vanish, return."""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from socketserver import TCPServer, ThreadingMixIn
from types import TracebackType
from typing import Self

from tests.simulators.wire.connection import Bound, Connection
from tests.simulators.wire.exchange import Delivery, Request, Response
from tests.simulators.wire.faults import Proceed

Answer = Callable[[Request], Response]
LOOPBACK_HOST = "127.0.0.1"
PATIENCE = 10.0
"""Seconds to wait for threads of connections that were hung up."""


class _Server(ThreadingMixIn, TCPServer):
    """One bound socket, with a thread for each connection."""

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port: int, handler: type[BaseHTTPRequestHandler]) -> None:
        self.crashes: list[BaseException] = []
        self._open: set[socket.socket] = set()
        self._changed = threading.Condition()
        super().__init__((LOOPBACK_HOST, port), handler)

    def process_request_thread(self, request: object, client_address: object) -> None:
        """Serve a connection to its end, known to `hang_up` for so long."""
        assert isinstance(request, socket.socket)
        with self._changed:
            self._open.add(request)
        try:
            super().process_request_thread(request, client_address)
        finally:
            with self._changed:
                self._open.discard(request)
                self._changed.notify_all()

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that breaks off is nothing; anything else is a bug of the simulator, kept for `stop` to raise."""
        del request, client_address
        error = sys.exception()
        if error is not None and not isinstance(error, ConnectionError):
            self.crashes.append(error)

    def hang_up(self) -> None:
        """Shut every connection and wait until its thread is done with it."""
        with self._changed:
            for connection in self._open:
                try:
                    connection.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue  # the client was quicker
            self._changed.wait_for(lambda: not self._open, timeout=PATIENCE)


class Listener:
    """Answers HTTP on a port of 127.0.0.1 between `start` and `stop`; the port stays the same at the next start."""

    def __init__(self, answer: Answer) -> None:
        self.port = 0
        self._answer = answer
        self._stopping = threading.Event()
        self._refusing = threading.Event()
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None
        self._vanishing: threading.Thread | None = None

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        return f"http://{LOOPBACK_HOST}:{self.port}"

    def start(self) -> None:
        """Listen, on the port of last time where there was one."""
        if self._vanishing is not None:
            self._vanishing.join()
            self._vanishing = None
        self._stopping.clear()
        self._refusing.clear()
        bound = {"bound": Bound(self._answer, self._stopping)}
        self._server = _Server(self.port, type("BoundConnection", (Connection,), bound))
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), name="simulator", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Refuse connections from now on and end those that are open. Raises what went wrong inside the simulator."""
        server, thread = self._server, self._thread
        self._server = self._thread = None
        if server is None or thread is None:
            return
        self._stopping.set()
        server.shutdown()
        thread.join()
        server.server_close()
        self._refusing.set()
        server.hang_up()
        if server.crashes:
            raise ExceptionGroup("the simulator failed", [one for one in server.crashes if isinstance(one, Exception)])

    def vanish(self, request: Request, proceed: Proceed) -> Response:
        """A fault: the host goes down under the request, and refuses connections until it is started again."""
        del request, proceed
        self._vanishing = threading.Thread(target=self.stop, daemon=True)
        self._vanishing.start()
        self._refusing.wait()
        return Response(delivery=Delivery.RESET)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
