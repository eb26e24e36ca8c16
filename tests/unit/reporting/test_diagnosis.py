from __future__ import annotations

import json

from followthrough.diagnosis.checks import fail, ok, warn
from followthrough.reporting.diagnosis_json import diagnosis_json
from followthrough.reporting.diagnosis_text import diagnosis_text

CHECKS = (
    ok("config", "there is none\x1b[31m"),
    warn("owners", "Alice Smith cannot be assigned", "invite her"),
    fail("token", "two\nlines", "do this:\n  and that"),
)


def test_as_text() -> None:
    """Each check is a line with its mend below, and nothing in it obeys a terminal."""
    assert diagnosis_text(CHECKS).split("\n") == [
        "ok    config       there is none\\x1b[31m",
        "warn  owners       Alice Smith cannot be assigned",
        "             mend: invite her",
        "fail  token        two",
        "                   lines",
        "             mend: do this:",
        "                     and that",
        "",
        "1 ok, 1 warn, 1 fail",
        "",
    ]


def test_as_json() -> None:
    """Programs get the same, with a version and the counts."""
    told = json.loads(diagnosis_json(CHECKS))
    assert {name: told[name] for name in ("version", "ok", "warn", "fail")} == {
        "version": 1,
        "ok": 1,
        "warn": 1,
        "fail": 1,
    }
    assert told["checks"][1] == {
        "check": "owners",
        "level": "warn",
        "message": "Alice Smith cannot be assigned",
        "mend": "invite her",
    }
