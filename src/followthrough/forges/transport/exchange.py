"""One request to a forge and its answer, as values, and the two ways in which there may be none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType


def _nothing() -> Mapping[str, str]:
    return MappingProxyType({})


class Effect(Enum):
    """What it does to send a request, which decides whether it may be sent again."""

    READ = "nothing"
    SET = "brings about a state, however often it is sent"
    CREATE = "makes something new each time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked of a forge."""

    method: str
    path: str
    """From the API root on; the address of a further page may be whole."""
    what: str
    """In words, for people who read that it failed: `open the issue "Alert on queue depth"`."""
    needs: str = "metadata: read"
    """The permission that a token needs for it."""
    subject: str | None = None
    """The one thing in the repository that it is about, such as `#7`; None where it is about the repository."""
    effect: Effect = Effect.READ
    query: Mapping[str, str] = field(default_factory=_nothing)
    body: Mapping[str, object] | None = None
    expects: type[dict[str, object] | list[object]] | None = dict
    """What the answer's JSON is; None where it does not matter."""
    optional: bool = False
    """Whether there is another way to find out, so that an answer of another shape is not asked for again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a forge answered."""

    status: int
    headers: Mapping[str, str] = field(default_factory=_nothing)
    """Names in lower case."""
    data: object = None
    """Its JSON; None where there is none."""
    is_json: bool = True
    """Whether the body is JSON, or empty."""

    @property
    def message(self) -> str:
        """What it says of itself, where it says anything."""
        said = self.data.get("message") or self.data.get("error") if isinstance(self.data, dict) else None
        return said if isinstance(said, str) else ""


@dataclass(eq=False)
class NoAnswer(Exception):
    """There is no answer; `why` in words."""

    why: str
    sent: bool = field(default=True, kw_only=True)
    """False only where nothing can have reached the forge."""
    lasting: bool = field(default=False, kw_only=True)
    """Whether sending it again would come to the same."""
    mend: str = field(default="check the address, the network and the proxy, then run again", kw_only=True)
    """What helps where nothing can have reached the forge."""

    def __str__(self) -> str:
        return self.why


class Malformed(Exception):
    """An answer that is JSON, but not of the shape that was promised; it says what is wrong where."""


def unsendable() -> NoAnswer:
    """That a credential or an address cannot stand in a request."""
    return NoAnswer(
        "the token or the address has characters that cannot be sent",
        sent=False,
        lasting=True,
        mend="copy the token anew, without quotes, blanks and line ends, and check the address",
    )


Sender = Callable[[Request], Answer]
"""Sends a request once, never again by itself. Raises NoAnswer and nothing else."""
