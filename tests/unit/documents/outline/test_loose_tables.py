"""Tables whose rows stand apart."""

from __future__ import annotations

import pytest

from followthrough.documents.outline.block_pass import read_blocks
from followthrough.documents.outline.blocks import Paragraph, Row, Table


def test_rows_with_blank_lines_between_them_are_a_table() -> None:
    text = "Below:\n\n| Task | Owner |\n\n|---|:--|\n\n| Cap \\| retry | Nina |\n\n| Add a test | |\n\nThat is all.\n"

    before, table, after = read_blocks(text).blocks

    assert isinstance(before, Paragraph)
    assert isinstance(after, Paragraph)
    assert table == Table(Row(3, ("Task", "Owner")), (Row(7, ("Cap \\| retry", "Nina")), Row(9, ("Add a test", ""))))


def test_two_such_tables_stay_two() -> None:
    one, two = read_blocks("| A | B |\n\n|---|---|\n\n| a | b |\n\n| C | D |\n\n|---|---|\n\n| c | d |\n").blocks

    assert one == Table(Row(1, ("A", "B")), (Row(5, ("a", "b")),))
    assert two == Table(Row(7, ("C", "D")), (Row(11, ("c", "d")),))


@pytest.mark.parametrize("text", ["|---|---|\n\n| a | b |", "| a | b |\n\n| c | d |", "Task\n\n|---|---|"])
def test_what_lacks_a_header_or_its_rule_is_no_table(text: str) -> None:
    assert not any(isinstance(block, Table) for block in read_blocks(text).blocks)
