from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.rollups.json_text import json_text

NASTY = st.text(alphabet=st.sampled_from('\\"#[\x1b\x07\x9b\u202e\u2028\u200b\ud800aé漢\n\t:'))


@given(st.text() | NASTY)
def test_json_comes_back_as_it_was(text: str) -> None:
    """Escaping changes how it is printed, never what it says."""
    assert json.loads(json_text({"title": text})) == {"title": text}


@given(st.text() | NASTY)
def test_printed_json_commands_neither_terminal_nor_runner(text: str) -> None:
    """No control or bidirectional character, no `##[`, and no line that begins with `::`."""
    printed = json_text([text])
    assert "##[" not in printed
    assert not any(line.lstrip().startswith("::") for line in printed.splitlines())
    controls = {char for char in printed if unicodedata.category(char) in {"Cc", "Cs"}}
    assert controls <= {"\n"}
    assert not any(unicodedata.bidirectional(char) in {"RLO", "LRO", "RLE", "LRE", "PDF"} for char in printed)


@pytest.mark.parametrize("text", [pytest.param("Störung", id="german"), pytest.param("障害対応", id="japanese")])
def test_words_in_any_language_stay_readable(text: str) -> None:
    """Letters are printed as letters."""
    assert text in json_text([text])
