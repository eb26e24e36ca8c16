"""Tests of the simulators may reach 127.0.0.1; pytest-socket keeps them from everything else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.simulators.client import Client
from tests.simulators.github import GitHubSimulator
from tests.simulators.loopback import LOOPBACK

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(LOOPBACK)


@pytest.fixture
def github() -> Iterator[GitHubSimulator]:
    with GitHubSimulator() as simulator:
        yield simulator


@pytest.fixture
def client(github: GitHubSimulator) -> Iterator[Client]:
    """The workflow's token in `acme/shop`."""
    with Client(github.url, github.token) as client:
        yield client
