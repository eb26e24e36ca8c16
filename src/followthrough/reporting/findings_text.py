"""Findings as people read them on a terminal, and a last line of totals; `findings_page` lays them out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from followthrough.model import Finding, Severity
from followthrough.rollups.phrases import enumerated, some

if TYPE_CHECKING:
    from rich.console import RenderableType


def findings_text(
    documents: int, findings: Sequence[Finding], sources: Mapping[str, Sequence[str]], seconds: float | None
) -> RenderableType:
    """The findings in their order and a last line of totals; `sources` has the lines of each path that can be shown."""
    totals = _totals(documents, findings, seconds)
    if not findings:
        return f"{totals}\n"
    from followthrough.reporting.findings_page import Page

    return Page(findings=tuple(findings), sources=sources, totals=totals)


def _totals(documents: int, findings: Sequence[Finding], seconds: float | None) -> str:
    took = "" if seconds is None else f" ({seconds:.1f} s)"
    if not findings:
        return f"Nothing to say about {some(documents, 'document')}{took}"
    counted = Counter(finding.severity for finding in findings)
    errors, warnings = counted[Severity.ERROR], counted[Severity.WARNING]
    parts = enumerated(
        (
            (errors, "error" if errors == 1 else "errors"),
            (warnings, "warning" if warnings == 1 else "warnings"),
            (counted[Severity.INFO], "info"),
        )
    )
    touched = len({finding.path for finding in findings})
    return f"{parts} in {touched} of {some(documents, 'document')}{took}"
