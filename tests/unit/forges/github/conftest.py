from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.forges.github_world import GitHubWorld
from tests.simulators.github import GitHubSimulator


@pytest.fixture
def world() -> Iterator[GitHubWorld]:
    with GitHubSimulator() as simulator:
        world = GitHubWorld(simulator)
        yield world
        world.close()
