"""PyGithub's recordings of the real service, as its own tests replay them: eleven lines for each exchange.

They are scheme, verb, host, port, path, request headers, request body, status, answer headers, answer body, nothing.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

_LINES = 11
_VERBS = frozenset({"GET", "POST", "PATCH", "PUT", "DELETE"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """One exchange that somebody once had with api.github.com."""

    name: str
    verb: str
    path: str
    """Without the query."""
    sent: str
    status: int
    headers: dict[str, str]
    """Names in lower case."""
    payload: object
    """The JSON that was answered; None where there was none."""

    @property
    def at(self) -> datetime | None:
        """When; None where the recording does not tell."""
        date = self.headers.get("date")
        return parsedate_to_datetime(date) if date else None


def recorded(folder: Path) -> Iterator[Recorded]:
    """Every recording that speaks JSON."""
    for file in sorted(folder.glob("*.txt")):
        lines = file.read_text(encoding="utf-8", errors="replace").split("\n")
        for start in range(0, len(lines) - _LINES + 2, _LINES):
            _, verb, _, _, target, _, sent, status, headers, text = lines[start : start + _LINES - 1]
            if verb not in _VERBS or not status.isdecimal():
                break
            payload = _json(text)
            named = {name.lower(): value for name, value in ast.literal_eval(headers)}
            yield Recorded(
                name=file.stem,
                verb=verb,
                path=target.partition("?")[0],
                sent=sent,
                status=int(status),
                headers=named,
                payload=payload,
            )


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return None
