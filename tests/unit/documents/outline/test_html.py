"""Headings, details and tables written in HTML, and tags of site generators."""

from __future__ import annotations

import pytest

from followthrough.documents.outline.block_pass import read_blocks
from followthrough.documents.outline.blocks import Heading, Opaque, Table
from followthrough.documents.outline.html_headings import DETAILS_END, read_html_heading
from followthrough.documents.outline.html_tables import without_gaps
from followthrough.documents.outline.template_tags import without_template_tags
from tests.unit.documents.reading import read_text, titles


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("<h2>Actions</h2>", Heading(2, 7, "Actions"), id="heading"),
        pytest.param('<h3 id="a">Next <b>steps</b></h3>\n', Heading(3, 7, "Next steps"), id="markup inside"),
        pytest.param("<details>\n<summary>Actions</summary>\n", Heading(6, 8, "Actions"), id="summary"),
        pytest.param("</details>", Opaque(DETAILS_END, 7, 7), id="end of details"),
        pytest.param("<p>Actions</p>", None, id="paragraph"),
        pytest.param("<h2></h2>", None, id="empty"),
        pytest.param("<h2>One</h2> and more", None, id="more than a heading"),
    ],
)
def test_a_block_of_html_may_be_a_heading(text: str, expected: Heading | Opaque | None) -> None:
    assert read_html_heading(text, 7) == expected


def test_what_details_hold_ends_with_them() -> None:
    """A list behind folded-up details stands under the heading again, not under their summary."""
    text = (
        "# Outage\n\n## Action items\n\n<details>\n<summary>Timeline</summary>\n\n- 09:00 Start\n\n</details>\n\n"
        "- Cap retries\n"
    )

    assert titles(read_text(text).action_items) == ["Cap retries"]


def test_a_blank_line_does_not_end_an_html_table() -> None:
    """All rows of a table written in HTML are read, with the lines they stand on."""
    text = "<table>\n<tr><th>A</th></tr>\n\n    <tr><td>1</td></tr>\n\n<tr><td>2</td></tr>\n</table>\n"

    (table,) = read_blocks(text).blocks

    assert isinstance(table, Table)
    assert [(row.line, row.cells) for row in table.rows] == [(4, ("1",)), (6, ("2",))]


def test_a_table_that_never_ends_is_left_as_it_is() -> None:
    assert without_gaps("<table>\n\ntext") == "<table>\n\ntext"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a <%= b %> c", "a          c", id="ERB"),
        pytest.param("{% include toc.html %}\nb", f"{' ' * 22}\nb", id="Liquid"),
        pytest.param("| a |\n{: .wide }", f"| a |\n{' ' * 10}", id="kramdown"),
        pytest.param("a {% b %} c", "a {% b %} c", id="Liquid in a sentence"),
        pytest.param("1 <% 2", "1 <% 2", id="no end"),
    ],
)
def test_tags_of_site_generators_are_blanked_out(text: str, expected: str) -> None:
    """Lines and columns of everything else stay where they are."""
    assert without_template_tags(text) == expected
