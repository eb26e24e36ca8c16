"""Whether a document says itself that nothing needs to be done."""

from __future__ import annotations

import pytest

from followthrough.documents import read
from followthrough.documents.rules import ReadingRules

_OPEN = "# Orders stuck\n\n**Date:** 2026-11-03\n\n"


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        pytest.param("a.md", f"{_OPEN}## Action Items\n\nNo action items.\n", True, id="a sentence"),
        pytest.param("a.md", f"{_OPEN}## Action Items\n\n- N/A\n", True, id="a list of nothing"),
        pytest.param("a.md", f"{_OPEN}## Action Items\n\n_None_\n", True, id="a word in italics"),
        pytest.param("a.md", f"{_OPEN}## Action Items\n", False, id="an empty section"),
        pytest.param("a.md", f"{_OPEN}## Action Items\n\n-\n", False, id="a sign is no statement"),
        pytest.param("a.md", f"{_OPEN}## Summary\n\nNone.\n", False, id="said of something else"),
        pytest.param("a.md", f"{_OPEN}## Action Items\n\n- Cap retries at 3\n", False, id="there is something to do"),
        pytest.param("a.yml", "title: Orders stuck\naction_items: []\n", True, id="an empty list"),
        pytest.param("a.yml", "title: Orders stuck\naction_items: none\n", True, id="a word for an empty list"),
        pytest.param("a.yml", "title: Orders stuck\naction_items:\n", False, id="a key left open"),
        pytest.param("a.yml", "title: Orders stuck\n", False, id="no key"),
        pytest.param("a.json", '{"title": "Orders stuck", "action_items": []}', True, id="an empty list in JSON"),
    ],
)
def test_a_statement_that_nothing_is_to_be_done_is_told_from_silence(path: str, text: str, *, said: bool) -> None:
    postmortem = read(path, text.encode(), ReadingRules())
    assert postmortem.nothing_to_do is said
    assert said is False or postmortem.action_items == ()
