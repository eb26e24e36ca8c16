"""Findings as JSON."""

from __future__ import annotations

import json

from followthrough.reporting.findings_json import findings_json
from tests.unit.reporting.findings import NO_DATE, PATH, SYNTAX


def test_findings_are_told_in_the_documented_shape() -> None:
    assert json.loads(findings_json(3, [NO_DATE, SYNTAX])) == {
        "version": 1,
        "documents": 3,
        "findings": [
            {
                "path": PATH,
                "code": "FT102",
                "severity": "warning",
                "message": "The incident has no date",
                "remedy": "add a line `**Date:** 2026-12-01`",
                "line": 1,
                "column": 1,
            },
            {
                "path": "postmortems/search.yml",
                "code": "FT006",
                "severity": "error",
                "message": "The YAML cannot be read: a quote is opened and never closed",
                "remedy": "close it",
                "line": 4,
                "column": 12,
            },
        ],
    }


def test_without_findings_the_list_is_empty() -> None:
    assert json.loads(findings_json(0, [])) == {"version": 1, "documents": 0, "findings": []}
