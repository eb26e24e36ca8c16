from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from followthrough.model import IssueDraft
from followthrough.reporting.plan_text import plan_text
from followthrough.tracking.changes import OpenIssue, Plan, PostmortemPlan
from tests.unit.reporting.plans import IN_STEP, PLAN, subject
from tests.unit.reporting.terminal import shown

EVERY_KIND = """\
postmortems/2026-11-03-checkout.md  Checkout outage (P1)  pull request #812
  + open           Alert on queue depth                  @alice · due 1 Dec 2026
  + open           Rehearse the failover                 "Carol Jones" cannot be assigned
  + open           (confidential)
  ~ edit      #97  Cap retries at 3                      due 14 Nov → 21 Nov · changed in the
                                                         document
  ~ edit      #98  Expire cached carts after 10 minutes  reworded: "Fix the cache" → "Expire cached
                                                         carts after 10 minutes" · changed in the
                                                         document
  ✓ close     #91  Page the owner of the queue           ticked in 4f2c9e1
  ! conflict  #95  Add a canary                          title: document "Add a canary", issue "Add
                                                         a canary in eu-west" · both changed; the
                                                         issue stands
  ~ note           status comment on pull request #812

postmortems/2026-11-09-dns.md  DNS outage
  ↺ reopen    #60  Drain before deploys                  no longer ticked
  = link      #7   Renew certificates 30 days ahead      named as its ticket
  ~ comment   #61  Watch the zone serial                 gone from the document
  ! held           Write the runbook                     26 new items, more than 25: run with
                                                         --max-creates 26
  ! held           Drill it
  ~ note           status comment on a tracking issue, to be opened
  · warning        #62 was reopened by people and stays open

postmortems/cache.md  Stale carts
  ✗ error          FT210 The id "renew" is used twice    line 31 · give each item an id of its own

3 to open, 2 to edit, 1 to close, 1 to reopen, 1 to link, 1 to comment on, 1 conflict, 2 held, 1
error in the way, 2 status comments, 12 unchanged · 14 requests
"""


def test_a_plan_as_people_see_it() -> None:
    """A line for each change under its postmortem, aligned, and the numbers last."""
    assert shown(plan_text(PLAN, requests=14)) == EVERY_KIND


def test_a_plan_in_color() -> None:
    """What is added is green, what is closed cyan, what needs a person red."""
    text = shown(plan_text(PLAN), color=True)
    assert "\x1b[1mpostmortems/2026-11-03-checkout.md\x1b[0m  Checkout outage (P1)" in text
    assert "  \x1b[32m+ open    \x1b[0m       Alert on queue depth                  \x1b[2m@alice · due 1" in text
    assert "  \x1b[36m✓ close   \x1b[0m  #91  Page the owner of the queue           \x1b[2mticked in 4f2c9e1" in text
    assert "  \x1b[1;31m! conflict\x1b[0m  #95  Add a canary" in text


def test_a_plan_with_nothing_to_do_says_so() -> None:
    """One line, and no list of what is in step."""
    assert shown(plan_text(IN_STEP)) == "Nothing to do: 3 items in step.\n"
    assert shown(plan_text(Plan())) == "Nothing to do: 0 items in step.\n"


NASTY = st.text(max_size=120) | st.text(alphabet=":#[ a\x1b\n\r\u202e\u2028漢", max_size=120)


@given(title=NASTY, path=NASTY, width=st.integers(min_value=30, max_value=120))
def test_foreign_text_commands_neither_terminal_nor_runner(title: str, path: str, width: int) -> None:
    """However a title wraps, no line begins with `::`, none holds `##[`, and no control character is printed."""
    change = OpenIssue(subject=subject(title), reason=title, draft=IssueDraft(title=title, body="", assignees=(title,)))
    plan = Plan(postmortems=(PostmortemPlan(key="k", path=path, title=title, severity=title, changes=(change,)),))
    text = shown(plan_text(plan), width=width)
    assert not any(line.lstrip().startswith("::") for line in text.splitlines())
    assert "##[" not in text
    controls = {char for char in text if unicodedata.category(char) == "Cc"}
    assert controls <= {"\n"}
