"""Findings as SARIF 2.1.0 (docs.oasis-open.org/sarif/sarif/v2.1.0), for code scanning."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from followthrough import __version__
from followthrough.catalogue import RULES, Rule
from followthrough.model import Finding, Position, Severity
from followthrough.reporting.escape import printable
from followthrough.reporting.fingerprints import fingerprints
from followthrough.rollups.json_text import json_text

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_INDEX = {code: index for index, code in enumerate(RULES)}
_ROOT = "%SRCROOT%"


def sarif(findings: Sequence[Finding]) -> str:
    """One run with every rule there is and a result for each finding; URIs are relative to the repository's root."""
    named = zip(findings, fingerprints(findings), strict=True)
    run = {
        "tool": {
            "driver": {
                "name": "followthrough",
                "version": __version__,
                "rules": [_rule(rule) for rule in RULES.values()],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, fingerprint) for finding, fingerprint in named],
    }
    return json_text({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(rule: Rule) -> dict[str, object]:
    described = rule.name.replace("-", " ").capitalize()
    mend = "See the message of the result" if rule.remedy.startswith("{") else rule.remedy
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": described},
        "fullDescription": {"text": rule.why},
        "help": {
            "text": f"{rule.why}\nMend: {mend}.\nMore: {rule.page}",
            "markdown": f"{rule.why}\n\n**Mend:** {mend}.\n\nMore: `{rule.page}`",
        },
        "defaultConfiguration": {"level": _LEVEL[rule.severity]},
    }


def _result(finding: Finding, fingerprint: str) -> dict[str, object]:
    return {
        "ruleId": finding.code,
        "ruleIndex": _INDEX[finding.code],
        "level": _LEVEL[finding.severity],
        "message": {"text": printable(f"{finding.message}. Mend: {finding.remedy}.")},
        "locations": [
            {"physicalLocation": {"artifactLocation": _artifact(finding.path), "region": _region(finding.position)}}
        ],
        "partialFingerprints": {"followthrough/v1": fingerprint},
    }


def _artifact(path: str) -> dict[str, str]:
    """Where the file is, as a URI reference; one outside the repository has its whole address."""
    uri = quote(path.removeprefix("./").encode("utf-8", errors="surrogateescape"))
    return {"uri": f"file://{uri}"} if uri.startswith("/") else {"uri": uri, "uriBaseId": _ROOT}


def _region(position: Position) -> dict[str, int]:
    region = {"startLine": position.line, "startColumn": position.column}
    return region if position.end_column is None else {**region, "endColumn": position.end_column}
