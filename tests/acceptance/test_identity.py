"""Whose is what, over whole runs on the embedded forge."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from followthrough.forges.local import LocalForge
from followthrough.model import Thread
from followthrough.tracking.rollup_marker import parse_rollup
from followthrough.tracking.rules import TrackingRules
from tests.acceptance.rig import item, postmortem, sync, the_plan


def test_one_id_in_two_postmortems_of_one_status_stands_for_two_issues(tmp_path: Path) -> None:
    """Two postmortems that a change request brought remember each its own issue, though both call their item A-1."""
    forge = LocalForge(tmp_path / "tracker.sqlite3")
    documents = [
        postmortem("a.md", replace(item("Add a"), id="A-1")),
        postmortem("b.md", replace(item("Fix b"), id="A-1")),
    ]
    together = {"a.md": "1" * 40, "b.md": "1" * 40}
    outcome = sync(forge, documents, commits=together)
    opened = {done.change.subject.path: done.issue.number for done in outcome.done}
    change_request = forge.change_request_of("1" * 40)
    assert change_request is not None
    (status,) = forge.list_comments(Thread(kind="change_request", number=change_request.number))
    remembered = parse_rollup(status.body)
    assert remembered is not None
    assert {one.path: one.entries[0].number for one in remembered.ledgers} == opened


def test_a_bot_that_went_before_is_still_us(tmp_path: Path) -> None:
    """What an account of `trusted_authors` opened, the status included, is kept up by the account of today."""
    path = tmp_path / "tracker.sqlite3"
    first = postmortem("a.md", item("Add a"))
    sync(LocalForge(path, actor="old-bot", member=False), [first], commits={})
    today = LocalForge(path, actor="new-bot")
    rules = TrackingRules(trusted_authors=frozenset({"old-bot"}))
    second = postmortem("a.md", item("Add a"), item("Fix b"))
    outcome = sync(today, [second], rules=rules, commits={})
    assert outcome.status_failed == ()
    assert len(outcome.done) == 1
    assert the_plan(today, [second], rules=rules, commits={}).is_empty
