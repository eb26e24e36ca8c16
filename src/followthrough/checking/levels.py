"""What a team and a document decide about findings: which are heard, and how much they weigh."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from followthrough.model import Finding, Postmortem, Severity


def weighed(findings: Iterable[Finding], levels: Mapping[str, Severity | None]) -> tuple[Finding, ...]:
    """The findings with the severities a team gives them, without those it switched off."""
    heard = (finding for finding in findings if levels.get(finding.code, finding.severity) is not None)
    return tuple(replace(finding, severity=levels.get(finding.code) or finding.severity) for finding in heard)


def unsilenced(findings: Iterable[Finding], postmortem: Postmortem) -> tuple[Finding, ...]:
    """The findings that no comment of the document silences.

    A comment for the first line of an action item holds for all lines of it.
    """
    if not postmortem.suppressions:
        return tuple(findings)
    everywhere = frozenset(code for one in postmortem.suppressions if one.line is None for code in one.codes)
    here = frozenset(
        (code, line)
        for one in postmortem.suppressions
        if one.line is not None
        for line in _lines(postmortem, one.line)
        for code in one.codes
    )
    return tuple(one for one in findings if one.code not in everywhere and (one.code, one.position.line) not in here)


def _lines(postmortem: Postmortem, line: int) -> range:
    ends = (item.end_line for item in postmortem.action_items if item.line == line)
    return range(line, max((line, *ends)) + 1)
