from __future__ import annotations

from dataclasses import replace

from followthrough.reporting.outcome_text import outcome_text
from followthrough.tracking.outcome import Outcome
from tests.unit.reporting.plans import OUTCOME
from tests.unit.reporting.terminal import shown

EVERY_KIND = """\
postmortems/2026-11-03-checkout.md
  + opened     #101  Alert on queue depth                  @alice · due 1 Dec 2026
  + opened     #103  (confidential)
  ~ edited     #97   Cap retries at 3                      due 14 Nov → 21 Nov · changed in the
                                                           document · the forge did not keep the due
                                                           date
  ✓ closed     #91   Page the owner of the queue           ticked in 4f2c9e1
  ! conflict   #95   Add a canary                          title: document "Add a canary", issue
                                                           "Add a canary in eu-west" · both changed;
                                                           the issue stands
  ✗ failed     #98   Expire cached carts after 10 minutes  to edit: #98 was changed since the plan
                                                           was made
  ? unknown          Rehearse the failover                 to open: the answer was lost
  … put off          Rehearse the failover                 to open: the forge asks to wait until
                                                           10:40

postmortems/2026-11-09-dns.md
  ↺ reopened   #60   Drain before deploys                  no longer ticked
  = linked     #7    Renew certificates 30 days ahead      named as its ticket
  ~ commented  #61   Watch the zone serial                 gone from the document
  ! held             Write the runbook                     26 new items, more than 25: run with
                                                           --max-creates 26
  ! held             Drill it

postmortems/cache.md
  ✗ error            FT210 The id "renew" is used twice    line 31 · give each item an id of its own

Also
  ✗ failed           status comment: postmortems/2026-11-09-dns.md: change request #9 is locked
  · warning          #62 was reopened by people and stays open

2 opened, 1 edited, 1 closed, 1 reopened, 1 linked, 1 commented, 2 failed, 1 unknown, 1 conflict, 2
held, 1 error in the way, 1 put off, 12 unchanged
"""


def test_an_outcome_as_people_see_it() -> None:
    """What was done, what was not and why, and the numbers last."""
    assert shown(outcome_text(OUTCOME)) == EVERY_KIND


def test_a_run_with_nothing_to_do_says_so() -> None:
    """The second run of two is one line."""
    assert shown(outcome_text(Outcome(unchanged=12))) == "Nothing to do: 12 items in step.\n"


def test_a_conflict_told_before_is_told_apart() -> None:
    """Nobody decides the same thing twice."""
    (conflict,) = OUTCOME.conflicts
    told = shown(outcome_text(Outcome(conflicts=(replace(conflict, new=False),))), width=200)
    assert "both changed; the issue stands (told before)" in told
