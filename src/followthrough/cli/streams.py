"""Stdout and stderr, whatever became of them: closed from the start, read by nobody any more, or full."""

from __future__ import annotations

import errno
import os
import sys
from typing import TextIO


def prepare() -> None:
    """What a narrow encoding cannot show is spelled out, and what is closed takes everything and shows nothing."""
    # A file of ours would otherwise get the number of the stream that is missing, and the output of git's with it.
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def forget() -> None:
    """Let nothing that is still to be printed go anywhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def is_full(error: BaseException) -> bool:
    """Whether there was no room for what was written, which is no mistake of the program."""
    return isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}


def _nowhere() -> TextIO:
    return os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")
