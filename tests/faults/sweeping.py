"""How a sweep goes: a fault at a request, an honest end, and a next run that mends what is left."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta

import pytest

from followthrough.errors import ExitCode
from tests.faults.faulty import Killed
from tests.faults.scene import AFTER, Ended, Scene
from tests.simulators.wire import faults
from tests.simulators.wire.exchange import Request
from tests.simulators.wire.faults import Fault

OK, PARTIAL, ACCESS, DEFERRED = ExitCode.OK, ExitCode.PARTIAL, ExitCode.ACCESS, ExitCode.DEFERRED
ITEMS = 7
"""Issues of ours in the end: one item was replaced, and its issue stays."""
MOST_REQUESTS = 60
_WRITES = frozenset({"POST", "PATCH", "PUT", "DELETE"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A fault, made for one scene, and the exit codes that a run may honestly end with."""

    fault: Callable[[Scene], Fault]
    codes: frozenset[int]
    writes_only: bool = False


def case(name: str, fault: Callable[[Scene], Fault], *codes: int, writes_only: bool = False) -> object:
    return pytest.param(Case(fault=fault, codes=frozenset(codes), writes_only=writes_only), id=name)


def kill(scene: Scene) -> Callable[[], None]:
    def act() -> None:
        assert scene.deadly is not None
        scene.deadly.dead = True

    return act


def in_seconds(scene: Scene, seconds: float) -> str:
    return f"{scene.simulator.clock.now() + timedelta(seconds=seconds):%a, %d %b %Y %H:%M:%S GMT}"


def answered(status: int, message: str) -> Callable[[Scene], Fault]:
    return lambda _: faults.answered(status, {"message": message}, committed=False)


ALIKE = [
    case("reset before", lambda _: faults.reset(committed=False), OK, PARTIAL),
    case("reset after", lambda _: faults.reset(committed=True), OK, PARTIAL),
    case("closed after", lambda _: faults.closed(committed=True), OK, PARTIAL),
    case("broken off", lambda _: faults.truncated(), OK, PARTIAL),
    case("500 before", lambda _: faults.server_error(500, committed=False), OK, PARTIAL),
    case("502 after", lambda _: faults.server_error(502, committed=True), OK, PARTIAL),
    case("503, in an hour", lambda _: faults.server_error(503, committed=True, retry_after="3600"), 0, 3, DEFERRED),
    case("conflict", answered(409, "Conflict"), OK, PARTIAL, writes_only=True),
    case("sign-in page", lambda _: faults.html(committed=False), OK, PARTIAL),
    case("sign-in page after", lambda _: faults.html(committed=True), OK, PARTIAL),
    case("nothing in it", lambda _: faults.empty(), OK, PARTIAL),
    case("a page that begins early", lambda _: faults.drifted(-2), OK),
    case("killed before", lambda scene: faults.meanwhile(kill(scene), committed=False)),
    case("killed after", lambda scene: faults.meanwhile(kill(scene))),
]
"""Faults that no forge has to itself, for every request."""
ALIKE_AT_SOME = [
    case("closed before", lambda _: faults.closed(committed=False), OK, PARTIAL),
    case("503, in 3 s", lambda _: faults.server_error(503, committed=True, retry_after="3"), OK, PARTIAL),
    case("a list of numbers", lambda _: faults.altered(lambda _answer: [1, 2, 3]), OK, PARTIAL),
    case("the same page again", lambda _: faults.linked_to_itself(), OK),
    case("unavailable", answered(503, "No server is available"), OK, PARTIAL),
]
"""The same, for some kinds of requests."""


def sweep(stage: Callable[[], AbstractContextManager[Scene]], wanted: list[str], fault: Case) -> None:
    """Let every request of a run meet a fault, one request in each run."""
    struck = 0
    for number in range(1, MOST_REQUESTS):
        with stage() as scene:
            scene.simulator.inject(fault.fault(scene), number=number, where=_is_write if fault.writes_only else None)
            struck += survived(scene, wanted, fault, f"request {number}")
            if scene.requests < number:
                assert struck
                return
    pytest.fail("the run has more requests than were tried")


def _is_write(request: Request) -> bool:
    return request.method in _WRITES


def survived(scene: Scene, wanted: list[str], fault: Case, where: str) -> bool:
    """Run into the fault, if there is such a request, hold the run to an honest end, and the next to mending it."""
    ended = run_into(scene)
    scene.requests = len(scene.simulator.journal)
    struck = not scene.simulator.faults.waiting
    if ended is not None and struck:
        assert ended.code in fault.codes, (where, ended, scene.simulator.journal.table())
    scene.simulator.faults.clear()
    assert_mended(scene, wanted, ended, f"{where}: {ended}\n")
    return struck


def run_into(scene: Scene) -> Ended | None:
    """Run into the fault; None where it kills."""
    try:
        return scene.sync(AFTER)
    except Killed:
        return None


def assert_mended(scene: Scene, wanted: list[str], ended: Ended | None, about: str) -> None:
    """Nothing is double, nothing told that is secret; the next run mends what is left, and then nothing is written."""
    assert len(scene.items()) == len(set(scene.items())), about
    if ended is not None:
        assert scene.token not in ended.told
    if ended is None or ended.code != OK:
        assert_quiet_end(scene, about)
    scene.simulator.journal.clear()
    assert_quiet_end(scene, about)
    assert scene.simulator.journal.writes == (), about + scene.simulator.journal.table()
    assert scene.state() == wanted, about


def assert_quiet_end(scene: Scene, about: str) -> None:
    scene.simulator.clock.advance(60)
    ended = scene.sync(AFTER)
    assert ended.code == OK, (about, ended)
