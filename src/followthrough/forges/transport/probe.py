"""Which of several API roots a forge is behind: an address on this machine may be one already, or an instance's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from http import HTTPStatus
from pathlib import Path

from followthrough.forges.transport.exchange import NoAnswer
from followthrough.forges.transport.session import TIMEOUT, OneOrigin, answer_of, told_as_no_answer

_FORGE, _SOMETHING, _NOTHING = 2, 1, 0
_LETS_NOBODY_IN = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})


def answering(
    roots: Sequence[str], path: str, headers: Mapping[str, str] | None = None, *, ca_bundle: Path | None = None
) -> str | None:
    """The root below which a read of `path` is answered as a forge does; the first, where several could be meant.

    Each is asked once, with the credential that stands in the headers, and none any more once one has answered with
    what was asked for, or with 401, 403 or a redirect. None where nobody answers.
    """
    best, found = _NOTHING, None
    for root in roots:
        worth = _worth(root, path, headers or {}, ca_bundle)
        if worth > best:
            best, found = worth, root
        if worth == _FORGE:
            break
    return found


def _worth(root: str, path: str, headers: Mapping[str, str], ca_bundle: Path | None) -> int:
    with closing(OneOrigin(root, ca_bundle)) as session:
        try:
            with told_as_no_answer():
                response = session.get(root + path, headers=dict(headers), timeout=TIMEOUT, stream=True)
            answer = answer_of(response)
        except NoAnswer:
            return _NOTHING
    if not isinstance(answer.data, dict | list):
        return _NOTHING
    decides = answer.status < HTTPStatus.BAD_REQUEST or answer.status in _LETS_NOBODY_IN
    return _FORGE if decides else _SOMETHING
