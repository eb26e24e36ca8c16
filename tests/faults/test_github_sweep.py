"""Every way to fail at every request of a sync over HTTP: never twice, never silent, and mended by the next run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

import pytest

from followthrough.errors import ExitCode
from tests.faults.faulty import Killed
from tests.faults.github_rig import AFTER, BEFORE, LAG, Ended, Scene
from tests.simulators.github import GitHubSimulator
from tests.simulators.github.limits import exhausted, limited
from tests.simulators.github.routes import (
    ADD_LABELS,
    CREATE_COMMENT,
    CREATE_ISSUE,
    EDIT_ISSUE,
    GRAPHQL,
    LIST_ISSUES,
)
from tests.simulators.loopback import LOOPBACK
from tests.simulators.wire import faults
from tests.simulators.wire.faults import Fault

pytestmark = LOOPBACK

MOST_REQUESTS = 60
OK, PARTIAL, ACCESS, DEFERRED = ExitCode.OK, ExitCode.PARTIAL, ExitCode.ACCESS, ExitCode.DEFERRED
ITEMS = 7
"""Issues of ours in the end: one item was replaced, and its issue stays."""


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


EVERYWHERE = [
    case("reset before", lambda _: faults.reset(committed=False), OK, PARTIAL),
    case("reset after", lambda _: faults.reset(committed=True), OK, PARTIAL),
    case("closed after", lambda _: faults.closed(committed=True), OK, PARTIAL),
    case("broken off", lambda _: faults.truncated(), OK, PARTIAL),
    case("500 before", lambda _: faults.server_error(500, committed=False), OK, PARTIAL),
    case("502 after", lambda _: faults.server_error(502, committed=True), OK, PARTIAL),
    case("503, in an hour", lambda _: faults.server_error(503, committed=True, retry_after="3600"), 0, 3, DEFERRED),
    case("limit, in 5 s", lambda _: limited(403, retry_after="5"), OK),
    case("limit, in 30 years", lambda _: limited(429, retry_after="1000000000"), DEFERRED),
    case("hour used up", lambda scene: exhausted(3000, now=scene.simulator.clock.now), DEFERRED),
    case("invalid", answered(422, "Validation Failed"), OK, PARTIAL, writes_only=True),
    case("conflict", answered(409, "Conflict"), OK, PARTIAL, writes_only=True),
    case("no permission", answered(403, "Resource not accessible by integration"), OK, ACCESS),
    case("sign-in page", lambda _: faults.html(committed=False), OK, PARTIAL),
    case("sign-in page after", lambda _: faults.html(committed=True), OK, PARTIAL),
    case("nothing in it", lambda _: faults.empty(), OK, PARTIAL),
    case("wrong types", lambda _: faults.wrong_types("number", "html_url", "data"), OK, PARTIAL),
    case("a page that begins early", lambda _: faults.drifted(-2), OK),
    case("killed before", lambda scene: faults.meanwhile(kill(scene), committed=False)),
    case("killed after", lambda scene: faults.meanwhile(kill(scene))),
]
AT_SOME = [
    case("closed before", lambda _: faults.closed(committed=False), OK, PARTIAL),
    case("503, in 3 s", lambda _: faults.server_error(503, committed=True, retry_after="3"), OK, PARTIAL),
    case("limit, without a time", lambda _: limited(403, retry_after=None), OK),
    case("limit, by a date", lambda scene: limited(429, retry_after=in_seconds(scene, 20)), OK),
    case("limit, a time gone by", lambda _: limited(429, retry_after="-5"), OK),
    case("hour used up, nearly over", lambda scene: exhausted(20, now=scene.simulator.clock.now), OK),
    case("a list of numbers", lambda _: faults.altered(lambda _answer: [1, 2, 3]), OK, PARTIAL),
    case("the same page again", lambda _: faults.linked_to_itself(), OK),
    case("unavailable", answered(503, "No server is available"), OK, PARTIAL),
]
SOME = (LIST_ISSUES, CREATE_ISSUE, EDIT_ISSUE, ADD_LABELS, CREATE_COMMENT, GRAPHQL)
WRITES = frozenset({"POST", "PATCH", "PUT", "DELETE"})


@contextmanager
def in_step(lag: float = LAG) -> Iterator[Scene]:
    """A repository in step with the documents before they change."""
    with GitHubSimulator() as simulator:
        scene = Scene(simulator)
        simulator.repository.lag = timedelta(seconds=lag)
        assert scene.sync(BEFORE).code == OK
        simulator.clock.advance(60)
        simulator.journal.clear()
        yield scene


@pytest.fixture(scope="module")
def wanted() -> list[str]:
    """What a run without any fault comes to."""
    with in_step() as scene:
        assert scene.sync(AFTER).code == OK
        assert scene.is_in_step(AFTER)
        assert len(scene.items()) == ITEMS
        return scene.state()


@pytest.mark.parametrize("fault", EVERYWHERE)
def test_whatever_fails_the_next_run_mends(wanted: list[str], fault: Case) -> None:
    struck = 0
    for number in range(1, MOST_REQUESTS):
        with in_step() as scene:
            only = (lambda request: request.method in WRITES) if fault.writes_only else None
            scene.simulator.inject(fault.fault(scene), number=number, where=only)
            struck += survived(scene, wanted, fault, f"request {number}")
            if scene.requests < number:
                assert struck
                return
    pytest.fail("the run has more requests than were tried")


@pytest.mark.parametrize("fault", AT_SOME)
@pytest.mark.parametrize("route", SOME)
def test_whatever_fails_at_a_route_the_next_run_mends(wanted: list[str], route: str, fault: Case) -> None:
    with in_step() as scene:
        scene.simulator.inject(fault.fault(scene), route=route)
        assert survived(scene, wanted, fault, route)


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
