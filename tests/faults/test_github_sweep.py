"""Every way to fail at every request of a sync over HTTP: never twice, never silent, and mended by the next run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from tests.faults.github_rig import GitHubScene
from tests.faults.scene import AFTER, BEFORE, LAG, Scene
from tests.faults.sweeping import (
    ACCESS,
    ALIKE,
    ALIKE_AT_SOME,
    DEFERRED,
    ITEMS,
    OK,
    PARTIAL,
    Case,
    answered,
    case,
    in_seconds,
    survived,
    sweep,
)
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

pytestmark = LOOPBACK

EVERYWHERE = [
    *ALIKE,
    case("limit, in 5 s", lambda _: limited(403, retry_after="5"), OK),
    case("limit, in 30 years", lambda _: limited(429, retry_after="1000000000"), DEFERRED),
    case("hour used up", lambda scene: exhausted(3000, now=scene.simulator.clock.now), DEFERRED),
    case("invalid", answered(422, "Validation Failed"), OK, PARTIAL, writes_only=True),
    case("no permission", answered(403, "Resource not accessible by integration"), OK, ACCESS),
    case("wrong types", lambda _: faults.wrong_types("number", "html_url", "data"), OK, PARTIAL),
]
AT_SOME = [
    *ALIKE_AT_SOME,
    case("limit, without a time", lambda _: limited(403, retry_after=None), OK),
    case("limit, by a date", lambda scene: limited(429, retry_after=in_seconds(scene, 20)), OK),
    case("limit, a time gone by", lambda _: limited(429, retry_after="-5"), OK),
    case("hour used up, nearly over", lambda scene: exhausted(20, now=scene.simulator.clock.now), OK),
]
SOME = (LIST_ISSUES, CREATE_ISSUE, EDIT_ISSUE, ADD_LABELS, CREATE_COMMENT, GRAPHQL)


@contextmanager
def in_step(lag: float = LAG) -> Iterator[Scene]:
    """A repository in step with the documents before they change."""
    with GitHubSimulator() as simulator:
        scene = GitHubScene(simulator)
        scene.let_lists_lag(timedelta(seconds=lag))
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
    sweep(in_step, wanted, fault)


@pytest.mark.parametrize("fault", AT_SOME)
@pytest.mark.parametrize("route", SOME)
def test_whatever_fails_at_a_route_the_next_run_mends(wanted: list[str], route: str, fault: Case) -> None:
    with in_step() as scene:
        scene.simulator.inject(fault.fault(scene), route=route)
        assert survived(scene, wanted, fault, route)
