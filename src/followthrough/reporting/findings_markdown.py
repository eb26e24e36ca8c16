"""Findings as Markdown, for the summary of a CI step."""

from __future__ import annotations

from collections.abc import Sequence

from followthrough.model import Finding, Severity
from followthrough.reporting.page import MAX_SUMMARY, cut
from followthrough.rollups.phrases import enumerated, some
from followthrough.tracking.sanitize import sanitize_cell

_SIGNS = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.INFO: "·"}
_HEAD = ("| | place | finding | mend |", "|---|---|---|---|")


def findings_markdown(documents: int, findings: Sequence[Finding], *, limit: int = MAX_SUMMARY) -> str:
    """The line of numbers and a table of the findings in their order; at most `limit` bytes of UTF-8."""
    lines = [f"**Check**: {_sentence(documents, findings)}"]
    if findings:
        lines += ["", *_HEAD, *map(_row, findings)]
    return cut(lines, limit, "followthrough check")


def _sentence(documents: int, findings: Sequence[Finding]) -> str:
    numbers = ((sum(finding.severity is severity for finding in findings), severity) for severity in Severity)
    parts = enumerated((number, _noun(severity, number)) for number, severity in numbers)
    return f"{parts or 'no findings'} in {some(documents, 'document')}"


def _noun(severity: Severity, number: int) -> str:
    word = "remark" if severity is Severity.INFO else severity.value
    return word if number == 1 else f"{word}s"


def _row(finding: Finding) -> str:
    place = sanitize_cell(f"{finding.path}:{finding.position.line}")
    said = f"{finding.code} {sanitize_cell(finding.message)}"
    return f"| {_SIGNS[finding.severity]} | {place} | {said} | {sanitize_cell(finding.remedy)} |"
