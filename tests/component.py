"""The component for GitLab CI as GitLab reads it: the inputs of its header, and its jobs once the inputs are put in.

GitLab puts values into the text before it reads the YAML (gitlab-org/gitlab, Gitlab::Ci::Config::Interpolation), so
that a value which breaks out of its quotes breaks the file. Run as a module, this prints the jobs with every default.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

TEMPLATE = Path(__file__).parents[1] / "templates" / "followthrough.yml"
_BLOCK = re.compile(r"\$\[\[\s*inputs\.([a-z-]+)\s*\]\]")
_TYPES: Mapping[str, type | tuple[type, ...]] = {"string": str, "boolean": bool, "number": (int, float), "array": list}


def inputs() -> Mapping[str, Mapping[str, Any]]:
    """Each input with what the header says of it."""
    header = yaml.safe_load(_documents()[0])
    declared: Mapping[str, Mapping[str, Any]] = header["spec"]["inputs"]
    return declared


def mistakes(given: Mapping[str, object]) -> list[str]:
    """What GitLab would refuse of the values somebody gives: unknown names, and what type, regex and options forbid."""
    declared = inputs()
    unknown = [f"unknown input: {name}" for name in given if name not in declared]
    wrong = [f"{name}: {value!r}" for name, value in given.items() if name in declared and not _fits(name, value)]
    return unknown + wrong


def jobs(given: Mapping[str, object]) -> dict[str, Any]:
    """What the template stands for once values are put in. Raises ValueError for those that GitLab would refuse."""
    if found := mistakes(given):
        raise ValueError("; ".join(found))
    filled: dict[str, Any] = yaml.safe_load(text_of(given))
    return filled


def text_of(given: Mapping[str, object]) -> str:
    """The jobs as text, with the values put in as GitLab does."""
    values = {name: one["default"] for name, one in inputs().items()} | dict(given)
    return _BLOCK.sub(lambda block: _written(values[block[1]]), _documents()[1])


def _fits(name: str, value: object) -> bool:
    says = inputs()[name]
    if not isinstance(value, _TYPES[says.get("type", "string")]):
        return False
    if "options" in says:
        return value in says["options"]
    return "regex" not in says or re.search(says["regex"], str(value)) is not None


def _written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _documents() -> list[str]:
    return TEMPLATE.read_text(encoding="utf-8").split("\n---\n")


if __name__ == "__main__":
    sys.stdout.write(text_of({}))
