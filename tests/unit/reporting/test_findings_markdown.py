from __future__ import annotations

from followthrough.reporting.findings_markdown import findings_markdown
from tests.unit.reporting.findings import NO_DATE, NO_VERB, SYNTAX

EXPECTED = """\
**Check**: 1 error, 2 warnings, 1 remark in 2 documents

| | place | finding | mend |
|---|---|---|---|
| ✗ | postmortems/search.yml:4 | FT006 The YAML cannot be read: a quote is opened and never closed | close it |
| ! | postmortems/2026-11-03-orders.md:1 | FT102 The incident has no date | add a line `**Date:** 2026-12-01` |
| ! | postmortems/2026-11-03-orders.md:1 | FT102 The incident has no date | add a line `**Date:** 2026-12-01` |
| · | postmortems/2026-11-03-orders.md:7 | FT206 Says no deed: "Cap retries of the order worker at 3" \
| open with a verb: add, remove, alert, document, rehearse |
"""


def test_findings_as_markdown() -> None:
    """A line of numbers and a table with place, sentence and mend."""
    assert findings_markdown(2, [SYNTAX, NO_DATE, NO_DATE, NO_VERB]) == EXPECTED


def test_no_findings() -> None:
    """One line."""
    assert findings_markdown(1, []) == "**Check**: no findings in 1 document\n"


def test_many_findings_are_cut() -> None:
    """The page stays within what a runner takes."""
    assert len(findings_markdown(9, [NO_VERB] * 1_000, limit=5_000).encode()) <= 5_000
