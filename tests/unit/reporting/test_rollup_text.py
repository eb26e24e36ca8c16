from __future__ import annotations

import re
from dataclasses import replace

import pytest

from followthrough.model import Thread
from followthrough.reporting.rollup_markdown import rollup_markdown
from followthrough.reporting.rollup_text import rollup_text
from followthrough.rollups.item import WITHHELD
from followthrough.rollups.memory import Memory
from followthrough.rollups.mentions import Mentions
from followthrough.rollups.posting import Post, Posting, Turn
from followthrough.rollups.rollup import Rollup, roll_up
from followthrough.rollups.run import RollupRun, ToldThread
from tests.unit.reporting.terminal import shown
from tests.unit.rollups.weeks_of_work import CANARY, CHECKOUT, MONDAY, PAGER, ROLLUP
from tests.unit.tracking.live_text import live_in_body

LATE = Posting(post=Post.FRESH, reason="2 items overdue")
CALM = Posting(post=Post.NOTHING, reason="nothing changed")
DNS = replace(CHECKOUT, postmortem="dns", path="postmortems/dns.md", title=None)
PULL = "https://forge.example/acme/shop/pull/812#issuecomment-1"


def told(rollup: Rollup, posting: Posting, number: int | None, url: str | None = None, **more: object) -> ToldThread:
    """A thread of one postmortem."""
    thread = Thread(kind="change_request", number=number) if number else None
    turn = Turn(rollups=(rollup,), memory=Memory(), posting=posting)
    return replace(ToldThread(turn=turn, thread=thread, url=url), **more)  # type: ignore[arg-type]  # by name


DONE = roll_up(DNS, [replace(PAGER, postmortem="dns")], MONDAY)
RUN = RollupRun(
    today=MONDAY,
    threads=(
        told(ROLLUP, LATE, 812, PULL, mentions=Mentions(live=frozenset({"alice", "bob"}))),
        told(DONE, CALM, 7, "https://forge.example/acme/shop/-/merge_requests/7#note_1"),
    ),
    failed=("acme/blog: the comments could not be read",),
)

DRY = """\
postmortems/2026-11-03-checkout.md  Checkout outage (P1)  4 of 14 done
  ! overdue  #97   Cap retries at 3                    16 days late (due 14 Nov, moved twice) · High
                                                       · alice
  ! overdue  #95   Add a canary in eu-west             2 days late (due 28 Nov) · bob
  · due      #101  Alert on queue depth                Tue 1 Dec · P1 · alice, carol
  + post           fresh comment on pull request #812  2 items overdue · mentions alice, bob

postmortems/dns.md  1 of 1 done
  · leave          comment on merge request !7         nothing changed

Also
  ✗ failed         acme/blog: the comments could not be read

15 items: 7 open (2 overdue), 1 snoozed, 5 done, 1 won't do, 1 untracked · 1 fresh comment, 1 left
alone, 1 failed
"""

NUMBERS = (
    "15 items: 7 open (2 overdue), 1 snoozed, 5 done, 1 won't do, 1 untracked · 1 fresh comment, 1 left alone, 1 failed"
)
SUMMARY = f"""\
**Rollup**: {NUMBERS}

| | postmortem | done | overdue | comment |
|---|---|---|---|---|
| + | Checkout outage | 4 of 14 | 2 | posted fresh comment on pull request #\u200b812: 2 items overdue |
| · | postmortems/dns.md | 1 of 1 |  | left comment on merge request !\u200b7: nothing changed |

- ✗ acme/blog: the comments could not be read
"""


def test_a_dry_run_as_people_see_it() -> None:
    """What is urgent, what would be posted and why, and one line of numbers."""
    assert shown(rollup_text(RUN, dry=True)) == DRY


def test_the_summary_of_a_step() -> None:
    """A row for each postmortem."""
    assert rollup_markdown(RUN) == SUMMARY


@pytest.mark.parametrize(
    ("thread", "expected"),
    [
        pytest.param(told(DONE, LATE, None), "posted  fresh comment on a tracking issue, to be opened", id="no thread"),
        pytest.param(told(DONE, replace(LATE, post=Post.LAST), 7, PULL), "posted  last comment on pull", id="last"),
        pytest.param(told(DONE, replace(LATE, post=Post.EDIT), 7), "edited  comment on change", id="edit"),
        pytest.param(
            replace(told(DONE, replace(LATE, post=Post.EDIT), 7), thread=Thread(kind="issue", number=9)),
            "edited  comment on tracking issue #9",
            id="tracking issue",
        ),
        pytest.param(
            replace(told(DONE, CALM, 7), turn=Turn(rollups=(DONE,), memory=None, posting=CALM)),
            "left  nothing to say yet",
            id="no comment",
        ),
        pytest.param(told(DONE, LATE, 7, failed="#7 is locked"), "failed  #7 is locked", id="failed"),
    ],
)
def test_what_became_of_a_comment(thread: ToldThread, expected: str) -> None:
    """Which comment, and where it stands."""
    lines = shown(rollup_text(RollupRun(today=MONDAY, threads=(thread,))), width=160).split("\n")
    assert expected in lines[1]


def test_a_confidential_item_is_a_number_on_a_terminal_too() -> None:
    """The log of a CI has many readers."""
    secret = replace(CANARY, title=WITHHELD, owners=(), confidential=True)
    text = shown(rollup_text(RollupRun(today=MONDAY, threads=(told(roll_up(CHECKOUT, [secret], MONDAY), LATE, 7),))))
    assert re.search(r"! overdue  #95  \(confidential\) +\d+ days? late \([^)]*\)\n", text)
    assert "nobody" not in text


def test_nothing_tracked_is_said() -> None:
    """Nobody wonders whether it ran."""
    assert shown(rollup_text(RollupRun(today=MONDAY))) == "No action items are tracked.\n"


def test_a_repository_is_named_in_a_run_over_several() -> None:
    """Two may have a document of the same path."""
    run = RollupRun(today=MONDAY, threads=(told(replace(DONE, repository="acme/infra"), CALM, 7),))
    assert shown(rollup_text(run)).startswith("acme/infra: postmortems/dns.md")


@pytest.mark.parametrize("foreign", ["::error::x", "##[command]", "\x1b[31m", "@all", "/close", "a | b", "<!-- x -->"])
def test_foreign_text_commands_nobody(foreign: str) -> None:
    """Neither the terminal nor the runner nor a forge that shows the summary."""
    items = [replace(one, title=foreign, owners=(foreign,), priority=foreign) for one in ROLLUP.items]
    ledger = replace(CHECKOUT, title=foreign, path=foreign, severity=foreign)
    run = replace(RUN, threads=(told(roll_up(ledger, items, MONDAY), LATE, 812),), failed=(foreign,))
    text = shown(rollup_text(run))
    assert "\x1b" not in text
    assert not any(line.lstrip().startswith("::") or "##[" in line for line in text.split("\n"))
    assert live_in_body(rollup_markdown(run)) == []
