from __future__ import annotations

import pytest

from tests.simulators.client import Client
from tests.simulators.github import GitHubSimulator, Kind, Role, Token

REPOSITORY = "/repos/acme/shop"


def error_code(answer: dict[str, object]) -> object:
    errors = answer["errors"]
    assert isinstance(errors, list)
    return errors[0]["code"]


class TestLabels:
    def test_a_label_is_made_with_colour_and_description(self, client: Client) -> None:
        made = client.post(f"{REPOSITORY}/labels", {"name": "a/b ü", "color": "5319E7", "description": "d"}).entry
        assert (made["name"], made["color"], made["description"]) == ("a/b ü", "5319e7", "d")
        assert client.get(str(made["url"])).entry == made
        assert client.get(f"{REPOSITORY}/labels").entries == [made]

    @pytest.mark.parametrize(
        ("label", "code"),
        [
            pytest.param({"name": "BUG"}, "already_exists", id="exists in another case"),
            pytest.param({"name": "x", "color": "#ff0000"}, "invalid", id="colour with #"),
            pytest.param({"name": "n" * 51}, "custom", id="long name"),
            pytest.param({"name": "x", "description": "d" * 101}, "custom", id="long description"),
            pytest.param({"name": " "}, "missing_field", id="no name"),
        ],
    )
    def test_what_cannot_be_a_label_is_refused(self, client: Client, label: dict[str, str], code: str) -> None:
        client.post(f"{REPOSITORY}/labels", {"name": "bug"})
        answer = client.post(f"{REPOSITORY}/labels", label)
        assert (answer.status, error_code(answer.entry)) == (422, code)

    def test_labels_of_an_issue_come_and_go_one_by_one(self, github: GitHubSimulator, client: Client) -> None:
        number = github.person("alice").open_issue("One", labels=["theirs"])
        path = f"{REPOSITORY}/issues/{number}/labels"
        assert [label["name"] for label in client.post(path, {"labels": ["a b"]}).entries] == ["theirs", "a b"]
        assert [label["name"] for label in client.send("DELETE", f"{path}/a%20b").entries] == ["theirs"]
        assert client.send("DELETE", f"{path}/a%20b").entry["message"] == "Label does not exist"
        assert [label["name"] for label in client.get(path).entries] == ["theirs"]
        assert client.post(path, {"labels": []}).status == 422

    def test_triage_sets_labels_but_makes_none(self, github: GitHubSimulator) -> None:
        github.repository.label("known")
        number = github.person("alice").open_issue("One")
        github.invite("carol", role=Role.TRIAGE)
        token = github.issue_token(Token(value="ghp_carol", login="carol", kind=Kind.CLASSIC))
        with Client(github.url, token) as client:
            assert client.post(f"{REPOSITORY}/issues/{number}/labels", {"labels": ["known"]}).status == 200
            assert client.post(f"{REPOSITORY}/issues/{number}/labels", {"labels": ["new"]}).status == 403
            assert client.post(f"{REPOSITORY}/labels", {"name": "new"}).status == 403


class TestAssignees:
    def test_members_can_be_assigned_and_others_are_passed_over(self, github: GitHubSimulator, client: Client) -> None:
        github.invite("alice")
        github.invite("bob")
        number = github.person("alice").open_issue("One", assignees=["alice"])
        path = f"{REPOSITORY}/issues/{number}/assignees"
        added = client.post(path, {"assignees": ["Bob", "nobody"]})
        assert added.status == 201
        assert github.repository.issues[number].assignees == ("alice", "bob")
        client.send("DELETE", path, {"assignees": ["alice", "nobody"]})
        assert github.repository.issues[number].assignees == ("bob",)

    def test_who_can_be_assigned_is_told(self, github: GitHubSimulator, client: Client) -> None:
        github.invite("alice")
        assert [person["login"] for person in client.get(f"{REPOSITORY}/assignees").entries] == ["alice"]
        assert client.get(f"{REPOSITORY}/assignees/Alice").status == 204
        assert client.get(f"{REPOSITORY}/assignees/nobody").status == 404


