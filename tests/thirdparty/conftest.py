"""All tests here are marked `thirdparty`, may reach 127.0.0.1, and find what `make thirdparty` fetched."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.simulators.github import GitHubSimulator
from tests.simulators.loopback import LOOPBACK
from tests.simulators.wire.journal import Exchange
from tests.thirdparty.places import PYTHON

if TYPE_CHECKING:
    from tests.thirdparty.description import Description
    from tests.thirdparty.graph import Graph

HERE = Path(__file__).parent
sys.path.append(str(PYTHON))


def pytest_ignore_collect(config: pytest.Config) -> bool | None:
    """Without the packages these tests cannot even be imported, so that other runs pass them over."""
    if PYTHON.exists():
        return None
    if config.option.markexpr == "thirdparty":
        raise pytest.UsageError("what these tests need is not there yet: run `make thirdparty`")
    return True


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(LOOPBACK)
            item.add_marker(pytest.mark.thirdparty)


@pytest.fixture(scope="session")
def description() -> Description:
    """What GitHub publishes of its REST API."""
    from tests.thirdparty.description import Description

    return Description.load()


@pytest.fixture(scope="session")
def graph() -> Graph:
    """What GitHub publishes of its GraphQL API."""
    from tests.thirdparty.graph import Graph

    return Graph.load()


@pytest.fixture(autouse=True)
def _as_described(description: Description, graph: Graph) -> Iterator[None]:
    """Whatever a test exchanges with a simulated GitHub is as GitHub describes it."""
    complaints: Counter[str] = Counter()

    def witness(exchange: Exchange) -> None:
        complaints.update(text for judge in (description, graph) for text in judge.complaints(exchange))

    GitHubSimulator.witnesses.append(witness)
    yield
    GitHubSimulator.witnesses.remove(witness)
    assert not complaints, complaints
