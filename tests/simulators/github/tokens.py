"""Tokens, and what each lets its bearer do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType

from tests.simulators.github.records import ACTIONS_BOT, Role
from tests.simulators.github.repository import Repository

LEVELS = ("none", "read", "write")
ALL = MappingProxyType({"metadata": "read", "contents": "read", "issues": "write", "pull_requests": "write"})


class Kind(Enum):
    """The kinds of tokens, which differ in what binds them."""

    CLASSIC = "classic"
    """A personal one: scopes, and what its account may do."""
    FINE_GRAINED = "fine-grained"
    """A personal one: permissions, and what its account may do."""
    INSTALLATION = "installation"
    """An app's, such as Actions' GITHUB_TOKEN: permissions alone, in its own repositories."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A credential. The default is the GITHUB_TOKEN of a workflow with the permissions that we ask for."""

    value: str
    login: str = ACTIONS_BOT
    kind: Kind = Kind.INSTALLATION
    permissions: Mapping[str, str] = field(default_factory=lambda: ALL)
    scopes: tuple[str, ...] = ("repo",)
    """Of a classic token."""
    home: str | None = None
    """The one repository that an installation token is for; elsewhere it sees what everybody sees. None: all."""

    def grants(self, permission: str, level: str) -> bool:
        """Whether the token itself allows something, whoever bears it."""
        if self.kind is Kind.CLASSIC:
            return bool({"repo", "public_repo"} & set(self.scopes))
        held = self.permissions.get(permission, "none")
        return LEVELS.index(held) >= LEVELS.index(level)

    def role(self, repository: Repository) -> Role:
        """What the bearer may do in the repository; a token without sufficient scope sees what everybody sees."""
        if self.kind is Kind.INSTALLATION:
            if self.home not in (None, repository.full_name):
                return Role.NONE if repository.private else Role.READ
            return Role.WRITE if self.grants("issues", "write") or self.grants("pull_requests", "write") else Role.READ
        if self.kind is Kind.CLASSIC and "repo" not in self.scopes and repository.private:
            return Role.NONE
        return repository.membership(self.login).role

    @property
    def refusal(self) -> str:
        """What GitHub says where the token's permissions do not reach."""
        bearer = "integration" if self.kind is Kind.INSTALLATION else "personal access token"
        return f"Resource not accessible by {bearer}"
