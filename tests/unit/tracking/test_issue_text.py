from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followthrough.tracking.issue_text import BEGIN, Block, new_block, read_block, render_body
from followthrough.tracking.marker import Marker, parse_marker, render_marker
from followthrough.tracking.sanitize import sanitize_body, sanitize_cell

from .test_sanitize import NASTY

MARKER = Marker(item="ft-0123456789ab", postmortem="INC-7", path="postmortems/checkout.md")
CELLS = {"Postmortem": "Checkout outage (P1, 3 Nov 2026), #812", "Owner": "Alice Smith", "Due": "1 Dec 2026"}
FOOTER = "Kept in step with `postmortems/checkout.md`, line 71."
BODY = f"""\
<!-- followthrough:begin -->

Alert on queue depth.

| | |
|---|---|
| Postmortem | Checkout outage (P1, 3 Nov 2026), #812 |
| Owner | Alice Smith |
| Due | 1 Dec 2026 |

Kept in step with `postmortems/checkout.md`, line 71.

{render_marker(MARKER)}
"""


def block(description: str = "Alert on queue depth.", **cells: str) -> Block:
    return new_block(description=description, cells=cells or CELLS, footer=FOOTER, marker=MARKER)


def read(body: str) -> Block:
    found = read_block(body)
    assert found is not None
    return found


def test_what_people_see_in_an_issue() -> None:
    assert render_body(block()) == BODY


@given(NASTY, st.lists(NASTY, min_size=6, max_size=6))
@settings(max_examples=300)
def test_whatever_a_document_says_is_read_back_from_the_block(description: str, cells: list[str]) -> None:
    labels = ("Postmortem", "Owner", "Due", "Priority", "Category", "Tickets")
    said = {label: sanitize_cell(cell) for label, cell in zip(labels, cells, strict=True)}
    text = sanitize_body(description)
    found = read(render_body(new_block(description=text, cells=said, footer=FOOTER, marker=MARKER)))
    assert found.description == text.strip()
    assert {label: found.cell(label) for label in labels} == said
    assert found.marker == MARKER
    assert found.tail.strip() == FOOTER


@given(st.text("ab<!->\n\r |`/~", max_size=40), st.text("ab<!->\n\r |`/~", max_size=40), st.booleans())
def test_what_people_write_above_and_below_stays_to_the_letter(above: str, below: str, carriage: bool) -> None:  # noqa: FBT001 - a property's own value
    body = f"{above}\n{BODY}{below}"
    body = body.replace("\n", "\r\n") if carriage else body
    changed = render_body(read(body).with_cell("Due", "2 Dec 2026").with_description("Other."))
    begin, end = body.index(BEGIN), body.index(" -->", body.index("followthrough:v1"))
    assert changed.startswith(body[:begin])
    assert changed.endswith(body[end:])


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(BODY, id="as it was written"),
        pytest.param(BODY.replace("\n", "\r\n"), id="as a browser sends it back"),
        pytest.param(f"Ours.\n\n{BODY}\nOurs too.\n", id="with text around it"),
        pytest.param(BODY.replace("| Due | 1 Dec 2026 |", "| Due | **soon** |\n| Ours | x |"), id="with other rows"),
        pytest.param(BODY.replace("| | |\n|---|---|\n", ""), id="without its table"),
        pytest.param(BODY.replace("Kept in", "We keep it in"), id="with another footer"),
        pytest.param(BODY.replace("|---|---|", "| --- | :---: |"), id="with a table in another style"),
    ],
)
def test_a_body_that_nobody_asks_to_change_stays_to_the_letter(body: str) -> None:
    assert render_body(read(body)) == body


@pytest.mark.parametrize(
    ("label", "cell", "rows"),
    [
        pytest.param("Due", "2 Dec 2026", ["Postmortem", "Owner", "Due"], id="a row that is there"),
        pytest.param("Priority", "High", ["Postmortem", "Owner", "Due", "Priority"], id="a new row at the end"),
        pytest.param("Owner", "", ["Postmortem", "Due"], id="a row that goes"),
        pytest.param("Tickets", "", ["Postmortem", "Owner", "Due"], id="a row that never was"),
    ],
)
def test_a_row_is_set_in_its_place(label: str, cell: str, rows: list[str]) -> None:
    found = read(render_body(read(BODY).with_cell(label, cell)))
    assert [row.label for row in found.rows] == rows
    assert found.cell(label) == cell


def test_a_new_row_comes_before_those_that_follow_it() -> None:
    found = read(render_body(read(BODY).with_cell("Owner", "").with_cell("Owner", "Bob")))
    assert [row.label for row in found.rows] == ["Postmortem", "Owner", "Due"]


def test_a_row_comes_back_where_people_took_the_table_away() -> None:
    without = BODY[: BODY.index("| | |")] + BODY[BODY.index("Kept in") :]
    assert read(render_body(read(without).with_cell("Owner", "Bob"))).cell("Owner") == "Bob"


@pytest.mark.parametrize(
    ("cell", "due"),
    [
        pytest.param("1 Dec 2026", date(2026, 12, 1), id="as we write it"),
        pytest.param("2026-12-01", date(2026, 12, 1), id="as people may"),
        pytest.param("1 december 2026", date(2026, 12, 1), id="in full"),
        pytest.param("30 Feb 2026", None, id="no such day"),
        pytest.param("soon", None, id="no day"),
        pytest.param("", None, id="no row"),
    ],
)
def test_the_due_date_is_read_back_from_its_row(cell: str, due: date | None) -> None:
    assert read(BODY).with_cell("Due", cell).due == due


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("", id="nothing"),
        pytest.param(BODY.replace("followthrough:begin", "begin"), id="without its opening line"),
        pytest.param(BODY.replace("followthrough:v1", "v1"), id="without its marker"),
    ],
)
def test_a_body_without_a_whole_block_has_none(body: str) -> None:
    assert read_block(body) is None


def test_words_of_a_cell_are_as_people_wrote_them() -> None:
    cell = sanitize_cell("@alice | /ops")
    assert read(render_body(block(Owner=cell))).words("Owner") == "@alice | /ops"


@given(NASTY)
def test_no_document_can_forge_a_marker(text: str) -> None:
    body = render_body(new_block(description=sanitize_body(text), cells=CELLS, footer=FOOTER, marker=MARKER))
    assert parse_marker(body) == MARKER
