"""Our SARIF is what the schema of its committee takes; Microsoft's own matcher for tests brings the schema."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft4Validator, FormatChecker

from followthrough.model import Finding
from followthrough.reporting.sarif import sarif
from tests.thirdparty.places import SARIF
from tests.unit.reporting.findings import NO_DATE, NO_DEADLINE, NO_VERB, SYNTAX


@pytest.fixture(scope="module")
def schema() -> Draft4Validator:
    return Draft4Validator(json.loads(SARIF.read_text(encoding="utf-8")), format_checker=FormatChecker())


@pytest.mark.parametrize("findings", [(), (SYNTAX,), (NO_DATE, NO_DEADLINE, NO_VERB, SYNTAX)], ids=len)
def test_a_report_is_valid_sarif(schema: Draft4Validator, findings: tuple[Finding, ...]) -> None:
    assert [error.message for error in schema.iter_errors(json.loads(sarif(findings)))] == []


def test_the_schema_takes_not_just_anything(schema: Draft4Validator) -> None:
    report = json.loads(sarif((NO_DATE,)))
    report["runs"][0]["results"][0]["level"] = "dreadful"
    assert [list(error.absolute_path)[-1] for error in schema.iter_errors(report)] == ["level"]
