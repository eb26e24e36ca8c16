from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.apply.follow_up import framed, reframed
from followthrough.tracking.ledger import Ledger
from followthrough.tracking.rollup_marker import RollupMarker, render_rollup

MARKER = render_rollup(RollupMarker(ledgers=(Ledger(postmortem="INC-42", path="a.md"),)))
OLD, NEW = f"Old words.\n\n{MARKER}", f"New words.\n\n{MARKER}"
LINES = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\x85\u2028\u2029"), max_size=20)


def test_our_part_is_exchanged_as_a_whole() -> None:
    assert reframed(framed(OLD), NEW) == framed(NEW)


@given(above=st.lists(LINES, max_size=3), below=st.lists(LINES, max_size=3))
def test_what_people_write_around_our_part_stays(above: list[str], below: list[str]) -> None:
    body = "\n".join((*above, framed(OLD), *below))
    assert reframed(body, NEW) == "\n".join((*above, framed(NEW), *below))


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_line_ends_of_a_browser_do_no_harm(line_end: str) -> None:
    body = f"Above.\n{framed(OLD)}\nBelow.".replace("\n", line_end)
    assert reframed(body, NEW) == f"Above.\n{framed(NEW)}\nBelow."


def test_a_body_that_lost_its_opening_is_rewritten_up_to_its_marker() -> None:
    assert reframed(f"{OLD}\nBelow.", NEW) == f"{framed(NEW)}\nBelow."
