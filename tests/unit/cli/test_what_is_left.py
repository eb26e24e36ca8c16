"""Whatever keeps work from being done is told on stderr with its mend, also where the rest of the run went on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from followthrough.forges.transport import executor
from tests.simulators.gitlab import GitLabSimulator
from tests.simulators.gitlab.routes import CREATE_ISSUE, CREATE_MERGE_REQUEST_NOTE, EDIT_MERGE_REQUEST_NOTE
from tests.simulators.loopback import LOOPBACK
from tests.simulators.wire import faults
from tests.simulators.wire.faults import Fault
from tests.simulators.wire.plan import ALWAYS
from tests.unit.cli.conftest import Ended, Followthrough
from tests.unit.discovery.repositories import commit

pytestmark = LOOPBACK
REMOTE = ("--forge", "gitlab", "--repo", "acme/platform/shop", "--settle", "0")
FRIDAY, LATER = ("--today", "2026-11-20"), ("--today", "2027-01-11")
UNAUTHORIZED = faults.answered(401, {"message": "401 Unauthorized"}, committed=False)
FORBIDDEN = faults.answered(403, {"message": "403 Forbidden"}, committed=False)
UNPROCESSABLE = faults.answered(422, {"message": "Not so"}, committed=False)
BROKEN = faults.server_error(502, committed=False)
AGAIN = "run again: what is done stays done, and the rest follows"


@pytest.fixture
def gitlab(shop: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[GitLabSimulator]:
    """A project whose merge request has brought the postmortem; nobody waits before trying again."""
    merged = commit(shop, "Write down the outage")
    monkeypatch.setattr(executor, "BACKOFF", (0.0,) * len(executor.BACKOFF))
    with GitLabSimulator() as simulator:
        monkeypatch.setenv("CI_API_V4_URL", simulator.url)
        monkeypatch.setenv("GITLAB_TOKEN", simulator.token)
        simulator.invite("alice", name="Alice Smith")
        alice = simulator.person("alice")
        alice.merge(alice.open_merge_request("The checkout outage"), commit=merged)
        yield simulator


Expected = tuple[int, str, str]


def assert_told(ended: Ended, expected: Expected) -> None:
    code, message, mend = expected
    assert ended.code == code, ended
    told, _, hint = ended.err.partition("mend: ")
    assert told.startswith("error: ")
    assert message in told
    assert mend in hint


@pytest.mark.parametrize("format_", ["text", "json"])
@pytest.mark.parametrize(
    ("route", "fault", "expected"),
    [
        pytest.param(CREATE_MERGE_REQUEST_NOTE, UNAUTHORIZED, (4, "not accept the token", "`api`"), id="no token"),
        pytest.param(CREATE_MERGE_REQUEST_NOTE, FORBIDDEN, (4, "may not comment on !1", "Reporter"), id="no comment"),
        pytest.param(CREATE_MERGE_REQUEST_NOTE, BROKEN, (3, "Some of the work failed", AGAIN), id="a comment in doubt"),
        pytest.param(CREATE_ISSUE, BROKEN, (3, "Some of the work failed", AGAIN), id="an issue in doubt"),
        pytest.param(CREATE_ISSUE, UNPROCESSABLE, (3, "Some of the work failed", AGAIN), id="a refused issue"),
    ],
)
def test_of_a_sync(
    gitlab: GitLabSimulator,
    followthrough: Followthrough,
    format_: str,
    route: str,
    fault: Fault,
    expected: Expected,
) -> None:
    gitlab.inject(fault, route=route, times=ALWAYS)
    ended = followthrough("sync", *REMOTE, *FRIDAY, "--format", format_)
    assert_told(ended, expected)


@pytest.mark.parametrize(
    ("route", "fault", "expected"),
    [
        pytest.param(CREATE_MERGE_REQUEST_NOTE, UNAUTHORIZED, (4, "not accept the token", "`api`"), id="no token"),
        pytest.param(CREATE_MERGE_REQUEST_NOTE, FORBIDDEN, (4, "may not comment on !1", "Reporter"), id="no comment"),
        pytest.param(EDIT_MERGE_REQUEST_NOTE, FORBIDDEN, (4, "may not edit a comment", "Reporter"), id="no edit"),
        pytest.param(CREATE_MERGE_REQUEST_NOTE, BROKEN, (3, "Some of the work failed", AGAIN), id="in doubt"),
    ],
)
def test_of_a_rollup(
    gitlab: GitLabSimulator, followthrough: Followthrough, route: str, fault: Fault, expected: Expected
) -> None:
    assert followthrough("sync", *REMOTE, *FRIDAY).code == 0
    gitlab.inject(fault, route=route, times=ALWAYS)
    ended = followthrough("rollup", *REMOTE, *LATER)
    assert_told(ended, expected)
