"""The parser behind gates says what it says without them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from followthrough.documents.outline.gates import gate

_LIBRARY = MarkdownIt("commonmark").enable("table")
_GATED = gate(MarkdownIt("commonmark").enable("table"))
_EXAMPLES = sorted((Path(__file__).parents[4] / "examples").rglob("*.md"))

_OPENINGS = """
- + * 1. 1) 12345678901. > >> # ####### #5 ``` ~~~ `` *** --- ___ **a** - - - == = | |-|-| |:-:| -|- :-: [a]: [a]:b <p>
<!-- --> <a <1 <?php ** __ --- a: \\ & 0. -1. +1 1.a -a *a #a
""".split()  # noqa: SIM905 - signs in a row are read best so
_LINES = st.builds(
    lambda indent, marks, words: indent + " ".join(marks) + words,
    st.sampled_from(["", "", " ", "  ", "   ", "    ", "\t", "      "]),
    st.lists(st.sampled_from(_OPENINGS), max_size=3),
    st.sampled_from(["", "", " word", " | word", "\t", "  ", " a | b |", "word"]),
)


def tokens(parser: MarkdownIt, text: str) -> list[dict[str, object]]:
    return [dict(token.as_dict()) for token in parser.parse(text)]


@settings(max_examples=400, deadline=None)
@given(lines=st.lists(_LINES, max_size=12))
def test_lines_that_open_with_signs_are_parsed_as_ever(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert tokens(_GATED, text) == tokens(_LIBRARY, text)


@settings(max_examples=200, deadline=None)
@given(text=st.text(alphabet="-*_+=#>`~|:[]<!/1.) \t\na"))
def test_signs_in_any_order_are_parsed_as_ever(text: str) -> None:
    assert tokens(_GATED, text) == tokens(_LIBRARY, text)


@pytest.mark.parametrize("file", _EXAMPLES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_postmortems_are_parsed_as_ever(file: Path) -> None:
    text = file.read_text(encoding="utf-8", errors="replace")
    assert tokens(_GATED, text) == tokens(_LIBRARY, text)


def test_the_rules_behind_the_gates_are_those_the_parser_had() -> None:
    assert _GATED.get_active_rules()["block"] == _LIBRARY.get_active_rules()["block"]
