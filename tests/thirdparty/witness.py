"""A pytest plugin: every exchange that any test has with the GitHub simulator is judged by what GitHub publishes.

`python -m pytest -p tests.thirdparty.witness --witness REPORT tests/forges` writes what was seen to REPORT, as JSON.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.simulators.github import GitHubSimulator
from tests.simulators.github.routes import GRAPHQL
from tests.simulators.wire.journal import Exchange
from tests.thirdparty.places import PYTHON

sys.path.append(str(PYTHON))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--witness", type=Path, required=True, help="where to write what was seen")


class _Witness:
    """Counts what was exchanged, and what was wrong with it."""

    def __init__(self, report: Path) -> None:
        from tests.thirdparty.description import Description
        from tests.thirdparty.graph import Graph

        self._report = report
        self._judges = (Description.load(), Graph.load())
        self.routes: Counter[str] = Counter()
        self.complaints: Counter[str] = Counter()
        self.queries: set[str] = set()

    def __call__(self, exchange: Exchange) -> None:
        if not exchange.faulty:
            self.routes[f"{exchange.route} {exchange.response.status}"] += 1
            self.complaints.update(text for judge in self._judges for text in judge.complaints(exchange))
        if exchange.route == GRAPHQL:
            self.queries.add(exchange.request.body.decode())

    def pytest_sessionfinish(self) -> None:
        seen = {"routes": self.routes, "complaints": self.complaints, "queries": sorted(self.queries)}
        self._report.write_text(json.dumps(seen, indent=1, sort_keys=True), encoding="utf-8")


def pytest_configure(config: pytest.Config) -> None:
    witness = _Witness(config.getoption("--witness"))
    GitHubSimulator.witnesses.append(witness)
    config.pluginmanager.register(witness)
