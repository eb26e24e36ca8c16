"""What is told beside the result: on stderr, as much as was asked for, never a credential."""

from __future__ import annotations

import logging
import os
import sys

from followthrough.cli.options import Common
from followthrough.redaction import redacted, secrets_in
from followthrough.reporting.escape import printable

LOG = logging.getLogger("followthrough")
_LEVELS = {-1: logging.ERROR, 0: logging.WARNING, 1: logging.INFO, 2: logging.DEBUG}


class _Plain(logging.Formatter):
    """`warning: …`; what is only told on request has no such word before it."""

    def format(self, record: logging.LogRecord) -> str:
        told = printable(redacted(record.getMessage(), secrets_in(os.environ)))
        return f"{record.levelname.lower()}: {told}" if record.levelno >= logging.WARNING else told


def set_up(common: Common) -> None:
    """Tell as much as the options say; a GitHub run with debug logging switched on tells everything."""
    wanted = 2 if os.environ.get("RUNNER_DEBUG") == "1" else max(-1, min(2, common.verbosity))
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Plain())
    LOG.handlers[:] = [handler]
    LOG.setLevel(_LEVELS[wanted])
    LOG.propagate = False
