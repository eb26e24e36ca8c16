"""Reasons why work could not be done.

What is wrong with a *document* is a finding (a value, see `model.Finding`) and never raised.
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What a process says when it ends; docs/cli.md has the table for people."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    PARTIAL = 3
    ACCESS = 4
    DEFERRED = 5
    DECISION = 6
    BUG = 70


class FollowthroughError(Exception):
    """Something prevented the work; the message says what, the hint says the mend."""

    exit_code = ExitCode.PARTIAL

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class ConfigError(FollowthroughError):
    """A configuration, an option or an argument cannot be used."""

    exit_code = ExitCode.USAGE


class ForgeError(FollowthroughError):
    """The forge refused, failed or answered with something it should not."""


class AccessDenied(ForgeError):
    """The forge does not let us: authentication, permission or endpoint."""

    exit_code = ExitCode.ACCESS


class RateLimited(ForgeError):
    """The forge, or our own budget, asks us to go on later."""

    exit_code = ExitCode.DEFERRED


class NotFound(ForgeError):
    """The issue, comment or change request is not there, or not for our eyes."""


class Gone(NotFound):
    """The issue was deleted, or moved to where we do not follow."""


class Ambiguous(ForgeError):
    """A write was sent and its answer lost: it may or may not have been carried out."""
