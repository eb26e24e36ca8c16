"""The repositories of an organisation, or the projects of a group, as the forge lists them."""

from __future__ import annotations

from dataclasses import replace

from followthrough.cli.connect import open_forge
from followthrough.cli.options import Common
from followthrough.cli.workspace import Workspace
from followthrough.errors import ConfigError
from followthrough.forges.protocol import ListsRepositories

_NONE = "-"
"""Stands for a repository where only the forge and its token are needed."""


def repositories_of(workspace: Workspace, common: Common, group: str) -> tuple[str, ...]:
    """Every repository in use that takes issues, by its full name. Raises ForgeError, ConfigError."""
    group = group.strip("/")
    with open_forge(workspace, replace(common, repo=f"{group}/{_NONE}"), writable=False) as forge:
        if not isinstance(forge, ListsRepositories):
            raise ConfigError("The embedded forge has neither organisations nor groups", hint="leave --org away")
        return forge.repositories(group)
