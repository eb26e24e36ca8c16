"""The simulator, and whoever talks to it, keep to what GitHub publishes of its API."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.simulators.client import Client
from tests.simulators.github import GitHubSimulator
from tests.simulators.github.routes import CREATE_ISSUE, GRAPHQL, LIST_ISSUES
from tests.simulators.wire.journal import Exchange
from tests.thirdparty.description import OPERATIONS, Description, summary
from tests.thirdparty.graph import Graph
from tests.thirdparty.places import ROOT

ISSUES = "/repos/acme/shop/issues"
pytestmark = pytest.mark.timeout(600)
"""Whole suites of tests are run here, each exchange judged."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a run of tests exchanged."""

    routes: Mapping[str, int]
    complaints: Mapping[str, int]
    queries: Sequence[str]
    """The bodies sent to GraphQL."""


def witnessed(folder: Path, *arguments: str) -> Seen:
    """Run tests with every exchange judged."""
    report = folder / "report.json"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    command = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "tests.thirdparty.witness", "--witness"]
    ran = subprocess.run(
        [sys.executable, *command, str(report), "-m", "not thirdparty and not benchmark and not browser", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-5000:] + ran.stderr[-2000:]
    return Seen(**json.loads(report.read_text(encoding="utf-8")))


def test_the_simulators_own_tests_cover_every_operation_as_github_describes_it(tmp_path: Path) -> None:
    seen = witnessed(tmp_path, "tests/simulators")
    assert not seen.complaints, summary(seen.complaints)
    answered = {route.rpartition(" ")[0] for route in seen.routes}
    assert answered >= {*OPERATIONS, GRAPHQL}


def test_the_contract_of_forges_is_kept_in_requests_that_github_describes(tmp_path: Path) -> None:
    seen = witnessed(tmp_path, "tests/forges")
    assert not seen.complaints, summary(seen.complaints)
    assert {f"{CREATE_ISSUE} 201", f"{LIST_ISSUES} 200", f"{GRAPHQL} 200"} <= set(seen.routes)
    asked = ("viewer", "assignableUsers", "minimizeComment", "timelineItems", "isMinimized")
    assert [name for name in asked if not any(name in query for query in seen.queries)] == []


class TestTheJudges:
    """They would complain: a check that cannot fail is none."""

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            pytest.param({"title": None}, "/title", id="null"),
            pytest.param({"labels": "none"}, "/labels", id="another type"),
            pytest.param({"closed_at": "yesterday"}, "/closed_at", id="no date"),
            pytest.param({"state_reason": "forgotten"}, "/state_reason", id="unknown word"),
        ],
    )
    def test_a_wrong_answer_is_complained_about(
        self, description: Description, change: dict[str, object], said: str
    ) -> None:
        right = exchanged({"title": "One", "labels": ["bug"]})
        body = {**json.loads(right.response.body), **change}
        wrong = replace(right, response=replace(right.response, body=json.dumps(body).encode()))
        assert description.complaints(right) == []
        assert any(said in complaint for complaint in description.complaints(wrong))

    def test_a_wrong_request_is_complained_about_though_it_was_granted(self, description: Description) -> None:
        right = exchanged({"title": "One"})
        wrong = replace(right, request=replace(right.request, body=b'{"title": "One", "labels": "bug"}'))
        assert description.complaints(wrong) != []

    @pytest.mark.parametrize(
        ("query", "variables"),
        [
            pytest.param("{ viewer { salary } }", {}, id="no such field"),
            pytest.param("{ viewer }", {}, id="no selection"),
            pytest.param("{ viewer { login }", {}, id="not closed"),
            pytest.param("query($n: Int!) { node(id: $n) { id } }", {"n": 1}, id="another type"),
            pytest.param("query($i: ID!) { node(id: $i) { id } }", {}, id="variable missing"),
        ],
    )
    def test_a_wrong_query_is_complained_about(self, graph: Graph, query: str, variables: dict[str, object]) -> None:
        assert graph.query_complaints(query, variables) != []

    @pytest.mark.parametrize(
        "data",
        [
            pytest.param({"viewer": {}}, id="missing"),
            pytest.param({"viewer": {"name": None, "login": None}}, id="null"),
            pytest.param({"viewer": {"name": 7, "login": "x"}}, id="another type"),
            pytest.param({"viewer": []}, id="list"),
            pytest.param({"viewer": None}, id="null without an error"),
        ],
    )
    def test_a_wrong_answer_to_a_query_is_complained_about(self, graph: Graph, data: dict[str, object]) -> None:
        query = "{ viewer { name login } }"
        assert graph.answer_complaints(query, {"data": {"viewer": {"name": None, "login": "x"}}}) == []
        assert graph.answer_complaints(query, {"data": data}) != []


def exchanged(draft: Mapping[str, object]) -> Exchange:
    """How an issue was opened."""
    with GitHubSimulator() as simulator, Client(simulator.url, simulator.token) as client:
        client.post(ISSUES, draft)
        (exchange,) = simulator.journal
    return exchange
