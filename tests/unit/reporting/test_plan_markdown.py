from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from followthrough.model import IssueDraft
from followthrough.reporting.plan_markdown import plan_markdown
from followthrough.tracking.changes import OpenIssue, Plan, PostmortemPlan
from tests.unit.reporting.plans import IN_STEP, PLAN, subject
from tests.unit.tracking.live_text import live_in_body

EVERY_KIND = (Path(__file__).parent / "snapshots" / "plan.md").read_text(encoding="utf-8")


def test_a_plan_as_markdown() -> None:
    """What a step summary or a comment shows; `BREAK` stands where a mention is made harmless."""
    assert plan_markdown(PLAN).replace("\u200b", "BREAK") == EVERY_KIND


def test_a_plan_with_nothing_to_do_says_so() -> None:
    """One line."""
    assert plan_markdown(IN_STEP) == "**Plan**: Nothing to do: 3 items in step.\n"


def _opening(title: str, number: int = 1) -> Plan:
    change = OpenIssue(subject=subject(title), reason="new", draft=IssueDraft(title=title, body=""))
    return Plan(
        postmortems=(PostmortemPlan(key="k", path="p.md", title=title, severity=None, changes=(change,) * number),)
    )


def _rows(markdown: str) -> list[int]:
    """How many cells each row of the tables has, as a Markdown parser counts them."""
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    cells = " ".join(token.type for token in tokens if token.type in {"tr_open", "td_open"})
    return [row.count("td_open") for row in cells.split("tr_open")[2:]]


@given(title=st.text(max_size=60) | st.text(alphabet="|\\`<>!-\n#@a &;[]()*_~", max_size=60))
def test_foreign_text_never_leaves_its_cell(title: str) -> None:
    """Whatever a title holds, the table keeps its one row of four cells, and nothing in it is HTML or a mention."""
    markdown = plan_markdown(_opening(title))
    assert _rows(markdown) == [4]
    assert live_in_body(markdown) == []


@pytest.mark.parametrize("limit", [2_000, 10_000, 900_000])
def test_a_long_plan_is_cut_at_a_line_with_a_count(limit: int) -> None:
    """A step summary that is too large would be dropped whole."""
    markdown = plan_markdown(_opening("Prüfe 障害 alerts", 40_000), limit=limit)
    assert len(markdown.encode()) <= limit
    found = re.search(r"… and (\d+) more lines; `followthrough plan` shows all of it.\n$", markdown)
    assert found
    assert markdown.count("| + open |") + int(found[1]) == 40_000
