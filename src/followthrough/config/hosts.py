"""The hosts a person vouches for in their own configuration; a repository's never names one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from followthrough.config.plain import plain
from followthrough.documents.nodes import from_yaml, tree
from followthrough.errors import ConfigError

_FORGES = ("github", "gitlab")
_MEND = "write `hosts: {git.acme.example: gitlab}`"


def own_config(environ: Mapping[str, str]) -> Path | None:
    """Where a person's own configuration lies: under XDG_CONFIG_HOME, else under ~/.config."""
    base = environ.get("XDG_CONFIG_HOME") or (f"{environ['HOME']}/.config" if environ.get("HOME") else None)
    return Path(base, "followthrough", "config.yml") if base else None


def read_hosts(file: Path | None) -> Mapping[str, str]:
    """Host → `github` or `gitlab`; empty where there is no such file. Raises ConfigError."""
    if file is None or not file.is_file():
        return {}
    try:
        value = plain(from_yaml.load(file.read_text(encoding="utf-8"))).value
    except (OSError, UnicodeDecodeError, tree.StructureError) as error:
        raise ConfigError(f"{file} cannot be read: {error}", hint=_MEND) from error
    hosts = value.get("hosts", {}) if isinstance(value, dict) else {}
    if (value is not None and not isinstance(value, dict)) or not isinstance(hosts, dict):
        raise ConfigError(f"{file} holds no group of hosts", hint=_MEND)
    for host, forge in hosts.items():
        if forge not in _FORGES:
            raise ConfigError(f"{file}: {host} is neither github nor gitlab", hint=_MEND)
    return {host.casefold(): forge for host, forge in hosts.items()}
