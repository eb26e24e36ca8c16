"""Findings as a GitLab code quality report (docs.gitlab.com, "Code Quality", "Code Quality report format")."""

from __future__ import annotations

from collections.abc import Sequence

from followthrough.catalogue import RULES
from followthrough.model import Finding, Severity
from followthrough.reporting.escape import printable
from followthrough.reporting.fingerprints import fingerprints
from followthrough.rollups.json_text import json_text

_SEVERITY = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def code_quality(findings: Sequence[Finding]) -> str:
    """A JSON array with an object for each finding; an empty one where there is none."""
    named = zip(findings, fingerprints(findings), strict=True)
    return json_text([_plain(finding, fingerprint) for finding, fingerprint in named])


def _plain(finding: Finding, fingerprint: str) -> dict[str, object]:
    return {
        "description": printable(f"{finding.message}: {finding.remedy} ({finding.code})"),
        "check_name": f"{finding.code} {RULES[finding.code].name}",
        "fingerprint": fingerprint,
        "severity": _SEVERITY[finding.severity],
        "location": {"path": finding.path.removeprefix("./"), "lines": {"begin": finding.position.line}},
    }
