"""Findings as workflow commands of GitHub Actions."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from followthrough.model import Severity
from followthrough.reporting.annotations import MOST_PER_KIND
from followthrough.reporting.annotations import annotations as workflow_commands
from tests.unit.reporting.findings import NO_DATE, NO_DEADLINE, NO_VERB, SYNTAX

EXPECTED = (
    "::error file=postmortems/search.yml,line=4,col=12,title=FT006 syntax-error"
    "::The YAML cannot be read: a quote is opened and never closed%0Amend: close it%0Amore: docs/findings.md#ft006\n"
    "::warning file=postmortems/2026-11-03-orders.md,line=1,col=1,title=FT102 no-date"
    "::The incident has no date%0Amend: add a line `**Date:** 2026-12-01`%0Amore: docs/findings.md#ft102\n"
    "::notice file=postmortems/2026-11-03-orders.md,line=7,col=3,title=FT206 no-verb"
    '::Says no deed: "Cap retries of the order worker at 3"'
    "%0Amend: open with a verb: add, remove, alert, document, rehearse%0Amore: docs/findings.md#ft206\n"
)


def test_each_finding_is_a_command_of_its_weight() -> None:
    assert workflow_commands([SYNTAX, NO_DATE, NO_VERB]) == EXPECTED


def test_without_findings_nothing_is_printed() -> None:
    assert workflow_commands([]) == ""


def test_ten_of_each_kind_are_shown_and_the_others_counted() -> None:
    lines = workflow_commands([SYNTAX] * 12 + [NO_DATE] * 10 + [NO_VERB] * 11).splitlines()
    assert [sum(line.startswith(f"::{kind} ") for line in lines) for kind in ("error", "warning", "notice")] == [10] * 3
    assert lines[-1] == "and 2 more errors, 1 more notice: GitHub shows ten of each kind"
    assert len(lines) == 31


def _unescaped(text: str, signs: dict[str, str]) -> str:
    """As the runner undoes it: `%25` last."""
    for escaped, sign in signs.items():
        text = text.replace(escaped, sign)
    return text


_DATA = {"%0D": "\r", "%0A": "\n", "%25": "%"}
_PROPERTY = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}
_COMMAND = re.compile(r"::(?P<kind>\w+) (?P<properties>.*?)::(?P<data>.*)")
_HOSTILE = st.text(st.sampled_from("ab%:,\r\n\x1b#[\u2028 A0D25=;::"), min_size=1)


@settings(max_examples=150)
@given(path=_HOSTILE, message=_HOSTILE)
def test_whatever_a_document_says_the_runner_reads_one_command_with_its_own_properties(path: str, message: str) -> None:
    text = workflow_commands([replace(NO_DEADLINE, path=path, message=message)])
    assert text.count("\n") == 1
    assert "\r" not in text
    assert "##[" not in text
    found = _COMMAND.fullmatch(text.removesuffix("\n"))
    assert found is not None
    properties = dict(part.split("=", 1) for part in found["properties"].split(","))
    assert list(properties) == ["file", "line", "col", "title"]
    assert found["kind"] == "warning"
    assert _unescaped(properties["title"], _PROPERTY) == "FT203 no-deadline"
    assert _unescaped(found["data"], _DATA).endswith("more: docs/findings.md#ft203")
    if path.isprintable() and "##[" not in path and "::" not in path:
        assert _unescaped(properties["file"], _PROPERTY) == path


def test_a_very_long_message_is_cut_before_the_runner_cuts_it() -> None:
    (line,) = workflow_commands([replace(NO_DATE, message="x" * 10_000, severity=Severity.ERROR)]).splitlines()
    assert len(line) < 4200
    assert MOST_PER_KIND == 10
