from __future__ import annotations

import pytest

from tests.simulators.client import Client
from tests.simulators.gitlab import GitLabSimulator, Role

PROJECT = "/projects/acme%2Fplatform%2Fshop"
REQUESTS = f"{PROJECT}/merge_requests"
COMMITS = f"{PROJECT}/repository/commits"


@pytest.mark.parametrize("fast_forward", [True, False])
def test_a_commit_leads_to_its_merge_request(gitlab: GitLabSimulator, client: Client, *, fast_forward: bool) -> None:
    alice = gitlab.person("alice")
    alice.open_merge_request("Other")
    iid = alice.open_merge_request("Postmortem: checkout outage", files=["postmortems/one.md"])
    commit = alice.merge(iid, fast_forward=fast_forward)
    (found,) = client.get(f"{COMMITS}/{commit}/merge_requests").entries
    assert (found["iid"], found["state"], found["target_branch"]) == (iid, "merged", "main")
    assert (found["merge_commit_sha"] == commit, found["sha"] == commit) == (not fast_forward, fast_forward)
    assert client.get(f"{REQUESTS}/{iid}").entry["merged_at"] == found["merged_at"]
    assert client.get(f"{COMMITS}/{commit[:10]}").entry["id"] == commit


def test_a_commit_may_be_named_and_have_come_by_itself(gitlab: GitLabSimulator, client: Client) -> None:
    alice = gitlab.person("alice")
    alice.push("b" * 40)
    assert alice.merge(alice.open_merge_request("Postmortem"), commit="a" * 40) == "a" * 40
    assert len(client.get(f"{COMMITS}/{'a' * 40}/merge_requests").entries) == 1
    assert client.get(f"{COMMITS}/{'b' * 40}/merge_requests").entries == []
    assert client.get(f"{COMMITS}/{'c' * 40}/merge_requests").status == 404


def test_guests_of_a_private_project_see_no_code(gitlab: GitLabSimulator, client: Client) -> None:
    gitlab.project.admit([gitlab.bot], Role.GUEST)
    assert client.get(f"{COMMITS}/main").status == 403


def test_merge_requests_are_listed(gitlab: GitLabSimulator, client: Client) -> None:
    alice = gitlab.person("alice")
    first, second = (alice.open_merge_request(title) for title in ("One", "Two"))
    alice.merge(first)
    listed = client.get(REQUESTS).entries
    assert [one["iid"] for one in listed] == [second, first]
    assert [one["iid"] for one in client.get(f"{REQUESTS}?state=merged").entries] == [first]
    assert [one["iid"] for one in client.get(f"{REQUESTS}?iids[]={second}&target_branch=main").entries] == [second]


def test_the_files_of_a_merge_request_are_told(gitlab: GitLabSimulator, client: Client) -> None:
    files = [f"postmortems/{number}.md" for number in range(25)]
    iid = gitlab.person("alice").open_merge_request("Import", files=files)
    page = client.get(f"{REQUESTS}/{iid}/diffs")
    assert [one["new_path"] for one in page.entries] == files[:20]
    assert len(client.get(str(page.link("next"))).entries) == 5
    whole = client.get(f"{REQUESTS}/{iid}/changes").entry
    assert isinstance(whole["changes"], list)
    assert (len(whole["changes"]), whole["changes_count"]) == (25, "25")


def test_a_merge_closes_what_its_description_says(gitlab: GitLabSimulator, client: Client) -> None:
    alice = gitlab.person("alice")
    alice.open_issue("One")
    iid = alice.open_merge_request("Postmortem", "Closes #1.")
    assert [one["iid"] for one in client.get(f"{REQUESTS}/{iid}/closes_issues").entries] == [1]
    commit = alice.merge(iid)
    assert client.get(f"{PROJECT}/issues/1").entry["state"] == "closed"
    (event,) = client.get(f"{PROJECT}/issues/1/resource_state_events").entries
    assert event["source_commit"] == commit


def test_branches_are_told(gitlab: GitLabSimulator, client: Client) -> None:
    gitlab.project.default_branch = "trunk"
    (branch,) = client.get(f"{PROJECT}/repository/branches").entries
    assert (branch["name"], branch["default"]) == ("trunk", True)
    assert client.get(f"{PROJECT}/repository/branches/trunk").entry == branch
    assert client.get(f"{PROJECT}/repository/branches/main").status == 404


def test_a_merge_request_that_never_was_is_not_found(client: Client) -> None:
    assert client.get(f"{REQUESTS}/77").status == 404
    assert client.get(f"{REQUESTS}/x").status == 400
