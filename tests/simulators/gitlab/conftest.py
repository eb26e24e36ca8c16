"""A simulated GitLab, and a client with the token of a bot that is a Reporter in its project."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.simulators.client import Client
from tests.simulators.gitlab import GitLabSimulator


@pytest.fixture
def gitlab() -> Iterator[GitLabSimulator]:
    with GitLabSimulator() as simulator:
        yield simulator


@pytest.fixture
def client(gitlab: GitLabSimulator) -> Iterator[Client]:
    """The project access token in `acme/platform/shop`."""
    with Client(gitlab.url, gitlab.token, scheme="Bearer") as client:
        yield client
