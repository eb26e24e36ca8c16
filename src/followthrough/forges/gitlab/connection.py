"""Requests sent by python-gitlab, once each: the only module that knows it.

Of python-gitlab its request alone is used, which knows authentication, addresses and encoding. Its objects believe
whatever they are answered; see `convert` instead.
"""

from __future__ import annotations

import re
from pathlib import Path

import requests
from gitlab import Gitlab

from followthrough import __version__
from followthrough.forges.transport.connections import Connections
from followthrough.forges.transport.exchange import Answer, NoAnswer, Request, unsendable
from followthrough.forges.transport.session import TIMEOUT, OneOrigin, answer_of, told_as_no_answer

_OAUTH = re.compile(r"[0-9a-f]{64}")
"""What GitLab's OAuth makes; all its other tokens go into a header of their own."""


def connections(api_url: str, token: str, ca_bundle: Path | None = None) -> Connections:
    """What sends requests with a credential, from any number of threads; see `OneOrigin` for `ca_bundle`."""
    return Connections(lambda: _Connection(api_url, token, ca_bundle))


class _Connection:
    """python-gitlab over a wire of ours; it is told neither to repeat nor to wait, which the executor does."""

    def __init__(self, api_url: str, token: str, ca_bundle: Path | None) -> None:
        self._api_url = api_url
        self._is_sendable = re.fullmatch(r"[!-~]+", token) is not None
        self._wire = _Wire(api_url, ca_bundle)
        is_oauth = _OAUTH.fullmatch(token) is not None
        self._gitlab = Gitlab(
            url=api_url,
            private_token=None if is_oauth else token,
            oauth_token=token if is_oauth else None,
            user_agent=f"followthrough/{__version__}",
            retry_transient_errors=False,
            keep_base_url=True,
            session=self._wire,
        )

    def answer(self, request: Request) -> Answer:
        if not self._is_sendable:
            raise unsendable()
        whole = request.path.startswith(("https://", "http://"))
        self._gitlab.http_request(
            request.method.lower(),
            request.path if whole else self._api_url + request.path,
            query_data=dict(request.query),
            post_data=dict(request.body) if request.body is not None else None,
            obey_rate_limit=False,
            retry_transient_errors=False,
        )
        return self._wire.take()

    def close(self) -> None:
        self._wire.close()


class _Wire(OneOrigin):
    """What python-gitlab takes for its session; the answers stay here.

    It would raise for whatever is no success, and with that lose the headers that say how long to wait.
    """

    def __init__(self, api_url: str, ca_bundle: Path | None) -> None:
        super().__init__(api_url, ca_bundle)
        self._answer: Answer | None = None

    def request(self, method: str | bytes, url: str | bytes, **options: object) -> requests.Response:  # type: ignore[override]  # python-gitlab names every option
        sent = {name: value for name, value in options.items() if name in {"params", "json", "headers", "auth"}}
        with told_as_no_answer():
            response = super().request(method, url, timeout=TIMEOUT, stream=True, **sent)  # type: ignore[arg-type]  # as they were given
        self._answer = answer_of(response)
        return _nothing()

    def take(self) -> Answer:
        answer, self._answer = self._answer, None
        if answer is None:
            raise NoAnswer("it was never sent", sent=False, lasting=True)
        return answer


def _nothing() -> requests.Response:
    response = requests.Response()
    response.status_code = 200
    return response
