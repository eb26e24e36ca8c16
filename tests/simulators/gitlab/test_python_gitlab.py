"""Real python-gitlab takes the simulator for GitLab: a client that somebody else wrote."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from gitlab import Gitlab
from gitlab.exceptions import GitlabAuthenticationError, GitlabCreateError, GitlabGetError
from gitlab.v4.objects import Project

from tests.simulators.gitlab import GitLabSimulator


@pytest.fixture
def shop(gitlab: GitLabSimulator) -> Iterator[Project]:
    with Gitlab(gitlab.web, private_token=gitlab.token, keep_base_url=True, timeout=5) as client:
        yield client.projects.get("acme/platform/shop")


def test_an_issue_lives_its_life(gitlab: GitLabSimulator, shop: Project) -> None:
    gitlab.invite("alice", name="Alice Smith")
    alice = gitlab.world.account("alice").id
    shop.labels.create({"name": "overdue", "color": "#b60205", "description": "Past its due date"})
    issue = shop.issues.create(
        {"title": "One", "description": "Text.", "labels": ["ours"], "assignee_ids": [alice], "due_date": "2026-12-01"}
    )
    shop.issues.update(issue.iid, {"description": "Other.", "add_labels": ["overdue"], "remove_labels": ["ours"]})
    shop.issues.update(issue.iid, {"state_event": "close"})
    seen = shop.issues.get(issue.iid)
    assert (seen.description, seen.state, seen.attributes["closed_by"]["username"]) == ("Other.", "closed", gitlab.bot)
    assert (seen.labels, seen.assignees[0]["name"], seen.due_date) == (["overdue"], "Alice Smith", "2026-12-01")
    assert [label.name for label in shop.labels.list(get_all=True)] == ["ours", "overdue"]
    assert [one.username for one in shop.members_all.list(get_all=True)] == [gitlab.bot, "alice"]


@pytest.mark.parametrize("keyset", [{}, {"pagination": "keyset", "order_by": "created_at"}])
def test_lists_are_followed_to_their_end(gitlab: GitLabSimulator, shop: Project, keyset: dict[str, str]) -> None:
    for number in range(101):
        gitlab.person("alice").open_issue(f"Item {number}", labels=["ours"])
    listed = shop.issues.list(iterator=True, labels=["ours"], sort="asc", per_page=25, **keyset)
    assert [issue.iid for issue in listed] == list(range(1, 102))


def test_notes_are_added_and_edited(gitlab: GitLabSimulator, shop: Project) -> None:
    issue = shop.issues.create({"title": "One"})
    note = issue.notes.create({"body": "Old."})
    issue.notes.update(note.id, {"body": "New."})
    gitlab.person("alice").lock(issue.iid)
    notes = issue.notes.list(get_all=True, sort="asc")
    assert [(one.body, one.system) for one in notes] == [
        ("New.", False),
        ("locked the discussion in this issue", True),
    ]


def test_a_commit_leads_to_its_merge_request(gitlab: GitLabSimulator, shop: Project) -> None:
    alice = gitlab.person("alice")
    iid = alice.open_merge_request("Postmortem", files=["postmortems/one.md"])
    commit = alice.merge(iid)
    (found,) = shop.commits.get(commit, lazy=True).merge_requests()
    request = shop.mergerequests.get(found["iid"])
    assert request.merged_at is not None
    changes = request.changes()
    assert isinstance(changes, dict)
    assert [change["new_path"] for change in changes["changes"]] == ["postmortems/one.md"]


def test_refusals_are_raised_with_their_status(gitlab: GitLabSimulator, shop: Project) -> None:
    shop.labels.create({"name": "overdue", "color": "#b60205"})
    with pytest.raises(GitlabGetError) as missing:
        shop.issues.get(77)
    with pytest.raises(GitlabCreateError) as taken:
        shop.labels.create({"name": "overdue", "color": "#b60205"})
    gitlab.world.revoke(gitlab.token)
    with pytest.raises(GitlabAuthenticationError) as revoked:
        shop.issues.get(1)
    statuses = [refusal.value.response_code for refusal in (missing, taken, revoked)]
    assert statuses == [404, 409, 401]
