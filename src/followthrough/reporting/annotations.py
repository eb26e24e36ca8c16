"""Findings and other remarks as workflow commands of GitHub Actions, which shows them beside the lines of a change.

Escaping as the runner undoes it (actions/runner, ActionCommand.cs); of each kind it shows ten a step.
"""

# Without `from __future__ import annotations`, whose name the function has.

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from followthrough.catalogue import RULES
from followthrough.model import Finding, Severity
from followthrough.reporting.escape import printable
from followthrough.rollups.phrases import enumerated

MOST_PER_KIND = 10
_LONGEST = 4000
_KINDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """One line that the runner obeys, and how much it weighs: `error`, `warning` or `notice`."""

    kind: str
    line: str


def annotations(findings: Sequence[Finding]) -> str:
    """A line for each finding, at most ten of each kind, and a last plain line that counts the others."""
    return annotated(map(of_finding, findings))


def annotated(shown: Iterable[Annotation]) -> str:
    """The lines of annotations, at most ten of each kind, and a last plain line that counts the others."""
    return "".join(f"{line}\n" for line in _lines(shown))


def of_finding(finding: Finding) -> Annotation:
    """The annotation of a finding, at its place."""
    message = f"{printable(finding.message)}\nmend: {printable(finding.remedy)}\nmore: {RULES[finding.code].page}"
    properties = {
        "file": finding.path,
        "line": str(finding.position.line),
        "col": str(finding.position.column),
        "title": f"{finding.code} {RULES[finding.code].name}",
    }
    return _annotation(_KINDS[finding.severity], properties, message)


def of_path(kind: str, path: str, message: str) -> Annotation:
    """An annotation of a document as a whole, or of the run where there is no path."""
    properties = {"file": path} if path else {}
    return _annotation(kind, {**properties, "title": "followthrough"}, printable(message))


def _lines(annotated: Iterable[Annotation]) -> Iterator[str]:
    shown: Counter[str] = Counter()
    for one in annotated:
        shown[one.kind] += 1
        if shown[one.kind] <= MOST_PER_KIND:
            yield one.line
    more = [(shown[kind] - MOST_PER_KIND, kind) for kind in _KINDS.values() if shown[kind] > MOST_PER_KIND]
    if more:
        parts = enumerated((number, f"more {kind}{'s' if number > 1 else ''}") for number, kind in more)
        yield f"and {parts}: GitHub shows ten of each kind"


def _annotation(kind: str, properties: Mapping[str, str], message: str) -> Annotation:
    place = ",".join(f"{name}={_visible(value).translate(_PROPERTY)}" for name, value in properties.items())
    return Annotation(kind=kind, line=f"::{kind} {place}::{message[:_LONGEST].translate(_DATA)}")


def _visible(text: str) -> str:
    """Printable as a part of a line, where a colon at the beginning means nothing and is escaped anyway."""
    return printable(f"|{text}")[1:]
