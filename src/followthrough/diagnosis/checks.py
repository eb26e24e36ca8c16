"""The checks of a diagnosis, as values: each one line, and where it is not well the exact mend."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from followthrough.diagnosis.facts import Refusal
from followthrough.errors import ExitCode

_PRECEDENCE = (ExitCode.ACCESS, ExitCode.USAGE, ExitCode.FINDINGS)


class Level(StrEnum):
    """How things stand."""

    OK = "ok"
    WARN = "warn"
    """It works, but not as it could."""
    FAIL = "fail"
    """Something that is relied on would fail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was looked at."""

    name: str
    level: Level
    message: str
    mend: str | None = None
    exit_code: ExitCode = ExitCode.OK
    """What a command would end with that meets it."""


def ok(name: str, message: str) -> Check:
    """That all is well."""
    return Check(name=name, level=Level.OK, message=message)


def warn(name: str, message: str, mend: str | None) -> Check:
    """That something could be better."""
    return Check(name=name, level=Level.WARN, message=message, mend=mend)


def fail(name: str, message: str, mend: str | None, exit_code: ExitCode = ExitCode.FINDINGS) -> Check:
    """That something would fail."""
    return Check(name=name, level=Level.FAIL, message=message, mend=mend, exit_code=exit_code)


def refused(name: str, refusal: Refusal) -> Check:
    """That something cannot be used, in the words of whoever refused it."""
    known = refusal.exit_code in _PRECEDENCE
    return fail(name, refusal.message, refusal.mend, refusal.exit_code if known else ExitCode.FINDINGS)


def exit_code(checks: Iterable[Check]) -> ExitCode:
    """What the process says of a diagnosis: without access (4) nothing works, then the configuration (2) counts."""
    met = {check.exit_code for check in checks}
    return next((code for code in _PRECEDENCE if code in met), ExitCode.OK)
