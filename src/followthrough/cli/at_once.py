"""Many documents at once: on Linux each processor reads a share of them.

A share is read by a fork of this process, which leaves what it read in a file and ends; nothing else is shared. A share
that did not come to its end is read again here, so that its fault shows here.
"""

from __future__ import annotations

import copyreg
import os
import pickle
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from itertools import zip_longest
from tempfile import TemporaryFile
from types import MappingProxyType, TracebackType
from typing import NoReturn, Self

from followthrough.model import Postmortem

ReadOne = Callable[[str], Postmortem]

WORTH_A_PROCESS = 150
"""So many documents take several times as long as a fork."""
_MOST_PROCESSES = 8


def read_all(read_one: ReadOne, paths: Sequence[str]) -> tuple[Postmortem, ...]:
    """What `read_one` reads from each path, in their order."""
    count = max(1, min(_processors(), len(paths) // WORTH_A_PROCESS, _MOST_PROCESSES))
    # What is imported and compiled for the first is there for all.
    own = [read_one(path) for path in paths[:1]]
    with ExitStack() as open_shares:
        shares = [open_shares.enter_context(_Share(read_one, paths[number::count])) for number in range(1, count)]
        own.extend(read_one(path) for path in paths[count::count])
        rows = zip_longest(own, *(share.result() for share in shares))
        return tuple(postmortem for row in rows for postmortem in row if postmortem is not None)


class _Share:
    """Some of the documents, being read by another process."""

    def __init__(self, read_one: ReadOne, paths: Sequence[str]) -> None:
        self._read_one = read_one
        self._paths = paths
        self._file = TemporaryFile()  # noqa: SIM115 - it is closed with the share
        self._process = os.fork()
        if not self._process:
            self._work()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        """Let nothing go on behind the back of this process."""
        self._file.close()
        if self._process:
            with suppress(ProcessLookupError):
                os.kill(self._process, signal.SIGKILL)
            os.waitpid(self._process, 0)

    def result(self) -> Sequence[Postmortem]:
        """What was read, once all of it was."""
        _, status = os.waitpid(self._process, 0)
        self._process = 0
        if status:
            return [self._read_one(path) for path in self._paths]
        self._file.seek(0)
        postmortems: list[Postmortem] = pickle.load(self._file)  # noqa: S301 - our own words, in a file without a name
        return postmortems

    def _work(self) -> NoReturn:
        code = 1
        try:
            pickle.dump([self._read_one(path) for path in self._paths], self._file)
            self._file.flush()
            code = 0
        finally:
            # Whatever went wrong: no handler, buffer or test of the process that was forked is this one's to run.
            os._exit(code)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def _view(mapping: dict[str, object]) -> MappingProxyType[str, object]:
    return MappingProxyType(mapping)


copyreg.pickle(MappingProxyType, lambda view: (_view, (dict(view),)))
