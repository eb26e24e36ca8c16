"""Ask git. Nothing here writes, runs a shell or takes a name for an option."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from followthrough.errors import ConfigError

_OUTSIDE = "not a git repository"
_NO_PROGRAMS = ("-c", "core.fsmonitor=false")
"""The one program that a repository's own configuration could have git start for what is asked here."""


def ask(folder: Path, arguments: Sequence[str]) -> bytes | None:
    """What git answers; None where it has nothing to say, is not installed, or the folder is outside any repository."""
    done = _run(folder, arguments)
    return done.stdout if done is not None and done.returncode == 0 else None


def ask_line(folder: Path, arguments: Sequence[str]) -> str | None:
    """The one line that git answers; None where there is none."""
    answer = ask(folder, arguments)
    return os.fsdecode(answer.rstrip(b"\n")) or None if answer is not None else None


def find_root(folder: Path) -> Path | None:
    """The top of the work tree around a folder; None outside git. Raises ConfigError where git refuses to say."""
    done = _run(folder, ["rev-parse", "--show-toplevel"])
    if done is None:
        return None
    if done.returncode == 0:
        return Path(os.fsdecode(done.stdout.rstrip(b"\n")))
    complaint = os.fsdecode(done.stderr).strip()
    if _OUTSIDE in complaint:
        return None
    first, *rest = complaint.splitlines() or ["no reason given"]
    raise ConfigError(f"git cannot read this repository: {first}", hint=" ".join(line.strip() for line in rest) or None)


def _run(folder: Path, arguments: Sequence[str]) -> subprocess.CompletedProcess[bytes] | None:
    environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
    command = ["git", *_NO_PROGRAMS, "--literal-pathspecs", *arguments]
    try:
        return subprocess.run(  # noqa: S603 - a fixed program, names behind `--`
            command, cwd=folder, env=environment, capture_output=True, check=False, stdin=subprocess.DEVNULL
        )
    except FileNotFoundError:
        return None
