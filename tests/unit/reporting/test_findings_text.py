"""Findings on a terminal."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from followthrough.catalogue import finding
from followthrough.model import Position
from followthrough.reporting.findings_text import findings_text
from tests.unit.reporting.findings import LINES, NO_DATE, NO_DEADLINE, NO_VERB, NOBODY, PATH, ROW, SYNTAX, seen

SHORT = """\
postmortems/2026-11-03-orders.md:7:42  FT202 warning
   Nobody in particular owns "Cap retries of the order worker at 3": "everyone"
    7 │ | Cap retries of the order worker at 3 | everyone | soon |
      │                                          ^^^^^^^^
   mend: name one person or one team
   more: docs/findings.md#ft202

postmortems/2026-11-03-orders.md:7:53  FT203 warning
   No deadline: "Cap retries of the order worker at 3"; "soon" is not a date
    7 │ | Cap retries of the order worker at 3 | everyone | soon |
      │                                                     ^^^^
   mend: write a date (2026-12-01), a span (2 weeks), or set a default under `deadlines` in
         .followthrough.yml
   more: docs/findings.md#ft203

postmortems/search.yml:4:12  FT006 error
   The YAML cannot be read: a quote is opened and never closed
   mend: close it
   more: docs/findings.md#ft006

1 error, 2 warnings in 2 of 14 documents (0.4 s)
"""

MENDS = """\
FT006 syntax-error  4 times
   more: docs/findings.md#ft006
FT102 no-date  4 times
   mend: add a line `**Date:** 2026-12-01`
   more: docs/findings.md#ft102
FT206 no-verb  4 times
   mend: open with a verb: add, remove, alert, document, rehearse
   more: docs/findings.md#ft206

4 errors, 4 warnings, 4 info in 2 of 2 documents
"""


def test_each_finding_shows_its_place_its_line_and_its_mend() -> None:
    assert seen(findings_text(14, [NOBODY, NO_DEADLINE, SYNTAX], {PATH: LINES}, 0.41)) == SHORT


def test_a_long_list_tells_each_mend_once_at_the_end() -> None:
    page = seen(findings_text(2, [NO_DATE, NO_VERB, SYNTAX] * 4, {PATH: LINES}, None))
    assert page.endswith(MENDS)
    assert page.count("add a line") == 1
    assert page.count("mend: close it") == 4, "a mend that differs from finding to finding stays beside each"


def test_weights_have_colours() -> None:
    page = seen(findings_text(1, [NO_DATE, NO_VERB, SYNTAX], {PATH: LINES}, None), colour=True)
    assert "\x1b[33mFT102 warning\x1b[0m" in page
    assert "\x1b[34mFT206 info\x1b[0m" in page
    assert "\x1b[31mFT006 error\x1b[0m" in page
    assert "\x1b[34m^^^^" in page


@pytest.mark.parametrize(
    ("documents", "seconds", "last"),
    [
        pytest.param(14, 0.41, "Nothing to say about 14 documents (0.4 s)\n", id="several"),
        pytest.param(1, None, "Nothing to say about 1 document\n", id="one"),
        pytest.param(0, None, "Nothing to say about 0 documents\n", id="none"),
    ],
)
def test_where_there_is_nothing_to_say_that_is_said(documents: int, seconds: float | None, last: str) -> None:
    assert seen(findings_text(documents, [], {}, seconds)) == last


def test_of_a_long_line_the_part_around_the_mark_is_shown() -> None:
    long = f"| {'One word after the other. ' * 8}| soon | {'and more ' * 30}|"
    column = long.index("soon") + 1
    told = replace(NO_DEADLINE, position=Position(line=1, column=column, end_column=column + 4))
    source, mark = seen(findings_text(1, [told], {PATH: [long]}, None), width=80).splitlines()[2:4]
    assert cell_len(source) == 80
    assert source.startswith("    1 │ …")
    assert source.endswith("…")
    assert mark.index("^") == source.index("soon")
    assert mark.endswith(" ^^^^")


def test_the_mark_stands_under_wide_characters_and_tabs() -> None:
    told = replace(NO_DEADLINE, position=Position(line=1, column=9, end_column=13))
    source, mark = seen(findings_text(1, [told], {PATH: ["\t障害対応 | soon |"]}, None)).splitlines()[2:4]
    assert cell_len(mark.removesuffix("^^^^")) == cell_len(source[: source.index("soon")])


def test_a_position_past_the_end_of_the_document_shows_no_line() -> None:
    told = replace(NO_DATE, position=Position(line=99, column=4))
    assert "│" not in seen(findings_text(1, [told], {PATH: LINES}, None))


def test_foreign_text_gives_the_terminal_no_orders() -> None:
    told = finding(
        "FT201",
        "a\n::error::\x1b[31m.md",
        Position(line=1, column=1, end_column=3),
        title="::add-mask::x ##[debug]\x9b",
    )
    page = seen(findings_text(1, [told], {told.path: ["::stop-commands::x \x1b]0;pwned\x07"]}, None))
    assert "\x1b" not in page
    assert "\x9b" not in page
    assert "##[" not in page
    assert "\\x1b]0;pwned\\x07" in page
    assert not [line for line in page.splitlines() if line.strip().startswith("::")]


@settings(max_examples=60)
@given(
    text=st.text(st.sampled_from("ab ::#[\x1b\r\n障\t.")),
    line=st.text(st.sampled_from("ab ::#[\x1b\r障\t."), max_size=200),
    column=st.integers(1, 250),
    width=st.integers(30, 120),
)
def test_no_line_is_wider_than_the_terminal_or_begins_like_a_command(
    text: str, line: str, column: int, width: int
) -> None:
    told = finding("FT201", f"p/{text}.md", Position(line=1, column=column, end_column=column + 5), title=text * 3)
    page = seen(findings_text(1, [told, NO_DEADLINE], {told.path: [line], PATH: LINES}, None), width=width)
    for shown in page.split("\n"):
        assert cell_len(shown) <= width
        assert not shown.strip().startswith("::")
        assert "##[" not in shown


def test_the_same_place_is_shown_once_for_findings_in_a_row() -> None:
    other = replace(NO_DEADLINE, code="FT205", message="Due 2025-12-01, before the incident")
    assert seen(findings_text(1, [NO_DEADLINE, other], {PATH: LINES}, None)).count(ROW) == 1
