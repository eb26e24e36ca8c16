"""Outputs of a step, in the format that GitHub's runner reads back (actions/runner, FileCommandManager.cs)."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping

from followthrough.errors import ConfigError

_NAME = re.compile(r"[a-z][a-z0-9-]*")


def _random() -> str:
    return f"ft_{secrets.token_hex(16)}"


def outputs_text(values: Mapping[str, str], delimiter: Callable[[], str] = _random) -> str:
    """Each value under its name between delimiters that nobody can guess, whatever it holds.

    Raises ConfigError for a value that holds its delimiter, and for a name that is none.
    """
    return "".join(_entry(name, value, delimiter()) for name, value in values.items())


def _entry(name: str, value: str, delimiter: str) -> str:
    if not _NAME.fullmatch(name):
        raise ConfigError(f"{name!r} cannot be the name of an output")
    if delimiter in value:
        raise ConfigError(f"The output {name} cannot be written: its value holds the delimiter")
    return f"{name}<<{delimiter}\n{value}\n{delimiter}\n"
