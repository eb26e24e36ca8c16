"""Lists that people type with signs of their own."""

from __future__ import annotations

import pytest

from followthrough.documents.outline.block_pass import read_blocks
from followthrough.documents.outline.blocks import ListBlock, Paragraph


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        pytest.param("• one", ["one"], id="a single dot"),
        pytest.param("– one\n– two\n  and more", ["one", "two and more"], id="dashes"),
        pytest.param("a) one\nb) two", ["one", "two"], id="letters"),
        pytest.param("(1) one\n(2) two", ["one", "two"], id="numbers in brackets"),
        pytest.param("1.1 One\n1.2 Two", ["One", "Two"], id="numbers of a chapter"),
        pytest.param("→ one\n→ two", ["one", "two"], id="arrows"),
        pytest.param("☑ one\n☐ two", ["☑ one", "☐ two"], id="boxes keep their sign"),
    ],
)
def test_a_paragraph_of_typed_signs_is_a_list(text: str, entries: list[str]) -> None:
    """Every line that opens with the sign is an entry; any other line goes on with the one before."""
    (block,) = read_blocks(text).blocks

    assert isinstance(block, ListBlock)
    assert [" ".join(line.text for line in item.lines) for item in block.items] == entries


@pytest.mark.parametrize("text", ["– so it ended", "a) is the first of two\nways", "☑ by hand", "1.1 Million people"])
def test_one_sign_alone_makes_no_list(text: str) -> None:
    """A dash or a letter that opens a single line is part of a sentence."""
    (block,) = read_blocks(text).blocks

    assert isinstance(block, Paragraph)


def test_typed_check_boxes_are_checked_or_not() -> None:
    """`[x]` without a bullet is a ticked box."""
    (block,) = read_blocks("[x] one\n[ ] two").blocks

    assert isinstance(block, ListBlock)
    assert [item.checked for item in block.items] == [True, False]
