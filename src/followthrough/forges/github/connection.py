"""Requests sent by PyGithub, once each: the only module that knows it.

Of PyGithub its requester alone is used, which knows authentication, addresses and encoding. Its objects complete
themselves by further requests when they are looked at, and believe whatever they are answered; see `convert` instead.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import requests
from github import Auth, Github
from github.Requester import HTTPSRequestsConnectionClass, RequestsResponse

from followthrough import __version__
from followthrough.forges.transport.connections import Connections
from followthrough.forges.transport.exchange import Answer, NoAnswer, Request
from followthrough.forges.transport.session import TIMEOUT, OneOrigin, answer_of, told_as_no_answer

GRAPHQL = "/graphql"
"""The path that stands for the GraphQL endpoint, wherever a server has it."""
API_VERSION = "2022-11-28"


def connections(api_url: str, token: str, ca_bundle: Path | None = None) -> Connections:
    """What sends requests with a credential, from any number of threads; see `OneOrigin` for `ca_bundle`."""
    return Connections(lambda: _Connection(api_url, token, ca_bundle))


class _Connection:
    """PyGithub over a wire of ours. It is told neither to repeat nor to delay anything: both are the executor's."""

    def __init__(self, api_url: str, token: str, ca_bundle: Path | None) -> None:
        self._wire = _Wire(api_url, ca_bundle)
        self._github = Github(
            base_url=api_url,
            auth=Auth.Token(token),
            user_agent=f"followthrough/{__version__}",
            lazy=True,
            retry=None,
            seconds_between_requests=None,
            seconds_between_writes=None,
            api_version=API_VERSION,
        )

    def answer(self, request: Request) -> Answer:
        requester = self._github.requester
        url = requester.graphql_url if request.path == GRAPHQL else request.path
        body = dict(request.body) if request.body is not None else None
        requester.requestJson(request.method, url, dict(request.query), None, body, self._wire)
        return self._wire.take()

    def close(self) -> None:
        self._wire.close()
        self._github.close()


class _Wire(HTTPSRequestsConnectionClass):
    """What PyGithub takes for its connection; the answers stay here."""

    def __init__(self, api_url: str, ca_bundle: Path | None) -> None:
        split = urlsplit(api_url)
        super().__init__(split.hostname or "", split.port)
        self._origin = f"{split.scheme}://{split.netloc}"
        self.session = OneOrigin(api_url, ca_bundle)
        self._answer: Answer | None = None

    def getresponse(self) -> RequestsResponse:
        with told_as_no_answer():
            response = self.session.request(
                self.verb, self._origin + self.url, headers=self.headers, data=self.input, timeout=TIMEOUT, stream=True
            )
        self._answer = answer_of(response)
        return _Nothing()

    def take(self) -> Answer:
        answer, self._answer = self._answer, None
        if answer is None:
            raise NoAnswer("it was never sent", sent=False, lasting=True)
        return answer


class _Nothing(RequestsResponse):
    """Keeps an answer from PyGithub, which would follow a redirect, sleep over a 202 and stumble over odd headers."""

    def __init__(self) -> None:
        response = requests.Response()
        response.status_code = 200
        super().__init__(response)
