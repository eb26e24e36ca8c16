"""The report of a bug, ready to paste: everything a maintainer needs. Who shows it takes out what is secret."""

from __future__ import annotations

import platform
import shlex
import sys
import traceback
from collections.abc import Sequence

from followthrough import __version__
from followthrough.reporting.escape import printable


def crash_report(bug: BaseException, arguments: Sequence[str]) -> str:
    """The report as Markdown: versions, command and traceback, without the values of variables."""
    command = printable(" ".join(("followthrough", *map(shlex.quote, arguments)))).replace("|", r"\|")
    trace = "".join(traceback.TracebackException.from_exception(bug, capture_locals=False).format()).rstrip("\n")
    return f"""\
followthrough failed in a way that nobody foresaw. That is a bug, not a mistake of yours.
Please report it with everything below this line.

## {type(bug).__name__} in followthrough {__version__}

| | |
|---|---|
| command | `{command}` |
| Python | {sys.version.split()[0]} ({platform.python_implementation()}) |
| system | {platform.platform(terse=True)} |

````
{trace}
````
"""
