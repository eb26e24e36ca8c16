"""A diagnosis for programs."""

from __future__ import annotations

from collections.abc import Sequence

from followthrough.diagnosis.checks import Check, Level
from followthrough.rollups.json_text import json_text


def diagnosis_json(checks: Sequence[Check]) -> str:
    """`{"version": 1, "ok": 7, "warn": 1, "fail": 0, "checks": [{"check", "level", "message", "mend"}]}`."""
    counts = {level.value: sum(check.level is level for check in checks) for level in Level}
    told = [{"check": one.name, "level": one.level.value, "message": one.message, "mend": one.mend} for one in checks]
    return json_text({"version": 1, **counts, "checks": told})
