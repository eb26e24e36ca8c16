from __future__ import annotations

from followthrough.reporting.drafts import Quoted
from followthrough.rollups.run import Draft
from tests.unit.reporting.terminal import shown

DRAFT = Draft(where="fresh comment on pull request #812", text="**Checkout outage** · 3 of 6 done\n\n- ::error::x")


def test_a_draft_is_quoted_line_by_line() -> None:
    """A line is whole, however long, so that it can be compared with what is posted."""
    assert shown(Quoted(DRAFT), width=24) == (
        "fresh comment on pull\nrequest #812\n  │ **Checkout outage** · 3 of 6 done\n  │\n  │ - \\x3a:error::x\n\n"
    )


def test_on_a_terminal_a_long_line_goes_on_behind_its_bar() -> None:
    """Where people read it."""
    lines = shown(Quoted(DRAFT), width=24, color=True).split("\n")
    assert all(line.startswith("  │") for line in lines[2:] if line)
    assert max(map(len, lines[2:])) <= 24
