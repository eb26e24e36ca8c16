"""How far a run has come: a bar on a terminal, nothing anywhere else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from followthrough.cli.options import Common


@contextmanager
def advancing(what: str, total: int, common: Common) -> Iterator[Callable[[object], None]]:
    """What to call for each step that is done; the bar goes to stderr and leaves nothing behind."""
    if total == 0 or common.verbosity < 0 or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.progress import Progress

    from followthrough.cli.output import console

    with Progress(console=console(sys.stderr, common), transient=True) as progress:
        task = progress.add_task(what, total=total)
        yield lambda _: progress.advance(task)