class TestComments:
    def test_comments_are_listed_in_numbered_pages(self, github: GitHubSimulator, client: Client) -> None:
        number = github.person("alice").open_issue("One")
        path = f"{REPOSITORY}/issues/{number}/comments"
        for text in "abc":
            assert client.post(path, {"body": text}).status == 201
        first = client.get(f"{path}?per_page=2")
        last = first.link("last")
        assert last is not None
        assert last == first.link("next")
        assert [comment["body"] for comment in (*first.entries, *client.get(last).entries)] == ["a", "b", "c"]
        assert client.get(f"{REPOSITORY}/issues/{number}").entry["comments"] == 3

    def test_a_comment_is_edited_in_place(self, github: GitHubSimulator, client: Client) -> None:
        number = github.person("alice").open_issue("One")
        made = client.post(f"{REPOSITORY}/issues/{number}/comments", {"body": "a"}).entry
        edited = client.patch(str(made["url"]), {"body": "b"}).entry
        assert (edited["id"], edited["body"]) == (made["id"], "b")
        assert client.get(str(made["url"])).entry == edited
        assert client.patch(f"{REPOSITORY}/issues/comments/4711", {"body": "b"}).status == 404

    @pytest.mark.parametrize("text", ["", " ", "c" * 65_537])
    def test_an_empty_or_endless_comment_is_refused(self, github: GitHubSimulator, client: Client, text: str) -> None:
        number = github.person("alice").open_issue("One")
        assert client.post(f"{REPOSITORY}/issues/{number}/comments", {"body": text}).status == 422

    def test_on_a_locked_issue_members_speak_and_workflows_do_not(
        self, github: GitHubSimulator, client: Client
    ) -> None:
        alice = github.person("alice")
        number = alice.open_issue("One")
        alice.lock(number, "too heated")
        refusal = client.post(f"{REPOSITORY}/issues/{number}/comments", {"body": "x"})
        assert (refusal.status, refusal.entry["message"]) == (
            403,
            "Unable to create comment because issue is locked.",
        )
        token = github.issue_token(Token(value="ghp_alice", login="alice", kind=Kind.CLASSIC))
        with Client(github.url, token) as member:
            assert member.post(f"{REPOSITORY}/issues/{number}/comments", {"body": "x"}).status == 201

    def test_authors_are_told_apart(self, github: GitHubSimulator, client: Client) -> None:
        number = github.person("alice").open_issue("One")
        github.person("eve", trusted=False).comment(number, "hi")
        (comment,) = client.get(f"{REPOSITORY}/issues/{number}/comments").entries
        assert comment["author_association"] == "NONE"
        assert client.get(f"{REPOSITORY}/issues/{number}").entry["author_association"] == "COLLABORATOR"


class TestPulls:
    def test_a_commit_leads_to_the_pull_request_that_brought_it(self, github: GitHubSimulator, client: Client) -> None:
        alice = github.person("alice")
        number = alice.open_pull_request("Postmortem", files=["postmortems/one.md"])
        commit = alice.merge(number, commit="a" * 40)
        (found,) = client.get(f"{REPOSITORY}/commits/{commit}/pulls").entries
        whole = client.get(f"{REPOSITORY}/pulls/{number}").entry
        assert (found["number"], found["merge_commit_sha"], whole["merged"]) == (number, "a" * 40, True)
        assert found["merged_at"] == whole["merged_at"] is not None
        (file,) = client.get(f"{REPOSITORY}/pulls/{number}/files").entries
        assert file["filename"] == "postmortems/one.md"

    def test_an_issue_is_no_pull_request(self, github: GitHubSimulator, client: Client) -> None:
        number = github.person("alice").open_issue("One")
        assert client.get(f"{REPOSITORY}/pulls/{number}").status == 404

    def test_an_unknown_commit_is_refused(self, client: Client) -> None:
        assert client.get(f"{REPOSITORY}/commits/{'b' * 40}/pulls").status == 422
