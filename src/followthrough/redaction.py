"""Keep credentials out of everything that is printed, written or sent."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from urllib.parse import quote

_VARIABLES = re.compile(r".*(?:TOKEN|PASSWORD|SECRET)", re.IGNORECASE)
_SHAPES = re.compile(
    r"\b(?:gh[opsur]_[A-Za-z0-9]{16,}|github_pat_\w{16,}|gl[a-z]{2,6}-[A-Za-z0-9_.-]{16,})"
    r"|(?<=://)[^/@\s]+(?=@)"
    r"|(?i:(?<=authorization: )(?:[a-z]+ )?[^\s\"']+|(?<=private-token: )[^\s\"']+)"
)
_SHORTEST = 8
_MASK = "***"


def secrets_in(environ: Mapping[str, str]) -> frozenset[str]:
    """The values of an environment that are credentials by the names of their variables."""
    return frozenset(value for name, value in environ.items() if _VARIABLES.fullmatch(name) and len(value) >= _SHORTEST)


def redacted(text: str, secrets: Iterable[str]) -> str:
    """The text without the secrets, however they are encoded, and without whatever looks like one."""
    return _SHAPES.sub(_MASK, without(secrets, text))


def without(secrets: Iterable[str], text: str) -> str:
    """The text without the secrets, however they are encoded; all else stays, so that JSON stays JSON."""
    for secret in sorted(_spellings(secrets), key=len, reverse=True):
        text = text.replace(secret, _MASK)
    return text


def _spellings(secrets: Iterable[str]) -> frozenset[str]:
    """Each secret as it is, in base64 at each of three alignments, and in a URL."""
    found: set[str] = set()
    for secret in secrets:
        found |= {secret, quote(secret, safe="")}
        raw = secret.encode("utf-8", "surrogateescape")
        found |= {_aligned(raw, shift) for shift in range(3)}
    return frozenset(spelling for spelling in found if len(spelling) >= _SHORTEST)


def _aligned(raw: bytes, shift: int) -> str:
    """The letters of base64 that depend on the secret alone when so many bytes stand before it."""
    encoded = b64encode(b"\0" * shift + raw).decode("ascii").rstrip("=")
    whole = (len(raw) + shift) * 8 // 6
    return encoded[-(-shift * 8 // 6) : whole]
