from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from followthrough.reporting.status_text import status_text
from followthrough.rollups.item import TrackedItem
from tests.unit.reporting.terminal import shown
from tests.unit.rollups.builders import ALL, CANARY, FAILOVER, PAGER, QUEUE, RETRIES, TODAY

WIDE = """\
issue │ action item                 │ owner           │ due         │ state        │ postmortem
──────┼─────────────────────────────┼─────────────────┼─────────────┼──────────────┼────────────────
#97   │ Cap retries at 3            │ alice           │ 4 Nov 2026  │ 16 days late │ Checkout outage
#101  │ Alert on queue depth        │ alice           │ 25 Nov 2026 │ open         │ Checkout outage
#102  │ Rehearse the failover |     │ Carol Jones,    │             │ open         │ Checkout outage
      │ with the vendor             │ SRE             │             │              │
#81   │ Watch the zone serial       │                 │             │ untracked    │ dns.md
      │ its issue is gone or no     │                 │             │              │
      │ longer ours                 │                 │             │              │
#80   │ Renew certificates 30 days  │ Bob             │ 1 Nov 2026  │ snoozed      │ dns.md
      │ ahead                       │                 │             │              │
#91   │ Page the owner of the queue │ alice           │ 10 Nov 2026 │ done         │ Checkout outage
      │ Roll the release back       │                 │             │ done         │ Checkout outage
#95   │ Add a canary                │ alice           │ 25 Nov 2026 │ won't do     │ Checkout outage

8 items: 3 open (1 overdue), 1 snoozed, 2 done, 1 won't do, 1 untracked
"""

NARROW = """\
issue │ action item          │ owner        │ due         │ state
──────┼──────────────────────┼──────────────┼─────────────┼─────────────
#97   │ Cap retries at 3     │ alice        │ 4 Nov 2026  │ 16 days late
#101  │ Alert on queue depth │ alice        │ 25 Nov 2026 │ open
#102  │ Rehearse the         │ Carol Jones, │             │ open
      │ failover | with the  │ SRE          │             │
      │ vendor               │              │             │
#81   │ Watch the zone       │              │             │ untracked
      │ serial               │              │             │
      │ its issue is gone or │              │             │
      │ no longer ours       │              │             │
#80   │ Renew certificates   │ Bob          │ 1 Nov 2026  │ snoozed
      │ 30 days ahead        │              │             │
#91   │ Page the owner of    │ alice        │ 10 Nov 2026 │ done
      │ the queue            │              │             │
      │ Roll the release     │              │             │ done
      │ back                 │              │             │
#95   │ Add a canary         │ alice        │ 25 Nov 2026 │ won't do

8 items: 3 open (1 overdue), 1 snoozed, 2 done, 1 won't do, 1 untracked
"""


def test_status_as_people_see_it() -> None:
    """What is late on top, what is settled at the bottom, one line of totals."""
    assert shown(status_text(ALL, TODAY)) == WIDE


def test_a_narrow_terminal_leaves_out_the_postmortem() -> None:
    """Fewer columns read better than columns of three letters."""
    assert shown(status_text(ALL, TODAY), width=72) == NARROW


@pytest.mark.parametrize("width", [50, 60, 71, 72, 80, 89, 90, 99, 100, 120, 200])
def test_no_line_is_longer_than_the_terminal_and_no_word_is_lost(width: int) -> None:
    """However long title, owners and postmortem are, and however many digits a number has."""
    title = "Cap the retries of the mail worker at three so that a slow provider cannot take the order queue with it"
    long = replace(
        RETRIES, number=123456, title=title, owners=("Bartholomew Featherstonehaugh", "acme/platform"), days_overdue=365
    )
    named = replace(long, postmortem_title="Search was empty for everybody after the index was rebuilt by hand")
    lines = shown(status_text((*ALL, named), TODAY), width=width).split("\n")
    assert max(map(len, lines)) <= width
    told = "".join(line.split("│")[1].strip() for line in lines if "│" in line)
    assert title.replace(" ", "") in told.replace(" ", "")
    assert any("365 days late" in line for line in lines)


def test_nothing_tracked_is_said() -> None:
    """An empty table would leave people guessing."""
    assert shown(status_text((), TODAY)) == "No action items are tracked.\n"


@pytest.mark.parametrize(
    ("item", "style"),
    [
        pytest.param(RETRIES, "\x1b[31m", id="overdue is red"),
        pytest.param(QUEUE, "\x1b[33m", id="due within a week is yellow"),
        pytest.param(replace(QUEUE, due=TODAY), "\x1b[33m", id="due today is yellow"),
        pytest.param(replace(QUEUE, due=TODAY + timedelta(days=8)), "", id="due later is plain"),
        pytest.param(FAILOVER, "", id="no deadline is plain"),
        pytest.param(PAGER, "\x1b[2m", id="done is dim"),
        pytest.param(CANARY, "\x1b[2m", id="won't do is dim"),
    ],
)
def test_color_says_how_urgent_it_is(item: TrackedItem, style: str) -> None:
    """Red, yellow and dim, and nothing else."""
    row = shown(status_text((item,), TODAY), color=True).split("\n")[2]
    assert row.startswith(f"{style}#{item.number}")
