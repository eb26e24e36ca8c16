"""Markdown as blocks with their lines."""

from __future__ import annotations

import pytest

from followthrough.documents.outline.block_pass import read_blocks
from followthrough.documents.outline.blocks import Heading, ListBlock, Opaque, Paragraph, Table, first_line, last_line


def test_blocks_come_in_order_with_their_lines() -> None:
    page = read_blocks("# Title\n\ntwo\nlines\n\n- one\n- two\n  - below\n\n| a | b |\n|---|---|\n| c | d \\| e |\n")

    assert [type(block) for block in page.blocks] == [Heading, Paragraph, ListBlock, Table]
    assert [(first_line(block), last_line(block)) for block in page.blocks] == [(1, 1), (3, 4), (6, 8), (10, 12)]
    table = page.blocks[3]
    assert isinstance(table, Table)
    assert table.rows[0].cells == ("c", "d | e")


def test_a_check_box_is_told_from_its_words() -> None:
    (block,) = read_blocks("- [ ] open\n- [x] done\n* [X] done too\n").blocks[:1]

    assert isinstance(block, ListBlock)
    assert [(item.checked, item.lines[0].text) for item in block.items] == [(False, "open"), (True, "done")]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("- one\n<!-- not here -->\n- two\n", id="between two entries"),
        pytest.param("- one\n<!-- not\n\nhere -->\n- two\n", id="over several lines"),
    ],
)
def test_a_comment_does_not_split_a_list(text: str) -> None:
    (block,) = read_blocks(text).blocks

    assert isinstance(block, ListBlock)
    assert [item.lines[0].text for item in block.items] == ["one", "two"]


def test_a_comment_that_never_ends_hides_what_follows_as_it_does_on_the_page() -> None:
    assert [type(block) for block in read_blocks("# T\n\n<!-- oops\n\n## Action Items\n").blocks] == [Heading, Opaque]


def test_a_comment_inside_code_stays() -> None:
    page = read_blocks("```\n<!-- x\n```\n\nafter\n")

    assert [type(block) for block in page.blocks] == [Opaque, Paragraph]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("**Status:** Resolved\n---\n", id="a field above a rule"),
        pytest.param("one line\nand another\n---\n", id="a paragraph above a rule"),
    ],
)
def test_a_rule_below_text_makes_no_heading_of_it(text: str) -> None:
    assert isinstance(read_blocks(text).blocks[0], Paragraph)


def test_a_table_in_html_is_a_table() -> None:
    text = "x\n\n<table>\n<tr><th>Action</th></tr>\n<tr><td>Cap <a href='https://a.example/1'>retries</a></td></tr>\n</table>\n"

    table = read_blocks(text).blocks[1]

    assert isinstance(table, Table)
    assert (table.header.cells, table.rows[0].cells) == (("Action",), ("Cap [retries](https://a.example/1)",))
    assert table.rows[0].line == 5


def test_a_placeholder_in_angle_brackets_is_no_html() -> None:
    assert isinstance(read_blocks("<What happened and why>\n").blocks[0], Paragraph)


def test_link_definitions_are_found_by_their_label() -> None:
    assert read_blocks("[#12]: https://a.example/12\n").references == {"#12": "https://a.example/12"}
