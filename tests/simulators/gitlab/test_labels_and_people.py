from __future__ import annotations

import pytest

from tests.simulators.client import Client
from tests.simulators.gitlab import GitLabSimulator, Role, Tier, Token

PROJECT = "/projects/acme%2Fplatform%2Fshop"
LABELS = f"{PROJECT}/labels"


class TestLabels:
    def test_a_label_is_made_once(self, gitlab: GitLabSimulator, client: Client) -> None:
        made = client.post(LABELS, {"name": "overdue", "color": "#b60205", "description": "Past its due date"})
        again = client.post(LABELS, {"name": "overdue", "color": "#000000"})
        assert (made.status, made.entry["color"], made.entry["is_project_label"]) == (201, "#b60205", True)
        assert (again.status, again.json) == (409, {"message": "Label already exists"})
        assert gitlab.project.labels["overdue"].color == "#b60205"

    def test_a_label_of_the_group_is_there_and_taken(self, gitlab: GitLabSimulator, client: Client) -> None:
        gitlab.world.group_label("acme/platform", "overdue", color="#b60205")
        assert client.post(LABELS, {"name": "overdue", "color": "#000000"}).status == 409
        (label,) = client.get(f"{LABELS}?with_counts=true").entries
        assert (label["name"], label["is_project_label"], label["open_issues_count"]) == ("overdue", False, 0)
        assert client.get(f"{LABELS}?include_ancestor_groups=false").entries == []
        client.post(f"{PROJECT}/issues", {"title": "One", "labels": "overdue"})
        assert gitlab.project.labels == {}

    @pytest.mark.parametrize(
        "payload",
        [
            pytest.param({"name": "x"}, id="no color"),
            pytest.param({"color": "#ffffff"}, id="no name"),
            pytest.param({"name": "a,b", "color": "#ffffff"}, id="comma"),
            pytest.param({"name": "x", "color": "ffffff"}, id="no hash"),
            pytest.param({"name": "x" * 256, "color": "#ffffff"}, id="long"),
        ],
    )
    def test_what_does_not_do_is_refused(self, client: Client, payload: dict[str, object]) -> None:
        assert client.post(LABELS, payload).status == 400

    def test_a_label_is_found_by_its_name_or_number(self, gitlab: GitLabSimulator, client: Client) -> None:
        label = gitlab.project.label("p/1 now")
        assert client.get(f"{LABELS}/p%2F1%20now").entry["id"] == label.id
        assert client.get(f"{LABELS}/{label.id}").entry["name"] == "p/1 now"
        assert client.get(f"{LABELS}/never").status == 404

    def test_guests_make_no_labels(self, gitlab: GitLabSimulator) -> None:
        gitlab.invite("carol", role=Role.GUEST)
        token = gitlab.issue_token(Token(value="glpat-carol", username="carol"))
        with Client(gitlab.url, token, scheme="Bearer") as carol:
            assert carol.post(LABELS, {"name": "x", "color": "#fff"}).status == 403


class TestPeople:
    def test_the_token_of_a_project_is_a_bots(self, gitlab: GitLabSimulator, client: Client) -> None:
        me = client.get("/user").entry
        assert (me["username"], me["bot"], me["name"]) == (gitlab.bot, True, "followthrough")
        assert str(me["username"]).startswith(f"project_{gitlab.project.id}_bot_")
        assert client.get(f"/users/{me['id']}").entry["bot"] is True

    def test_members_are_listed_with_what_they_may_do(self, gitlab: GitLabSimulator, client: Client) -> None:
        gitlab.invite("alice", name="Alice Smith", role=Role.MAINTAINER)
        members = {one["username"]: one for one in client.get(f"{PROJECT}/members/all").entries}
        assert (members[gitlab.bot]["access_level"], members["alice"]["access_level"]) == (20, 40)
        alice = members["alice"]
        assert alice["name"] == "Alice Smith"
        assert client.get(f"{PROJECT}/members/all/{alice['id']}").entry == alice
        assert client.get(f"{PROJECT}/members/all/77").status == 404
        assert [one["username"] for one in client.get(f"{PROJECT}/members?query=smith").entries] == ["alice"]
        assert [one["username"] for one in client.get(f"{PROJECT}/users?search=smith").entries] == ["alice"]

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("username=alice", ["alice"]),
            ("username=ALICE", ["alice"]),
            ("username=ali", []),
            ("search=smith", ["alice"]),
            ("search=alice@acme.example", ["alice"]),
            ("search=acme.example", []),
        ],
    )
    def test_users_are_found_by_name_or_address(
        self, gitlab: GitLabSimulator, client: Client, query: str, found: list[str]
    ) -> None:
        gitlab.invite("alice", name="Alice Smith", email="alice@acme.example")
        assert [one["username"] for one in client.get(f"/users?{query}").entries] == found


class TestLinks:
    def test_issues_are_linked_once(self, gitlab: GitLabSimulator, client: Client) -> None:
        alice = gitlab.person("alice")
        one, two = alice.open_issue("One"), alice.open_issue("Two")
        link = {"target_project_id": gitlab.project.path, "target_issue_iid": two}
        made = client.post(f"{PROJECT}/issues/{one}/links", link)
        assert (made.status, made.entry["link_type"]) == (201, "relates_to")
        assert client.post(f"{PROJECT}/issues/{one}/links", link).status == 409
        (seen,) = client.get(f"{PROJECT}/issues/{two}/links").entries
        assert (seen["iid"], seen["link_type"]) == (one, "relates_to")
        assert [note.body for note in gitlab.project.notes_on("Issue", two)] == ["marked this issue as related to #1"]

    def test_blocking_and_epics_are_paid_for(self, gitlab: GitLabSimulator, client: Client) -> None:
        alice = gitlab.person("alice")
        one, two = alice.open_issue("One"), alice.open_issue("Two")
        gitlab.world.epics["acme/platform", 3] = "Reliability"
        link = {"target_project_id": gitlab.project.id, "target_issue_iid": two, "link_type": "blocks"}
        epic = "/groups/acme%2Fplatform/epics/3"
        add = f"{epic}/issues/{alice.issue(one).id}"
        assert client.post(f"{PROJECT}/issues/{one}/links", link).status == 403
        assert (client.get(epic).status, client.post(add, {}).status) == (403, 403)
        gitlab.world.tier = Tier.PREMIUM
        assert client.post(f"{PROJECT}/issues/{one}/links", link).status == 201
        assert client.get(epic).entry["title"] == "Reliability"
        assert client.post(add, {}).status == 201
        assert client.get(f"{PROJECT}/issues/{one}").entry["epic_iid"] == 3
        assert client.get("/groups/acme%2Fplatform/epics/4").status == 404

    def test_a_link_to_nothing_is_not_found(self, gitlab: GitLabSimulator, client: Client) -> None:
        gitlab.person("alice").open_issue("One")
        link = {"target_project_id": gitlab.project.id, "target_issue_iid": 77}
        assert client.post(f"{PROJECT}/issues/1/links", link).status == 404
