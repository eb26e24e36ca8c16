from __future__ import annotations

import pytest

from tests.simulators.client import Client
from tests.simulators.gitlab import GitLabSimulator, Role, Token

PROJECT = "/projects/acme%2Fplatform%2Fshop"
NOTES = f"{PROJECT}/issues/1/notes"


@pytest.fixture(autouse=True)
def _an_issue(gitlab: GitLabSimulator) -> None:
    gitlab.person("alice").open_issue("One")


@pytest.fixture(params=["issues", "merge_requests"])
def notes(request: pytest.FixtureRequest, gitlab: GitLabSimulator) -> str:
    """The notes of an issue, and of a merge request."""
    gitlab.person("alice").open_merge_request("Postmortem")
    return f"{PROJECT}/{request.param}/1/notes"


def test_a_note_is_added_read_edited_and_deleted(gitlab: GitLabSimulator, client: Client, notes: str) -> None:
    added = client.post(notes, {"body": "Before."})
    note = added.entry
    gitlab.clock.advance(60)
    edited = client.put(f"{notes}/{note['id']}", {"body": "After."}).entry
    assert (added.status, note["body"], note["system"], note["noteable_iid"]) == (201, "Before.", False, 1)
    assert client.get(f"{notes}/{note['id']}").entry == edited
    assert (edited["body"], edited["created_at"]) == ("After.", note["created_at"])
    assert str(edited["updated_at"]) > str(note["updated_at"])
    assert client.delete(f"{notes}/{note['id']}").status == 204
    assert client.get(notes).entries == []


def test_notes_come_newest_first_unless_asked_otherwise(gitlab: GitLabSimulator, client: Client) -> None:
    alice = gitlab.person("alice")
    first, second = (alice.comment(1, text).id for text in ("First.", "Second."))
    alice.lock(1)
    listed = client.get(f"{NOTES}?activity_filter=only_comments").entries
    assert [note["id"] for note in listed] == [second, first]
    oldest = client.get(f"{NOTES}?sort=asc&order_by=created_at").entries
    assert [note["system"] for note in oldest] == [False, False, True]
    assert len(client.get(f"{NOTES}?activity_filter=only_activity").entries) == 1


def test_a_note_touches_its_issue(gitlab: GitLabSimulator, client: Client) -> None:
    gitlab.clock.advance(60)
    client.post(NOTES, {"body": "Text."})
    issue = client.get(f"{PROJECT}/issues/1").entry
    assert issue["updated_at"] != issue["created_at"]
    assert issue["user_notes_count"] == 1


@pytest.mark.parametrize(
    ("payload", "said"),
    [
        ({}, "body is missing"),
        ({"body": " "}, "can't be blank"),
        ({"body": "b" * 1_048_577}, "is too long (maximum is 1048576 characters)"),
    ],
    ids=["none", "blank", "long"],
)
def test_what_does_not_do_is_refused(
    gitlab: GitLabSimulator, client: Client, payload: dict[str, object], said: str
) -> None:
    answer = client.post(NOTES, payload)
    assert answer.status == 400
    assert said in answer.text
    assert gitlab.project.notes == {}


def test_notes_of_others_are_edited_by_maintainers_alone(gitlab: GitLabSimulator, client: Client) -> None:
    note = gitlab.person("alice").comment(1, "Mine.")
    assert client.put(f"{NOTES}/{note.id}", {"body": "Ours."}).status == 403
    assert client.delete(f"{NOTES}/{note.id}").status == 403
    gitlab.project.admit([gitlab.bot], Role.MAINTAINER)
    assert client.put(f"{NOTES}/{note.id}", {"body": "Ours."}).status == 200


def test_a_system_note_is_edited_by_nobody(gitlab: GitLabSimulator, client: Client) -> None:
    gitlab.project.admit([gitlab.bot], Role.OWNER)
    gitlab.person("alice").lock(1)
    (note,) = client.get(NOTES).entries
    assert client.put(f"{NOTES}/{note['id']}", {"body": "x"}).status == 403


def test_a_locked_discussion_refuses_only_those_who_are_no_members(gitlab: GitLabSimulator, client: Client) -> None:
    gitlab.project.visibility = "public"
    gitlab.person("eve", trusted=False)
    gitlab.person("alice").lock(1)
    token = gitlab.issue_token(Token(value="glpat-eve", username="eve"))
    with Client(gitlab.url, token, scheme="Bearer") as eve:
        assert eve.post(NOTES, {"body": "x"}).status == 403
    assert client.get(f"{PROJECT}/issues/1").entry["discussion_locked"] is True
    assert client.post(NOTES, {"body": "x"}).status == 201


def test_an_internal_note_is_hidden_from_guests(gitlab: GitLabSimulator, client: Client) -> None:
    assert client.post(NOTES, {"body": "Secret.", "internal": True}).entry["confidential"] is True
    gitlab.invite("carol", role=Role.GUEST)
    token = gitlab.issue_token(Token(value="glpat-carol", username="carol"))
    with Client(gitlab.url, token, scheme="Bearer") as carol:
        assert carol.get(NOTES).entries == []
    assert len(client.get(NOTES).entries) == 1


@pytest.mark.parametrize("path", [f"{PROJECT}/issues/77/notes", f"{PROJECT}/merge_requests/77/notes", f"{NOTES}/77"])
def test_what_is_not_there_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status == 404
