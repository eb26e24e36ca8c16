"""All tests here are marked `thirdparty`, may reach 127.0.0.1, and find what `make thirdparty` fetched."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.simulators.loopback import LOOPBACK
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
