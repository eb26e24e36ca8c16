from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from followthrough.rollups.status_markdown import status_markdown
from tests.unit.rollups.builders import ALL, QUEUE, SEEN_DONE
from tests.unit.tracking.live_text import live_in_body

EVERY_STATE = (Path(__file__).parent / "snapshots" / "status.md").read_text(encoding="utf-8")


def test_status_as_markdown() -> None:
    """A line of totals and a table, overdue first."""
    assert status_markdown(ALL) == EVERY_STATE


def test_nothing_tracked_is_said() -> None:
    """No table without rows."""
    assert status_markdown(()) == "No action items are tracked.\n"


def test_an_item_tracked_elsewhere_shows_its_ticket() -> None:
    """A ticket of another tracker stands where the issue's number would."""
    assert "| OPS-7 | Roll the release back |" in status_markdown((replace(SEEN_DONE, ticket="OPS-7"),))


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://x.example/a)b", "https://x.example/a|b", None])
def test_a_number_is_a_link_only_to_a_plain_web_address(url: str | None) -> None:
    """A link that could break the table or do harm is left out."""
    assert "| #101 | Alert" in status_markdown((replace(QUEUE, url=url),))


@given(foreign=st.text(max_size=60) | st.text(alphabet="|\\`<>!-\n#@a &;[]()*_~", max_size=60))
def test_foreign_text_never_leaves_its_cell(foreign: str) -> None:
    """Whatever a title, a name or a ticket holds, the table keeps its one row of six cells."""
    item = replace(QUEUE, title=foreign, owners=(foreign,), postmortem_title=foreign, number=None, ticket=foreign)
    markdown = status_markdown((item,))
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    assert live_in_body(markdown) == []
    assert [token.type for token in tokens].count("td_open") == 6
