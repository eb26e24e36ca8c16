"""The HTTP session that a forge's library sends its requests over: one origin, no redirect, no repeat, no giant answer.

It keeps to what the libraries leave open: which of their exceptions mean that nothing was sent, and how much is read.
"""

from __future__ import annotations

import json
import os
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests
from urllib3.exceptions import HTTPError, MaxRetryError, NameResolutionError, NewConnectionError, ReadTimeoutError

from followthrough.forges.transport.addresses import is_below
from followthrough.forges.transport.exchange import Answer, NoAnswer, unsendable

TIMEOUT = (10.0, 30.0)
"""Seconds to connect, and between two packets of an answer."""
MOST_BYTES = 50_000_000
"""A page of a hundred issues of the greatest length has half as many."""
_CHUNK = 65_536


class OneOrigin(requests.Session):
    """A session for one API root. Proxies and REQUESTS_CA_BUNDLE of the environment count, a .netrc does not.

    The certificates in `ca_bundle` are trusted instead of all others. That nothing is repeated is the way of requests.
    """

    def __init__(self, root: str, ca_bundle: Path | None = None) -> None:
        super().__init__()
        self._root = root
        self._ca_bundle = ca_bundle
        self.auth = _as_it_is

    def send(self, request: requests.PreparedRequest, **options: Any) -> requests.Response:  # noqa: ANN401 - requests' own
        """Send a request. Raises NoAnswer before anything goes to another origin."""
        if not is_below(request.url or "", self._root):
            raise NoAnswer("it leads to another host", sent=False, lasting=True)
        return super().send(request, **options)

    def merge_environment_settings(self, *settings: Any) -> Any:  # noqa: ANN401 - requests' own
        """What holds for a request; a bundle that was named goes before one of the environment."""
        merged = super().merge_environment_settings(*settings)
        return merged if self._ca_bundle is None else {**merged, "verify": str(self._ca_bundle)}

    def get_redirect_target(self, resp: requests.Response) -> str | None:  # noqa: ARG002 - requests' signature
        """Nowhere: a redirect is an answer like any other."""
        return None


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """An authentication that adds nothing; with it requests looks for none in .netrc."""
    return request


def answer_of(response: requests.Response) -> Answer:
    """The whole of an answer to a request that was sent with `stream`. Raises NoAnswer where it breaks off."""
    with told_as_no_answer(), response:
        body = _body(response)
    data, is_json = _parsed(body)
    headers: Mapping[str, str] = {name.lower(): value for name, value in response.headers.items()}
    return Answer(status=response.status_code, headers=headers, data=data, is_json=is_json)


def _body(response: requests.Response) -> bytes:
    parts, size = [], 0
    for part in response.iter_content(_CHUNK):
        size += len(part)
        if size > MOST_BYTES:
            raise NoAnswer(f"the answer has more than {MOST_BYTES // 1_000_000} MB")
        parts.append(part)
    return b"".join(parts)


def _parsed(body: bytes) -> tuple[object, bool]:
    if not body:
        return None, True
    try:
        return json.loads(body), True
    except (ValueError, RecursionError):
        return None, False


@contextmanager
def told_as_no_answer() -> Iterator[None]:
    """Turn what requests and the libraries over it raise for want of an answer into NoAnswer, in our own words."""
    try:
        yield
    except requests.exceptions.SSLError as error:
        raise _unsafe(error) from error
    except requests.exceptions.ConnectTimeout as error:
        raise NoAnswer("the connection took too long", sent=False) from error
    except requests.exceptions.ProxyError as error:
        raise NoAnswer("the proxy does not let us through", sent=False) from error
    except requests.exceptions.ConnectionError as error:
        raise _unconnected(error) from error
    except requests.exceptions.RequestException as error:
        raise _broken(error) from error
    except (OSError, HTTPError, UnicodeError) as error:
        raise _broken(error) from error


def _unsafe(error: requests.exceptions.SSLError) -> NoAnswer:
    """A certificate is looked at before anything is sent; else what was sent may have arrived."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, ssl.SSLCertVerificationError):
            mend = "name the certificate of its authority with --ca-bundle, then run again"
            return NoAnswer("its certificate is not trusted", sent=False, lasting=True, mend=mend)
        seen = seen.__cause__ or seen.__context__
    return NoAnswer("the encrypted connection broke off")


def _unconnected(error: requests.exceptions.ConnectionError) -> NoAnswer:
    cause = error.args[0] if error.args else None
    reason = cause.reason if isinstance(cause, MaxRetryError) else cause
    if isinstance(reason, NameResolutionError):
        return NoAnswer("there is no host of that name", sent=False)
    if isinstance(reason, NewConnectionError):
        return NoAnswer("it refuses the connection", sent=False)
    if isinstance(reason, ReadTimeoutError):
        return NoAnswer("it took too long")
    return NoAnswer("the connection broke off")


def _broken(error: Exception) -> NoAnswer:
    if isinstance(error, requests.exceptions.Timeout):
        return NoAnswer("it took too long")
    if isinstance(error, ValueError):  # of requests' own the ones about headers and addresses are such, too
        return unsendable()
    bundle = os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE")
    if bundle and not Path(bundle).exists():
        mend = "mend REQUESTS_CA_BUNDLE or CURL_CA_BUNDLE, or give --ca-bundle"
        return NoAnswer(f"the certificates in {bundle} cannot be read", sent=False, lasting=True, mend=mend)
    return NoAnswer("the answer broke off")
