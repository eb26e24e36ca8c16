"""The repositories of an organisation, or the projects of a group, as the forge lists them."""

from __future__ import annotations

from dataclasses import replace

from followthrough.cli.connect import open_forge
from followthrough.cli.options import Common
from followthrough.cli.workspace import Workspace
from followthrough.errors import AccessDenied, ConfigError, NotFound
from followthrough.forges.protocol import ListsRepositories

_NONE = "-"
"""Stands for a repository where only the forge and its token are needed."""


def repositories_of(workspace: Workspace, common: Common, group: str) -> tuple[str, ...]:
    """Every repository in use that takes issues, by its full name. Raises ForgeError, ConfigError."""
    group = group.strip("/")
    with open_forge(workspace, replace(common, repo=f"{group}/{_NONE}"), writable=False) as forge:
        if not isinstance(forge, ListsRepositories):
            raise ConfigError("The embedded forge has neither organisations nor groups", hint="leave --org away")
        try:
            return forge.repositories(group)
        except NotFound as missing:
            raise AccessDenied(
                f"There is no {group} with repositories on {forge.name}, or the token's account may not see it",
                hint="check the name, on GitLab with every group above it; what is private is seen by members alone",
            ) from missing
