"""Where the JSON Schemas lie, in the wheel and in a checkout."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def schema_dir() -> Path:
    """The folder of the schemas: the package's own, else the one at the top of the checkout."""
    package = Path(__file__).parent.parent
    packaged = package / "schemas"
    return packaged if packaged.is_dir() else package.parent.parent / "schemas"


def load_schema(name: str) -> Mapping[str, Any]:
    """A schema by its name, such as `postmortem` or `config`."""
    text = (schema_dir() / f"{name}.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema
