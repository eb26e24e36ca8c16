from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.forges.gitlab_world import GitLabWorld
from tests.simulators.gitlab import GitLabSimulator


@pytest.fixture
def world() -> Iterator[GitLabWorld]:
    with GitLabSimulator() as simulator:
        world = GitLabWorld(simulator)
        yield world
        world.close()
