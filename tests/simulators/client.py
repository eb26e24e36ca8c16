"""A plain HTTP client for tests of simulators: it hides nothing, retries nothing and follows nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

PATIENCE = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    text: str

    @property
    def json(self) -> object:
        """The body, as JSON."""
        return json.loads(self.text)

    @property
    def entry(self) -> dict[str, object]:
        """The body, which is a JSON object."""
        payload = self.json
        assert isinstance(payload, dict)
        return payload

    @property
    def entries(self) -> list[dict[str, object]]:
        """The body, which is a list of JSON objects."""
        payload = self.json
        assert isinstance(payload, list)
        return payload

    def link(self, rel: str) -> str | None:
        """Where the `Link` header leads."""
        for part in self.headers.get("link", "").split(", "):
            url, _, said = part.partition("; ")
            if said == f'rel="{rel}"':
                return url.strip("<>")
        return None


@dataclass(slots=True)
class Client:
    """One connection to an API, with a token."""

    url: str
    token: str | None = None
    patience: float = PATIENCE
    scheme: str = "token"
    """What stands before the token in `Authorization`; GitLab wants `Bearer`."""
    _connection: HTTPConnection | None = field(default=None, init=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._connection is not None:
            self._connection.close()

    def send(self, method: str, path: str, payload: object = None, headers: Mapping[str, str] | None = None) -> Answer:
        """Send a request to a path below the API's root, or to a whole URL of the same host."""
        target = urlsplit(path if path.startswith("http") else self.url + path)
        if self._connection is None:
            self._connection = HTTPConnection(target.hostname or "", target.port, timeout=self.patience)
        sent = {"User-Agent": "a test", "Content-Type": "application/json", **(headers or {})}
        if self.token is not None:
            sent.setdefault("Authorization", f"{self.scheme} {self.token}")
        body = None if payload is None else json.dumps(payload).encode()
        self._connection.request(method, target._replace(scheme="", netloc="").geturl(), body, sent)
        response = self._connection.getresponse()
        text = response.read().decode()
        named = {name.lower(): value for name, value in response.getheaders()}
        return Answer(status=response.status, headers=named, text=text)

    def get(self, path: str) -> Answer:
        """Read."""
        return self.send("GET", path)

    def post(self, path: str, payload: object) -> Answer:
        """Make."""
        return self.send("POST", path, payload)

    def patch(self, path: str, payload: object) -> Answer:
        """Change."""
        return self.send("PATCH", path, payload)

    def put(self, path: str, payload: object) -> Answer:
        """Change, where a forge says so with another word."""
        return self.send("PUT", path, payload)

    def delete(self, path: str) -> Answer:
        """Take away."""
        return self.send("DELETE", path)
