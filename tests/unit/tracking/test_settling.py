from __future__ import annotations

from dataclasses import replace
from datetime import date

from followthrough.tracking.changes import EditIssue, OpenIssue
from followthrough.tracking.settling import settled

from .world import World, item, postmortem

BOTH = item("Alert on queue depth", owners=("Alice Smith", "Bob Jones"))


def test_what_was_kept_as_asked_needs_no_correction() -> None:
    world = World()
    world.merge(postmortem(BOTH))
    (change,) = world.plan().changes
    assert isinstance(change, OpenIssue)
    assert settled(change, world.open(change.draft)) is None


def test_an_assignee_whom_the_forge_dropped_is_not_taken_for_a_persons_doing() -> None:
    world = World()
    world.merge(postmortem(BOTH))
    (change,) = world.plan().changes
    assert isinstance(change, OpenIssue)
    issue = world.open(replace(change.draft, assignees=("alice",)))
    correction = settled(change, issue)
    assert correction is not None
    assert correction.body is not None
    world.person(issue.number, body=correction.body)
    assert settled(change, world.only()) is None
    world.sync()
    world.merge(postmortem(item("Alert on queue depth", owners=("Bob Jones",))))
    assert not world.sync().postmortems[0].conflicts
    assert world.only().assignees == ("bob",)


def test_an_issue_of_which_the_forge_kept_no_assignee_is_marked_at_once() -> None:
    """The next run finds nothing left to say."""
    world = World()
    world.merge(postmortem(BOTH))
    (change,) = world.plan().changes
    assert isinstance(change, OpenIssue)
    correction = settled(change, world.open(replace(change.draft, assignees=())))
    assert correction is not None
    assert correction.add_labels == ("needs-owner",)
    issue = world.only()
    world.person(issue.number, body=correction.body, labels=(*issue.labels, "needs-owner"))
    assert world.plan().changes == ()


def test_what_people_edited_before_is_never_taken_for_ours() -> None:
    world = World()
    world.merge(postmortem(BOTH))
    world.sync()
    world.person(1, title="Ours")
    world.merge(postmortem(replace(BOTH, due=date(2026, 12, 8))))
    (change,) = world.plan().changes
    assert isinstance(change, EditIssue)
    world.sync()
    assert settled(change, world.only()) is None
    world.merge(postmortem(replace(BOTH, title="Alert on queue depth above 10k", due=date(2026, 12, 8))))
    assert [one.field for one in world.plan().postmortems[0].conflicts] == ["title"]


def test_an_issue_without_our_marker_is_left_alone() -> None:
    world = World()
    world.merge(postmortem(BOTH))
    (change,) = world.plan().changes
    assert isinstance(change, OpenIssue)
    assert settled(change, world.open(replace(change.draft, body="Something else."))) is None
