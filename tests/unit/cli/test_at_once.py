"""Many documents, read by several processes."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable

import pytest

from followthrough.cli import at_once
from followthrough.cli.at_once import WORTH_A_PROCESS, read_all
from followthrough.documents import read
from followthrough.documents.rules import ReadingRules
from followthrough.model import Postmortem

_PATHS = tuple(f"postmortems/{number}.md" for number in range(2 * WORTH_A_PROCESS + 1))
_FORKS = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux alone")


def _read(path: str) -> Postmortem:
    text = f"# Outage\n\n**Time to fix:** 3h\n\n## Action Items\n\n- [ ] Cap retries of {path} (Owner: Alice Smith)\n"
    return read(path, text.encode(), ReadingRules())


@pytest.fixture(autouse=True)
def _two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(at_once, "_processors", lambda: 2)


@pytest.mark.parametrize("count", [0, 1, WORTH_A_PROCESS, 2 * WORTH_A_PROCESS, 2 * WORTH_A_PROCESS + 1])
def test_however_many_they_are_all_are_read_in_their_order(count: int) -> None:
    assert read_all(_read, _PATHS[:count]) == tuple(map(_read, _PATHS[:count]))


@_FORKS
def test_half_of_many_documents_is_read_by_another_process() -> None:
    here = set[str]()

    def note(path: str) -> Postmortem:
        here.add(path)
        return _read(path)

    read_all(note, _PATHS)
    assert here == set(_PATHS[::2])


@_FORKS
@pytest.mark.parametrize(
    "end", [lambda: os._exit(3), lambda: os.kill(os.getpid(), 9), lambda: 1 // 0], ids=["left", "killed", "failed"]
)
def test_what_another_process_did_not_read_is_read_by_this_one(end: Callable[[], object]) -> None:
    this = os.getpid()

    def read_or_end(path: str) -> Postmortem:
        if os.getpid() != this:
            end()
        return _read(path)

    assert read_all(read_or_end, _PATHS) == tuple(map(_read, _PATHS))


@_FORKS
def test_no_process_outlives_a_run_that_ends_early() -> None:
    this = os.getpid()

    def stop(path: str) -> Postmortem:
        if os.getpid() != this:
            time.sleep(60)
        if path != _PATHS[0]:
            raise KeyboardInterrupt
        return _read(path)

    with pytest.raises(KeyboardInterrupt):
        read_all(stop, _PATHS)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
