"""Findings as JSON, for programs."""

from __future__ import annotations

from collections.abc import Sequence

from followthrough.model import Finding
from followthrough.rollups.json_text import json_text

VERSION = 1


def findings_json(documents: int, findings: Sequence[Finding]) -> str:
    """The findings in their order, under the number of documents that were checked."""
    return json_text({"version": VERSION, "documents": documents, "findings": [_plain(one) for one in findings]})


def _plain(finding: Finding) -> dict[str, object]:
    return {
        "path": finding.path,
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "remedy": finding.remedy,
        "line": finding.position.line,
        "column": finding.position.column,
    }
