from __future__ import annotations

from tests.simulators.client import Client
from tests.simulators.gitlab import GitLabSimulator, Role

PROJECT = "/projects/acme%2Fplatform%2Fshop"
ISSUES = f"{PROJECT}/issues"


def test_a_deleted_issue_is_not_found_and_its_number_is_not_given_again(
    gitlab: GitLabSimulator, client: Client
) -> None:
    alice = gitlab.person("alice")
    alice.delete(alice.open_issue("One"))
    assert (client.get(f"{ISSUES}/1").status, client.get(ISSUES).entries) == (404, [])
    assert client.get(f"{ISSUES}/1").json == {"message": "404 Not found"}
    assert client.put(f"{ISSUES}/1", {"title": "x"}).status == 404
    assert alice.open_issue("Two") == 2


def test_only_planners_and_owners_delete(gitlab: GitLabSimulator, client: Client) -> None:
    gitlab.person("alice").open_issue("One")
    assert client.delete(f"{ISSUES}/1").status == 403
    gitlab.project.admit([gitlab.bot], Role.OWNER)
    assert client.delete(f"{ISSUES}/1").status == 204


def test_a_moved_issue_is_closed_and_points_to_its_new_place(gitlab: GitLabSimulator, client: Client) -> None:
    alice = gitlab.person("alice")
    there = alice.move(alice.open_issue("One", labels=["bug"]), "acme/attic")
    moved = gitlab.world.project("acme/attic").issues[there]
    issue = client.get(f"{ISSUES}/1").entry
    assert (issue["state"], issue["moved_to_id"], issue["labels"]) == ("closed", moved.id, ["bug"])
    assert (moved.title, moved.labels, moved.author) == ("One", ("bug",), "alice")


def test_an_issue_is_moved_over_rest_too(gitlab: GitLabSimulator, client: Client) -> None:
    client.post(ISSUES, {"title": "One"})
    attic = gitlab.world.project("acme/attic")
    attempt = {"to_project_id": attic.id}
    assert client.post(f"{ISSUES}/1/move", attempt).status == 400
    attic.admit([gitlab.bot], Role.REPORTER)
    answer = client.post(f"{ISSUES}/1/move", attempt)
    assert (answer.status, answer.entry["project_id"]) == (201, attic.id)
    assert client.post(f"{ISSUES}/1/move", attempt).status == 400


def test_a_project_without_issues_lists_none_and_opens_none(gitlab: GitLabSimulator, client: Client) -> None:
    gitlab.person("alice").open_issue("One")
    gitlab.project.issues_access_level = "disabled"
    assert (client.get(ISSUES).entries, client.get(f"{ISSUES}/1").status) == ([], 404)
    assert client.post(ISSUES, {"title": "x"}).status == 403
    assert client.get(PROJECT).entry["issues_enabled"] is False


def test_an_archived_project_changes_no_more(gitlab: GitLabSimulator, client: Client) -> None:
    gitlab.person("alice").open_issue("One")
    gitlab.project.archived = True
    assert client.get(ISSUES).status == 200
    assert client.post(ISSUES, {"title": "x"}).status == 403
    assert client.put(f"{ISSUES}/1", {"title": "x"}).status == 403
    assert client.post(f"{ISSUES}/1/notes", {"body": "x"}).status == 403
    assert client.post(f"{PROJECT}/labels", {"name": "x", "color": "#fff"}).status == 403
