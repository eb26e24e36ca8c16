"""The one place where errors become words and exit codes."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Sequence
from io import StringIO
from types import FrameType

import click

from followthrough.cli import streams
from followthrough.errors import ExitCode, FollowthroughError

INTERRUPTED, BROKEN_PIPE, TERMINATED = 130, 141, 143
_AGAIN = "run again: what is done stays done, and the rest follows"


class Terminated(BaseException):
    """The process was asked to end."""


def run(command: click.Command, arguments: Sequence[str] | None = None) -> int:
    """Run a command; whatever happens becomes an exit code, and what a person should know is told on stderr."""
    streams.prepare()
    # Documents hold no circles: to look for some again and again among all that was read takes a fifth of the time.
    gc.set_threshold(20_000, 20, 100)
    signal.signal(signal.SIGTERM, _terminate)
    try:
        code = _run(command, list(sys.argv[1:] if arguments is None else arguments))
        sys.stdout.flush()
    except SystemExit:  # click's own answer to a pipe that nobody reads; nothing else here ends the process
        return BROKEN_PIPE
    except BrokenPipeError:
        streams.forget()
        return BROKEN_PIPE
    except OSError as error:
        return _without_room(error)
    return code


def _run(command: click.Command, arguments: list[str]) -> int:
    try:
        return int(command.main(arguments, prog_name="followthrough", standalone_mode=False) or 0)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except (click.Abort, KeyboardInterrupt, Terminated) as end:
        return TERMINATED if isinstance(end, Terminated) else INTERRUPTED
    except click.ClickException as error:
        told = StringIO()
        error.show(told)
        click.echo(_clean(told.getvalue()), err=True, nl=False)
        return ExitCode.USAGE
    except FollowthroughError as error:
        tell(error.message, error.hint)
        return error.exit_code
    except Exception as bug:  # noqa: BLE001 - whatever it is, people get a report instead of a traceback
        return _without_room(bug) if streams.is_full(bug) else _reported(bug, arguments)


def _without_room(error: Exception) -> int:
    streams.forget()
    tell(f"The output cannot be written: {getattr(error, 'strerror', error)}", "make room where it goes, and run again")
    return ExitCode.PARTIAL


def _reported(bug: Exception, arguments: Sequence[str]) -> int:
    from followthrough.cli.crash import crash_report

    click.echo(_clean(crash_report(bug, arguments)), err=True)
    return ExitCode.BUG


def tell(message: str, hint: str | None) -> None:
    """Say on stderr what prevented the work and how to mend it; inside GitHub Actions as an annotation too."""
    message, hint = _clean(message), _clean(hint) if hint else None
    first, *rest = message.split("\n")
    lines = [f"error: {first}", *(f"       {line}" for line in rest)]
    if hint:
        opening, *more = hint.split("\n")
        lines += [f"  mend: {opening}", *(f"        {line}" for line in more)]
    click.echo("\n".join(lines), err=True)
    if os.environ.get("GITHUB_ACTIONS") == "true":
        click.echo(f"::error title=followthrough::{_percent_encoded(message)}", err=True)


def tell_what_is_left(obstacle: str | None, mend: str | None, code: int) -> None:
    """Say on stderr what kept a run from some of its work, and the mend, whatever its report is printed as."""
    if obstacle is not None:
        tell(obstacle, mend)
    elif code == ExitCode.PARTIAL:
        tell("Some of the work failed; the report says what", _AGAIN)


def _clean(text: str) -> str:
    """Without credentials, and without characters that a terminal or a runner would obey."""
    from followthrough.redaction import redacted, secrets_in
    from followthrough.reporting.escape import printable

    told = redacted(text, secrets_in(os.environ))
    return "\n".join(printable(line) for line in told.split("\n"))


def _percent_encoded(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _terminate(_signal: int, _frame: FrameType | None) -> None:
    raise Terminated
