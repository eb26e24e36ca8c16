"""One client connection: bytes to `Request`, `Response` to bytes, and the ways an answer gets lost."""

from __future__ import annotations

import os
import socket
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from typing import ClassVar
from urllib.parse import parse_qsl, urlsplit

from tests.simulators.wire.exchange import Delivery, Request, Response

_LINGER_NOT = struct.pack("ii", 1, 0)
_BODILESS = frozenset({204, 304})


@dataclass(frozen=True, slots=True)
class Bound:
    """What the connections of one listener share."""

    answer: Callable[[Request], Response]
    stopping: threading.Event


class Connection(BaseHTTPRequestHandler):
    """Answers one request after another until either side closes."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # headers and body leave in one packet; unbuffered, each answer waits 40 ms for a delayed ACK
    disable_nagle_algorithm = True

    bound: ClassVar[Bound]

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002  # the name is http.server's
        """Say nothing: the journal has it all."""

    def _serve(self) -> None:
        response = self.bound.answer(self._request())
        self.bound.stopping.wait(response.delay)
        if response.delivery is Delivery.RESET:
            self._reset()
        elif response.delivery is Delivery.CLOSED:
            self.close_connection = True
        else:
            self._send(response)

    do_GET = do_HEAD = do_POST = do_PATCH = do_PUT = do_DELETE = _serve  # noqa: N815  # the names are http.server's

    def _request(self) -> Request:
        target = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        host = target.netloc or headers.get("host", "")
        repeated = tuple(parse_qsl(target.query, keep_blank_values=True))
        return Request(
            method=self.command,
            path=target.path,
            query=dict(repeated),
            repeated=repeated,
            headers=headers,
            body=self.rfile.read(int(headers.get("content-length", 0))),
            origin=f"{target.scheme or 'http'}://{host}",
        )

    def _send(self, response: Response) -> None:
        self.send_response(response.status)
        for name, value in response.headers.items():
            self.send_header(name, value)
        if response.status not in _BODILESS:
            self.send_header("Content-Length", str(len(response.body)))
        self.end_headers()
        body = response.body
        if response.delivery is Delivery.TRUNCATED:
            body = body[: len(body) // 2]
            self.close_connection = True
        if response.status not in _BODILESS and self.command != "HEAD":
            self.wfile.write(body)
        self.wfile.flush()

    def _reset(self) -> None:
        """Close so that the client sees a reset, not an end."""
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_NOT)
        os.close(self.connection.detach())
