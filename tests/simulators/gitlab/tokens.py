"""Tokens, and what each lets its bearer do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """The kinds of tokens, which differ in who bears them and in how they are sent."""

    PERSONAL = "personal"
    """A person's, or that of a project's or group's bot: in `PRIVATE-TOKEN` or as a bearer."""
    OAUTH = "oauth"
    """An application's, on behalf of a person: as a bearer alone."""
    JOB = "job"
    """CI_JOB_TOKEN: in `JOB-TOKEN`, for a few endpoints that read, in the job's own project."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A credential."""

    value: str
    username: str
    kind: Kind = Kind.PERSONAL
    name: str = "token"
    scopes: tuple[str, ...] = ("api",)
    home: str | None = None
    """The full path of the project that a job runs in."""

    def allows(self, method: str) -> bool:
        """Whether the token's scopes reach to a request of this method, whoever bears it."""
        if self.kind is Kind.JOB or "api" in self.scopes:
            return True
        return method in {"GET", "HEAD"} and bool({"read_api"} & set(self.scopes))
