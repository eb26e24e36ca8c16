from __future__ import annotations

from datetime import date

import pytest

from tests.simulators.client import Client
from tests.simulators.gitlab import GitLabSimulator, Role, Tier, Token
from tests.simulators.gitlab.records import Issue

ISSUES = "/projects/acme%2Fplatform%2Fshop/issues"
REQUESTS = "/projects/acme%2Fplatform%2Fshop/merge_requests"


def commanded(gitlab: GitLabSimulator, client: Client, text: str) -> Issue:
    """An issue after somebody said this on it."""
    gitlab.invite("alice")
    gitlab.invite("bob")
    gitlab.project.label("bug")
    gitlab.project.label("two words")
    gitlab.world.project("acme/attic")
    gitlab.person("alice").open_issue("One", "Text.", labels=["old"], assignees=["alice"])
    client.post(f"{ISSUES}/1/notes", {"body": text})
    return gitlab.project.issues[1]


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("/close", "state", "closed"),
        ("Text.\n/close\nMore.", "state", "closed"),
        ("/duplicate #2", "state", "closed"),
        ("/title Other", "title", "Other"),
        ('/label ~bug ~"two words" ~never', "labels", ("old", "bug", "two words")),
        ("/unlabel ~old", "labels", ()),
        ("/unlabel", "labels", ()),
        ("/relabel ~bug", "labels", ("bug",)),
        ("/assign @bob", "assignees", ("bob",)),
        ("/assign @bob @nobody", "assignees", ("bob",)),
        ("/unassign @alice", "assignees", ()),
        ("/unassign", "assignees", ()),
        ("/reassign @bob", "assignees", ("bob",)),
        ("/due 2026-12-01", "due_date", date(2026, 12, 1)),
        ("/confidential", "confidential", True),
        ("/lock", "discussion_locked", True),
        ("/lock\n/unlock", "discussion_locked", False),
        ("/weight 5", "weight", 5),
        ("/close\n/reopen", "state", "opened"),
        ("/due 2026-12-01\n/remove_due_date", "due_date", None),
        ("/move acme/attic", "state", "closed"),
    ],
)
def test_a_command_in_a_note_is_obeyed(
    gitlab: GitLabSimulator, client: Client, text: str, field: str, value: object
) -> None:
    assert getattr(commanded(gitlab, client, text), field) == value


def test_assigning_adds_where_the_tier_keeps_more_than_one(gitlab: GitLabSimulator, client: Client) -> None:
    gitlab.world.tier = Tier.PREMIUM
    assert set(commanded(gitlab, client, "/assign @bob").assignees) == {"alice", "bob"}


def test_a_note_of_commands_alone_is_none(gitlab: GitLabSimulator, client: Client) -> None:
    gitlab.person("alice").open_issue("One")
    answer = client.post(f"{ISSUES}/1/notes", {"body": "/close\n"})
    assert answer.status == 202
    assert answer.entry == {"commands_changes": {"close": True}, "summary": ["Closed this issue."]}
    assert gitlab.project.notes_on("Issue", 1) == ()


def test_a_note_keeps_its_text_without_the_commands(gitlab: GitLabSimulator, client: Client) -> None:
    gitlab.person("alice").open_issue("One")
    answer = client.post(f"{ISSUES}/1/notes", {"body": "Text.\n/close\nMore.\n"})
    assert (answer.status, answer.entry["body"]) == (201, "Text.\nMore.")
    assert answer.entry["commands_changes"] == {"close": True}


@pytest.mark.parametrize(("body", "status", "kept"), [("After.\n/close", 200, 1), ("/close", 202, 0)])
def test_an_edited_note_is_obeyed_too(
    gitlab: GitLabSimulator, client: Client, body: str, status: int, kept: int
) -> None:
    gitlab.person("alice").open_issue("One")
    note = client.post(f"{ISSUES}/1/notes", {"body": "Before."}).entry["id"]
    assert client.put(f"{ISSUES}/1/notes/{note}", {"body": body}).status == status
    assert gitlab.project.issues[1].state == "closed"
    assert len(gitlab.project.notes_on("Issue", 1)) == kept


def test_a_description_is_obeyed_when_an_issue_opens_and_when_it_changes(
    gitlab: GitLabSimulator, client: Client
) -> None:
    opened = client.post(ISSUES, {"title": "/close", "description": "Text.\n/close\n"}).entry
    assert (opened["title"], opened["description"], opened["state"]) == ("/close", "Text.", "closed")
    edited = client.put(f"{ISSUES}/1", {"description": "Text.\n/reopen\n/title Other"}).entry
    assert (edited["title"], edited["description"], edited["state"]) == ("Other", "Text.", "opened")
    assert [one.command for one in gitlab.project.ran] == ["/close", "/reopen", "/title Other"]


def test_a_title_commands_nothing(gitlab: GitLabSimulator, client: Client) -> None:
    assert client.post(ISSUES, {"title": "/close"}).entry["state"] == "opened"
    assert gitlab.project.ran == []


def test_commands_without_a_right_to_them_are_taken_out_and_passed_over(gitlab: GitLabSimulator) -> None:
    gitlab.person("alice").open_issue("One")
    gitlab.invite("carol", role=Role.GUEST)
    token = gitlab.issue_token(Token(value="glpat-carol", username="carol"))
    with Client(gitlab.url, token, scheme="Bearer") as carol:
        answer = carol.post(f"{ISSUES}/1/notes", {"body": "Text.\n/close"})
        assert (answer.status, answer.entry["body"]) == (201, "Text.")
        assert carol.post(f"{ISSUES}/1/notes", {"body": "/close"}).status == 400
        assert carol.post(ISSUES, {"title": "Own", "description": "/close"}).entry["state"] == "closed"
    assert gitlab.project.issues[1].state == "opened"
    assert [(one.command, one.place, one.applied) for one in gitlab.project.ran] == [
        ("/close", "#1", False),
        ("/close", "#1", False),
        ("/close", "#2", True),
    ]


def test_a_merge_request_obeys_as_well(gitlab: GitLabSimulator, client: Client) -> None:
    alice = gitlab.person("alice")
    for _ in range(2):
        alice.open_merge_request("Postmortem")
    client.post(f"{REQUESTS}/1/notes", {"body": "/merge"})
    client.post(f"{REQUESTS}/2/notes", {"body": "/close"})
    assert [alice.merge_request(iid).state for iid in (1, 2)] == ["merged", "closed"]
    assert [one.place for one in gitlab.project.ran] == ["!1", "!2"]
