"""Real PyGithub takes the simulator for GitHub: a client that somebody else wrote, and that checks what it gets."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from github import Auth, Github, GithubException
from github.Repository import Repository

from tests.simulators.github import GitHubSimulator


def connected(simulator: GitHubSimulator) -> Github:
    return Github(
        base_url=simulator.url,
        auth=Auth.Token(simulator.token),
        retry=None,
        seconds_between_requests=0,
        seconds_between_writes=0,
        per_page=100,
        timeout=5,
    )


@pytest.fixture
def shop(github: GitHubSimulator) -> Iterator[Repository]:
    client = connected(github)
    yield client.get_repo("acme/shop")
    client.close()


def test_an_issue_lives_its_life(github: GitHubSimulator, shop: Repository) -> None:
    github.invite("alice", name="Alice Smith")
    shop.create_label("overdue", "b60205", "Past its due date")
    issue = shop.create_issue("One", "Text.", labels=["ours"], assignees=["alice"])
    issue.edit(body="Other.")
    issue.add_to_labels("overdue", "new")
    issue.remove_from_labels("new")
    issue.remove_from_assignees("alice")
    issue.edit(state="closed", state_reason="not_planned")
    seen = shop.get_issue(issue.number)
    assert seen.closed_by is not None
    assert (seen.body, seen.state, seen.state_reason, seen.closed_by.login) == (
        "Other.",
        "closed",
        "not_planned",
        "github-actions[bot]",
    )
    assert ([label.name for label in seen.labels], seen.assignees) == (["ours", "overdue"], [])
    assert [label.name for label in shop.get_labels()] == ["overdue", "ours", "new"]
    assert [person.login for person in shop.get_assignees()] == ["alice"]
    assert shop.has_in_assignees("alice")
    assert not shop.has_in_assignees("nobody")


@pytest.mark.parametrize("cursors", [True, False])
def test_lists_are_followed_to_their_end(github: GitHubSimulator, shop: Repository, *, cursors: bool) -> None:
    github.repository.numbered_issue_pages = not cursors
    for number in range(201):
        github.person("alice").open_issue(f"Item {number}", labels=["ours"])
    listed = shop.get_issues(state="all", labels=["ours"], sort="created", direction="asc")
    assert [issue.number for issue in listed] == list(range(1, 202))


def test_comments_are_posted_edited_and_hidden(github: GitHubSimulator, shop: Repository) -> None:
    issue = shop.create_issue("One")
    comment = issue.create_comment("Old.")
    comment.edit("New.")
    assert comment.minimize()
    assert [one.body for one in issue.get_comments()] == ["New."]
    assert github.repository.comments[comment.id].minimized == "outdated"
    assert comment.unminimize()


def test_a_commit_leads_to_its_pull_request(github: GitHubSimulator, shop: Repository) -> None:
    alice = github.person("alice")
    number = alice.open_pull_request("Postmortem", files=["postmortems/one.md"])
    commit = alice.merge(number)
    lazy = Github(base_url=github.url, auth=Auth.Token(github.token), lazy=True, retry=None)
    (found,) = lazy.get_repo("acme/shop").get_commit(commit).get_pulls()
    lazy.close()
    assert (found.number, shop.get_pull(number).merged) == (number, True)
    assert [file.filename for file in shop.get_pull(number).get_files()] == ["postmortems/one.md"]


def test_a_transferred_issue_is_followed_within_the_host(github: GitHubSimulator, shop: Repository) -> None:
    alice = github.person("alice")
    alice.transfer(alice.open_issue("One"), "acme/attic")
    assert shop.get_issue(1).repository.full_name == "acme/attic"


def test_refusals_are_raised_with_their_status(github: GitHubSimulator, shop: Repository) -> None:
    alice = github.person("alice")
    alice.delete(alice.open_issue("One"))
    with pytest.raises(GithubException) as gone:
        shop.get_issue(1)
    with pytest.raises(GithubException) as refused:
        shop.create_issue("One", assignees=["nobody"])
    assert (gone.value.status, refused.value.status) == (410, 422)


def test_an_enterprise_server_is_spoken_to_below_its_prefix() -> None:
    with GitHubSimulator(enterprise=True) as server:
        client = connected(server)
        issue = client.get_repo("acme/shop").create_issue("One")
        comment = issue.create_comment("Old.")
        assert comment.minimize()
        client.close()
    assert server.repository.comments[comment.id].minimized == "outdated"
