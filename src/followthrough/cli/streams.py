"""Stdout and stderr, whatever became of them: closed from the start, read by nobody any more, or full."""

from __future__ import annotations

import codecs
import errno
import os
import sys
from typing import TextIO

_SPELLED = "followthrough.spelled"


def prepare() -> None:
    """What a narrow encoding cannot show is spelled out, and what is closed takes everything and shows nothing."""
    codecs.register_error(_SPELLED, _spelled)
    # A file of ours would otherwise get the number of the stream that is missing, and the output of git's with it.
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors=_SPELLED)


def forget() -> None:
    """Let nothing that is still to be printed go anywhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def is_full(error: BaseException) -> bool:
    """Whether there was no room for what was written, which is no mistake of the program."""
    return isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}


def _spelled(error: UnicodeError) -> tuple[str, int]:
    r"""What an encoding does not have, as JSON spells it (`\u00f6`), so that JSON stays JSON in any of them."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[place : place + 4]}" for place in range(0, len(units), 4)), error.end


def _nowhere() -> TextIO:
    return os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")
