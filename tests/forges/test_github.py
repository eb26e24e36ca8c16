from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.forges.contract import ForgeContract
from tests.forges.github_world import GitHubWorld
from tests.simulators.github import GitHubSimulator
from tests.simulators.loopback import LOOPBACK

pytestmark = LOOPBACK


@pytest.fixture(params=[False, True], ids=["github.com", "enterprise"])
def world(request: pytest.FixtureRequest) -> Iterator[GitHubWorld]:
    with GitHubSimulator(enterprise=request.param) as simulator:
        world = GitHubWorld(simulator)
        yield world
        world.close()


class TestGitHubForge(ForgeContract):
    """GitHub keeps the contract, over real HTTP."""
