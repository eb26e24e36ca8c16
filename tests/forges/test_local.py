from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.forges.contract import ForgeContract
from tests.forges.local_world import LocalWorld


@pytest.fixture
def world(tmp_path: Path) -> Iterator[LocalWorld]:
    world = LocalWorld(tmp_path / "tracker.sqlite3")
    yield world
    world.close()


class TestLocalForge(ForgeContract):
    """The embedded forge keeps the contract."""
