from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.rollups.status_csv import COLUMNS, defused, status_csv
from tests.unit.rollups.builders import QUEUE, RETRIES


def test_a_spreadsheet_gets_a_line_for_each_item() -> None:
    """Column names first, then the items, overdue first."""
    expected = (
        '"state","title","owners","due","days_overdue","priority","issue","url","postmortem","path"\n'
        '"open","Cap retries at 3","alice","2026-11-04","16","High","97",'
        '"https://forge.example/acme/shop/issues/97","Checkout outage","postmortems/2026-11-03-checkout.md"\n'
        '"open","Alert on queue depth","alice","2026-11-25","0","High","101",'
        '"https://forge.example/acme/shop/issues/101","Checkout outage","postmortems/2026-11-03-checkout.md"\n'
    )
    assert expected == status_csv((QUEUE, RETRIES))


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param('=HYPERLINK("http://evil.example")', id="formula"),
        pytest.param("+1", id="plus"),
        pytest.param("-1", id="minus"),
        pytest.param("@SUM(A1)", id="at"),
        pytest.param("\t=1", id="tab"),
        pytest.param("\r=1", id="carriage return"),
        pytest.param("\n=1", id="line feed"),
        pytest.param("  =1", id="after blanks"),
        pytest.param("\uff1d1", id="full width"),
    ],
)
def test_a_cell_that_would_be_calculated_becomes_text(cell: str) -> None:
    """A title such as `=HYPERLINK(…)` is shown, not followed."""
    assert defused(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["Alert on depth = 3", "alice", "2026-11-04", "", "a-b"])
def test_plain_cells_stay_as_they_are(cell: str) -> None:
    """Nobody wants apostrophes before ordinary words."""
    assert defused(cell) == cell


def test_a_path_steers_no_terminal() -> None:
    """A file may have any name; the control characters in it are shown."""
    text = status_csv((replace(QUEUE, path="postmortems/\x1b[31m\x07.md"),))
    assert text.endswith('"postmortems/␛[31m␇.md"\n')


# A title is made printable, its own zero-width spaces taken out, before it gets here.
FOREIGN = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\u200b")) | st.text(
    alphabet="=+-@\t\r\n \",';ab|#["
)


@given(title=FOREIGN, owner=FOREIGN)
def test_foreign_text_never_leaves_its_cell_nor_becomes_a_formula(title: str, owner: str) -> None:
    """Whatever a title holds, the file has the same cells, and none begins like a formula."""
    text = status_csv((replace(QUEUE, title=title, owners=(owner,)),))
    head, row = list(csv.reader(io.StringIO(text, newline="")))
    assert tuple(head) == COLUMNS
    said = row[1].replace("#\u200b#[", "##[")
    assert title in {said, said.removeprefix("'")}
    assert "##[" not in text
    assert len(row) == len(COLUMNS)
    assert not any(cell.lstrip()[:1] in {"=", "+", "-", "@"} and cell.lstrip() for cell in row)
