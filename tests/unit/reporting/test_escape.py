"""Foreign text on a terminal and in a CI's log."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followthrough.reporting.escape import printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("Alert on queue depth", "Alert on queue depth", id="plain text stays"),
        pytest.param("Größe ≥ 3 · 障害対応 👩‍🚒", "Größe ≥ 3 · 障害対応 👩‍🚒", id="other languages and emoji stay"),
        pytest.param("std::vector is C++", "std::vector is C++", id="a double colon within a word stays"),
        pytest.param("red \x1b[31malert", "red \\x1b[31malert", id="colour codes"),
        pytest.param("\x1b]8;;http://x.example\x07click", "\\x1b]8;;http://x.example\\x07click", id="terminal links"),
        pytest.param("\x9b31m", "\\x9b31m", id="the one-character form of an escape sequence"),
        pytest.param("fix \u202egnp.exe", "fix \\u202egnp.exe", id="text that runs backwards"),
        pytest.param("A-1\u200b", "A-1\\u200b", id="a space of no width"),
        pytest.param("one\r::error::two", "one\\r::error::two", id="carriage return"),
        pytest.param("one\ntwo\u2028three\x85four", "one\\ntwo\\u2028three\\x85four", id="every kind of line end"),
        pytest.param("one\ttwo", "one two", id="a tab"),
        pytest.param("\udcff.md", "\\udcff.md", id="a file name that is not UTF-8"),
        pytest.param("tag \U000e0041", "tag \\U000e0041", id="invisible tag characters"),
        pytest.param("::add-mask::a", "\\x3a:add-mask::a", id="a workflow command"),
        pytest.param("  ::stop-commands::x", "  \\x3a:stop-commands::x", id="an indented workflow command"),
        pytest.param("well ::error::x", "well \\x3a:error::x", id="a workflow command where a line may be wrapped"),
        pytest.param("hello ##[add-mask]a", "hello \\x23#[add-mask]a", id="an old workflow command"),
        pytest.param("####[x", "##\\x23#[x", id="an old workflow command after more signs"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_what_would_be_obeyed_is_made_visible(text: str, shown: str) -> None:
    assert printable(text) == shown


_ANY = st.text(st.one_of(st.characters(), st.sampled_from("#[:\x1b\r\n\t \\x")))


@settings(max_examples=200)
@given(_ANY)
def test_printed_text_holds_no_control_and_no_command(text: str) -> None:
    shown = printable(text)
    assert not [c for c in shown if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"}]
    assert not [c for c in shown if unicodedata.bidirectional(c) in {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI"}]
    assert "##[" not in shown
    assert not shown.strip().startswith("::")


@settings(max_examples=200)
@given(_ANY)
def test_making_text_printable_twice_changes_nothing_more(text: str) -> None:
    assert printable(printable(text)) == printable(text)
