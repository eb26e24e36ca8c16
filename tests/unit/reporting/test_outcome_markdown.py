from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from followthrough.reporting.outcome_markdown import outcome_markdown
from followthrough.reporting.page import reference
from followthrough.tracking.outcome import Done, Outcome
from tests.unit.reporting.plans import CLOSE, OPEN, OUTCOME, issue, subject
from tests.unit.tracking.live_text import live_in_body

EVERY_KIND = (Path(__file__).parent / "snapshots" / "outcome.md").read_text(encoding="utf-8")


def test_an_outcome_as_markdown() -> None:
    """What the summary of a step shows; `BREAK` stands where a mention is made harmless."""
    assert outcome_markdown(OUTCOME).replace("\u200b", "BREAK") == EVERY_KIND


def test_nothing_done() -> None:
    """One line."""
    assert outcome_markdown(Outcome(unchanged=3)) == "**Sync**: Nothing to do: 3 items in step.\n"


@given(title=st.text(max_size=60) | st.text(alphabet="|\\`<>!-\n#@a &;[]()*_~", max_size=60))
def test_foreign_text_never_leaves_its_cell(title: str) -> None:
    """Whatever a title holds, the table keeps its one row of four cells, and nothing in it is HTML or a mention."""
    change = replace(OPEN, subject=subject(title))
    markdown = outcome_markdown(Outcome(done=(Done(change=change, issue=issue(101, title)),)))
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    cells = " ".join(token.type for token in tokens if token.type in {"tr_open", "td_open"})
    assert [row.count("td_open") for row in cells.split("tr_open")[2:]] == [4]
    assert live_in_body(markdown.replace("[#101](https://github.com/acme/shop/issues/101)", "")) == []


@pytest.mark.parametrize("limit", [2_000, 900_000])
def test_a_long_outcome_is_cut(limit: int) -> None:
    """A summary that is too large would be dropped whole."""
    many = Outcome(done=(Done(change=CLOSE, issue=CLOSE.issue),) * 20_000)
    markdown = outcome_markdown(many, limit=limit)
    assert len(markdown.encode()) <= limit
    assert re.search(r"… and \d+ more lines; `followthrough sync` shows all of it.\n$", markdown)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        pytest.param("https://git.acme.example/acme/shop/issues/7", True, id="a link"),
        pytest.param("javascript:alert(1)", False, id="a script"),
        pytest.param("https://acme.example/) [x](https://evil.example", False, id="a way out"),
        pytest.param("local:issues/7", False, id="no address"),
    ],
)
def test_reference(url: str, *, expected: bool) -> None:
    """A number is a link only where its address can stand in one."""
    assert reference(7, url) == (f"[#7]({url})" if expected else "#7")
    assert reference(None, url) == ""
