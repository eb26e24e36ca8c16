"""The tree of sections."""

from __future__ import annotations

import pytest

from followthrough.documents.outline.block_pass import read_blocks
from followthrough.documents.outline.blocks import ListBlock
from followthrough.documents.outline.sections import Section, bold_label, read_outline, walk


def outline(text: str) -> Section:
    return read_outline(read_blocks(text), lambda name: name.strip(":").casefold() == "next steps")


def shape(section: Section) -> list[tuple[int, str, int, int]]:
    return [(one.level, one.title, one.line, one.end_line) for one in walk(section)][1:]


def test_headings_and_bold_labels_make_a_tree() -> None:
    text = "# T\n\n## A\n\n**B**:\n- x\n\n**C:**\n\ny\n\n## D\n"

    assert shape(outline(text)) == [
        (1, "T", 1, 12),
        (2, "A", 3, 10),
        (7, "B", 5, 6),
        (7, "C:", 8, 10),
        (2, "D", 12, 12),
    ]


def test_a_label_inside_a_paragraph_opens_a_section() -> None:
    root = outline("**Cause**:\nthe disk was full\n**Fix**:\nmore disk\n")

    assert [(section.title, len(section.blocks)) for section in root.sections] == [("Cause", 1), ("Fix", 1)]


@pytest.mark.parametrize("line", ["Next steps", "Next steps:", "NEXT STEPS"])
def test_a_plain_line_opens_a_section_where_its_words_are_known(line: str) -> None:
    root = outline(f"# T\n\n{line}\n\n- cap retries\n")

    assert [section.title for section in root.sections[0].sections] == [line.rstrip(":")]


def test_a_last_bullet_that_is_only_a_known_name_opens_a_section() -> None:
    root = outline("- **Impact**: none\n- **Next steps**:\n\n1. cap retries\n")

    assert [section.title for section in root.sections] == ["Next steps"]
    assert isinstance(root.sections[0].blocks[0], ListBlock)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("**Action Items**", "Action Items"),
        ("**Action Items:**", "Action Items:"),
        ("__Owner__:", "Owner"),
        ("**Owner:** Alice", None),
        ("**We will never do this again.**", None),
        ("Action Items", None),
        ("**a** and **b**", None),
    ],
)
def test_a_bold_line_is_a_label_unless_it_says_more(text: str, label: str | None) -> None:
    assert bold_label(text) == label
