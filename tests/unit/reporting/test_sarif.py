"""Findings as SARIF; `make thirdparty` holds them to the official schema."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from followthrough.catalogue import RULES
from followthrough.model import Finding, Position, Severity
from followthrough.reporting.sarif import sarif
from tests.unit.reporting.findings import NO_DATE, NO_DEADLINE, NO_VERB, PATH, SYNTAX


def run_of(*findings: Finding) -> dict[str, Any]:
    """The one run of a report."""
    report = json.loads(sarif(findings))
    assert report["version"] == "2.1.0"
    (run,) = report["runs"]
    assert isinstance(run, dict)
    return run


def test_a_result_points_at_its_extent_counted_in_characters() -> None:
    run = run_of(NO_DEADLINE)
    (result,) = run["results"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert result["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": PATH, "uriBaseId": "%SRCROOT%"},
                "region": {"startLine": 7, "startColumn": 53, "endColumn": 57},
            }
        }
    ]
    assert result["message"]["text"].startswith('No deadline: "Cap retries of the order worker at 3"; "soon" is not')


def test_a_result_leads_to_its_rule_and_a_rule_explains_itself() -> None:
    run = run_of(SYNTAX, NO_DATE, NO_VERB)
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(RULES)
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == ["FT006", "FT102", "FT206"]
    assert [result["ruleId"] for result in run["results"]] == ["FT006", "FT102", "FT206"]
    for rule, known in zip(rules, RULES.values(), strict=True):
        assert rule["fullDescription"]["text"] == known.why
        assert known.page in rule["help"]["text"]
        assert "{" not in rule["help"]["text"]


def test_a_level_is_the_one_a_team_gives_and_the_default_the_one_the_rule_has() -> None:
    run = run_of(SYNTAX, NO_DATE, NO_VERB, replace(NO_DATE, severity=Severity.ERROR))
    assert [result["level"] for result in run["results"]] == ["error", "warning", "note", "error"]
    levels = {rule["id"]: rule["defaultConfiguration"]["level"] for rule in run["tool"]["driver"]["rules"]}
    assert (levels["FT006"], levels["FT102"], levels["FT206"]) == ("error", "warning", "note")


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("postmortems/übung 50%.md", id="signs and blanks"),
        pytest.param("a:b/c?d#e.md", id="what means something in an address"),
        pytest.param("a\n::error::x.md", id="a line end"),
        pytest.param("//host/x.md", id="slashes first"),
    ],
)
def test_a_path_is_a_uri_reference_that_means_it(path: str) -> None:
    (result,) = run_of(replace(NO_DATE, path=path))["results"]
    location = result["locations"][0]["physicalLocation"]["artifactLocation"]
    parts = urlsplit(location["uri"])
    assert parts.scheme in {"", "file"}
    assert (parts.query, parts.fragment, parts.netloc) == ("", "", "")
    assert unquote(parts.path) == path
    assert location["uri"].isascii()


def test_a_file_outside_the_repository_has_its_whole_address() -> None:
    (result,) = run_of(replace(NO_DATE, path="/srv/notes/orders.md"))["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": "file:///srv/notes/orders.md"}


def test_a_result_keeps_its_fingerprint_when_lines_move() -> None:
    moved = replace(NO_VERB, position=Position(line=40))
    first, second = (run_of(one)["results"][0]["partialFingerprints"] for one in (NO_VERB, moved))
    assert first == second != {}
    twice = run_of(NO_VERB, moved)["results"]
    assert twice[0]["partialFingerprints"] != twice[1]["partialFingerprints"]
