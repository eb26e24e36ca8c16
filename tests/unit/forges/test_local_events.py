from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from followthrough.errors import ForgeError
from followthrough.forges.local import LocalForge
from followthrough.forges.local.people import all_issues, events
from followthrough.model import IssueDraft, IssueEdit, IssueState


@pytest.fixture
def forge(tmp_path: Path) -> Iterator[LocalForge]:
    with closing(LocalForge(tmp_path / "tracker.sqlite3", actor="alice")) as forge:
        yield forge


def test_it_is_told_who_did_what(forge: LocalForge) -> None:
    number = forge.open_issue(IssueDraft(title="Alert on queue depth", body="")).number
    forge.edit_issue(number, IssueEdit(title="Alert on queue age", add_labels=("P1",), state=IssueState.CLOSED))
    told = [(event.actor, event.verb, json.loads(event.detail)) for event in events(forge)]
    assert told == [
        ("alice", "opened", {"title": "Alert on queue depth"}),
        ("alice", "edited", {"fields": ["title"]}),
        ("alice", "labelled", {"label": "P1"}),
        ("alice", "closed", {"reason": "completed"}),
    ]


def test_an_edit_that_changes_nothing_is_no_event(forge: LocalForge) -> None:
    issue = forge.open_issue(IssueDraft(title="Alert on queue depth", body="Text.", labels=("P1",)))
    before = events(forge)
    forge.edit_issue(issue.number, IssueEdit(title=issue.title, add_labels=("p1",), state=IssueState.OPEN))
    assert events(forge) == before


@pytest.mark.parametrize("statement", ["DELETE FROM events", "UPDATE events SET actor = 'mallory'"])
def test_what_was_told_cannot_be_taken_back(forge: LocalForge, statement: str) -> None:
    forge.open_issue(IssueDraft(title="Alert on queue depth", body=""))
    with pytest.raises(ForgeError, match="append-only"), forge.store.writing() as db:
        db.execute(statement)


def test_a_write_that_fails_half_way_leaves_nothing_behind(forge: LocalForge) -> None:
    def fail(db: sqlite3.Connection) -> None:
        forge.writer(db).tell("began")
        raise RuntimeError

    with pytest.raises(RuntimeError), forge.store.writing() as db:
        fail(db)
    assert events(forge) == ()
    assert all_issues(forge) == ()
