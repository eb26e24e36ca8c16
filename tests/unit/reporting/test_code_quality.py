"""Findings as a GitLab code quality report."""

from __future__ import annotations

import json
from dataclasses import replace

from followthrough.model import Finding, Position
from followthrough.reporting.code_quality import code_quality
from tests.unit.reporting.findings import NO_DATE, NO_VERB, PATH, SYNTAX


def fingerprints(*findings: Finding) -> list[str]:
    """The fingerprints of a report."""
    return [entry["fingerprint"] for entry in json.loads(code_quality(findings))]


def test_an_entry_has_what_gitlab_asks_for() -> None:
    (entry,) = json.loads(code_quality([NO_DATE]))
    assert entry.pop("fingerprint").isalnum()
    assert entry == {
        "description": "The incident has no date: add a line `**Date:** 2026-12-01` (FT102)",
        "check_name": "FT102 no-date",
        "severity": "minor",
        "location": {"path": PATH, "lines": {"begin": 1}},
    }


def test_weights_become_those_of_gitlab() -> None:
    report = json.loads(code_quality([SYNTAX, NO_DATE, NO_VERB]))
    assert [entry["severity"] for entry in report] == ["major", "minor", "info"]


def test_without_findings_the_report_is_an_empty_list() -> None:
    assert json.loads(code_quality([])) == []


def test_a_finding_keeps_its_fingerprint_when_lines_move() -> None:
    moved = replace(NO_VERB, position=Position(line=40, column=3))
    assert fingerprints(NO_VERB) == fingerprints(moved)


def test_no_two_findings_share_a_fingerprint() -> None:
    elsewhere = replace(NO_VERB, path="postmortems/other.md")
    again = replace(NO_VERB, position=Position(line=9))
    assert len(set(fingerprints(NO_VERB, elsewhere, again, NO_DATE, SYNTAX, NO_VERB))) == 6


def test_a_path_has_no_leading_dot() -> None:
    (entry,) = json.loads(code_quality([replace(NO_DATE, path="./a.md")]))
    assert entry["location"]["path"] == "a.md"
