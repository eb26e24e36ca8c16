"""Placeholders that a template left, as findings."""

from __future__ import annotations

import pytest

from tests.unit.documents.reading import read_text


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("**Severity:** [P0/P1]\n", [3], id="field"),
        pytest.param("**Status:** <Resolved/Unresolved>\n", [3], id="angle brackets"),
        pytest.param("## Summary\n\n[Say what happened.]\n", [5], id="paragraph"),
        pytest.param("## Summary\n\nBrief overview of the incident.\n", [5], id="instruction"),
        pytest.param("## What Went Well\n\n- [Point 1]\n- we were fast\n- [Point 2]\n", [5, 7], id="entries"),
        pytest.param("- **Contributing Factors:**\n  - [Factor 1]\n", [4], id="nested entry"),
        pytest.param("## Timeline\n\n| Time | Event |\n|-|-|\n| HH:MM | [When it began] |\n", [7], id="one for a row"),
        pytest.param("## Action Items\n\n- [ ] [ACTION 1]\n", [5], id="action item"),
        pytest.param("## Action Items\n\n| Action | Owner |\n|-|-|\n| Description | Owner |\n", [7], id="template row"),
        pytest.param(
            "| Field | Value |\n|-|-|\n| Date | 2026-11-03 |\n| Status | [Status] |\n", [6], id="table of fields"
        ),
        pytest.param("## Action Items\n\n- Describe the queue in the runbook\n", [], id="a promise is no instruction"),
        pytest.param("See [the page][page].\n\n[page]: https://a.example\n", [], id="a link"),
        pytest.param("## Five whys\n\n1. Why did it fail?\n", [], id="a question people ask"),
    ],
)
def test_each_leftover_is_a_finding_on_its_line(text: str, lines: list[int]) -> None:
    findings = read_text(f"# T\n\n{text}").findings

    assert [one.position.line for one in findings if one.code == "FT103"] == lines


def test_the_finding_names_the_field_and_quotes_the_placeholder() -> None:
    (finding,) = read_text("# T\n\n**Severity:** [P0/P1]\n").findings

    assert finding.message == 'Severity still holds a placeholder of the template: "[P0/P1]"'
    assert (finding.position.column, finding.position.end_column) == (15, 22)
