"""What became of a plan, as values: the report of a run, whether it ended well or not."""

from __future__ import annotations

from dataclasses import dataclass

from followthrough.errors import ExitCode
from followthrough.model import Finding, Issue
from followthrough.tracking.changes import AnyChange, Conflict, Deferred


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A change that was carried out, with the issue as the forge then returned it."""

    change: AnyChange
    issue: Issue
    remark: str | None = None
    """What the forge did not keep of what was asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A change that was not carried out, or of which nobody knows whether it was."""

    change: AnyChange
    reason: str
    exit_code: ExitCode = ExitCode.PARTIAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Everything a run did, left and met."""

    done: tuple[Done, ...] = ()
    failed: tuple[Failed, ...] = ()
    unknown: tuple[Failed, ...] = ()
    """Sent, the answer lost, and no look afterwards could tell."""
    postponed: tuple[Failed, ...] = ()
    """Not tried any more, because of a rate limit, a budget or an earlier refusal."""
    conflicts: tuple[Conflict, ...] = ()
    deferred: tuple[Deferred, ...] = ()
    warnings: tuple[str, ...] = ()
    unchanged: int = 0
    status_failed: tuple[str, ...] = ()
    """Postmortems whose status comment could not be written, each as `PATH: reason`."""
    blocked: tuple[Finding, ...] = ()
    """Errors in documents that kept items from being tracked."""
    stopped_by: ExitCode | None = None
    """What ended the run early, or kept a status comment from being written."""
    halted: str | None = None
    """Why nothing more was tried, or what was refused while the rest went on, in words."""
    mend: str | None = None
    """What helps against that."""


def exit_code(outcome: Outcome) -> ExitCode:
    """What the process says of a run; where several things are true, the one that stands in the way of the others.

    Without access (4) nothing else can be mended first. Failed work (3) wants a look before more is done, while
    what a limit put off (5) goes on by itself. Then a person is asked: to decide (6), to correct a document (1).
    """
    unfinished = (*outcome.failed, *outcome.unknown, *outcome.postponed)
    met = {failed.exit_code for failed in unfinished}
    if outcome.stopped_by is not None:
        met.add(outcome.stopped_by)
    if outcome.status_failed or outcome.unknown:
        met.add(ExitCode.PARTIAL)
    if outcome.deferred or any(conflict.new for conflict in outcome.conflicts):
        met.add(ExitCode.DECISION)
    if outcome.blocked:
        met.add(ExitCode.FINDINGS)
    return next((code for code in _PRECEDENCE if code in met), ExitCode.OK)


_PRECEDENCE = (ExitCode.ACCESS, ExitCode.PARTIAL, ExitCode.DEFERRED, ExitCode.DECISION, ExitCode.FINDINGS)
