from __future__ import annotations

from contextlib import ExitStack

import pytest

from followthrough.forges.transport.probe import answering
from tests.simulators.github import GitHubSimulator
from tests.simulators.loopback import LOOPBACK
from tests.simulators.wire import faults
from tests.simulators.wire.faults import Fault
from tests.simulators.wire.trap import Trap

pytestmark = LOOPBACK
MISSING = faults.answered(404, {"message": "Not Found"}, committed=False)


@pytest.mark.parametrize("enterprise", [True, False])
@pytest.mark.parametrize("repo", ["acme/shop", "acme/private"])
def test_the_root_that_answers_is_found(repo: str, *, enterprise: bool) -> None:
    with GitHubSimulator(repo, enterprise=enterprise) as simulator:
        simulator.repository.private = repo == "acme/private"
        bare = simulator.url.removesuffix("/api/v3")
        headers = {"Authorization": f"Bearer {simulator.token}"}
        found = answering((bare, f"{bare}/api/v3"), f"/repos/{repo}", headers)
        assert found == simulator.url
        assert len(simulator.journal) == (2 if enterprise else 1)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param(MISSING, faults.answered(401, {"message": "no"}, committed=False), 1, id="nobody is let in"),
        pytest.param(faults.html(), MISSING, 1, id="a page, and a repository that is not there"),
        pytest.param(MISSING, MISSING, 0, id="a repository that is not there"),
        pytest.param(faults.html(), faults.server_error(503, committed=False), None, id="no forge at all"),
        pytest.param(faults.reset(committed=False), faults.html(), None, id="nobody"),
    ],
)
def test_what_decides(first: Fault, second: Fault, expected: int | None) -> None:
    with ExitStack() as stack:
        simulators = [stack.enter_context(GitHubSimulator()) for _ in range(2)]
        for simulator, fault in zip(simulators, (first, second), strict=True):
            simulator.inject(fault)
        roots = [simulator.url for simulator in simulators]
        assert answering(roots, "/repos/acme/shop") == (None if expected is None else roots[expected])


def test_no_credential_follows_a_redirect() -> None:
    with Trap() as trap, GitHubSimulator() as simulator:
        simulator.inject(faults.redirected(f"{trap.url}/repos/acme/shop", 301))
        assert answering([simulator.url], "/repos/acme/shop", {"PRIVATE-TOKEN": "glpat-x"}) == simulator.url
        assert trap.requests == []
