from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.simulators.client import Answer, Client
from tests.simulators.gitlab import GitLabSimulator, Role, Tier, Token

PROJECT = "/projects/acme%2Fplatform%2Fshop"
ISSUES = f"{PROJECT}/issues"


def iids(answer: Answer) -> list[object]:
    return [issue["iid"] for issue in answer.entries]


def usernames(people: object) -> list[object]:
    assert isinstance(people, list)
    return [one["username"] for one in people]


def ids(gitlab: GitLabSimulator, *names: str) -> list[int]:
    return [gitlab.world.account(name).id for name in names]


class TestCreating:
    def test_an_issue_opens_whole(self, gitlab: GitLabSimulator, client: Client) -> None:
        gitlab.invite("alice", name="Alice Smith")
        draft = {"title": " Alert on age ", "description": "Text.", "labels": "new,bug", "due_date": "2026-12-01"}
        answer = client.post(ISSUES, {**draft, "assignee_ids": ids(gitlab, "alice"), "confidential": True})
        issue = answer.entry
        assert (answer.status, issue["iid"], issue["state"]) == (201, 1, "opened")
        assert (issue["title"], issue["description"], issue["labels"]) == ("Alert on age", "Text.", ["bug", "new"])
        assert (issue["due_date"], issue["confidential"]) == ("2026-12-01", True)
        assert usernames(issue["assignees"]) == ["alice"]
        assert issue["id"] != issue["iid"]
        assert client.get(f"{ISSUES}/1").entry == issue

    def test_every_url_of_an_answer_is_the_simulators_own(self, gitlab: GitLabSimulator, client: Client) -> None:
        text = client.post(ISSUES, {"title": "One"}).text + client.get(PROJECT).text
        assert text.count("http://") == text.count(gitlab.web) > 10
        assert "https://" not in text

    def test_labels_may_be_a_list_and_know_case(self, gitlab: GitLabSimulator, client: Client) -> None:
        answer = client.post(ISSUES, {"title": "One", "labels": ["Bug", "bug"]})
        assert answer.entry["labels"] == ["Bug", "bug"]
        assert set(gitlab.project.labels) == {"Bug", "bug"}

    @pytest.mark.parametrize(
        ("draft", "said"),
        [
            pytest.param({}, {"error": "title is missing"}, id="no title"),
            pytest.param({"title": " "}, {"message": {"title": ["can't be blank"]}}, id="blank title"),
            pytest.param(
                {"title": "t" * 256},
                {"message": {"title": ["is too long (maximum is 255 characters)"]}},
                id="long title",
            ),
            pytest.param(
                {"title": "t", "description": "d" * 1_048_577},
                {"message": {"description": ["is too long (1 MiB). The maximum size is 1 MiB."]}},
                id="long description",
            ),
            pytest.param({"title": "t", "confidential": "maybe"}, {"error": "confidential is invalid"}, id="boolean"),
            pytest.param({"title": "t", "assignee_ids": ["me"]}, {"error": "assignee_ids is invalid"}, id="names"),
        ],
    )
    def test_what_does_not_do_is_refused_and_nothing_opens(
        self, gitlab: GitLabSimulator, client: Client, draft: dict[str, object], said: dict[str, object]
    ) -> None:
        answer = client.post(ISSUES, draft)
        assert (answer.status, answer.json) == (400, said)
        assert not gitlab.project.issues

    def test_a_date_that_is_none_is_passed_over(self, client: Client) -> None:
        assert client.post(ISSUES, {"title": "t", "due_date": "2026-02-30"}).entry["due_date"] is None

    def test_greatest_lengths_are_kept(self, client: Client) -> None:
        answer = client.post(ISSUES, {"title": "t" * 255, "description": "日" * 1_048_576})
        assert (answer.status, answer.entry["description"]) == (201, "日" * 1_048_576)

    def test_a_form_does_as_well_as_json(self, gitlab: GitLabSimulator, client: Client) -> None:
        sent = client.send("POST", f"{ISSUES}?title=One&labels=a,b", headers={"Content-Type": "text/plain"})
        assert (sent.status, sent.entry["labels"]) == (201, ["a", "b"])
        assert gitlab.project.issues[1].title == "One"


class TestAssigning:
    def test_the_free_tier_keeps_one_and_the_paid_one_all(self, gitlab: GitLabSimulator, client: Client) -> None:
        for name in ("alice", "bob"):
            gitlab.invite(name)
        draft = {"title": "t", "assignee_ids": ids(gitlab, "alice", "bob")}
        assert usernames(client.post(ISSUES, draft).entry["assignees"]) == ["alice"]
        gitlab.world.tier = Tier.PREMIUM
        assert usernames(client.post(ISSUES, draft).entry["assignees"]) == ["alice", "bob"]

    def test_who_cannot_be_assigned_is_passed_over(self, gitlab: GitLabSimulator, client: Client) -> None:
        gitlab.invite("alice")
        gitlab.person("eve", trusted=False)
        stranger = {"assignee_ids": ids(gitlab, "eve")}
        assert client.post(ISSUES, {"title": "t", "assignee_ids": ids(gitlab, "alice")}).status == 201
        assert usernames(client.put(f"{ISSUES}/1", stranger).entry["assignees"]) == ["alice"]
        assert client.post(ISSUES, {"title": "t", **stranger}).entry["assignee"] is None

    @pytest.mark.parametrize("nobody", [[], [0], ""])
    def test_nobody_is_assigned_any_more(self, gitlab: GitLabSimulator, client: Client, nobody: object) -> None:
        gitlab.person("alice").open_issue("One", assignees=["alice"])
        assert client.put(f"{ISSUES}/1", {"assignee_ids": nobody}).entry["assignees"] == []


class TestRoles:
    @pytest.mark.parametrize("role", [Role.GUEST, Role.NONE])
    def test_who_may_not_label_is_not_heeded_and_not_told(self, gitlab: GitLabSimulator, role: Role) -> None:
        gitlab.project.visibility = "public"
        gitlab.invite("carol", role=role)
        token = gitlab.issue_token(Token(value="glpat-carol", username="carol"))
        draft = {"title": "t", "labels": "bug", "assignee_ids": ids(gitlab, "carol"), "due_date": "2026-12-01"}
        with Client(gitlab.url, token, scheme="Bearer") as carol:
            issue = carol.post(ISSUES, draft).entry
            edited = carol.put(f"{ISSUES}/1", {"add_labels": "bug", "title": "u"}).entry
        assert (issue["labels"], issue["assignees"], issue["due_date"]) == ([], [], None)
        assert (edited["labels"], edited["title"]) == ([], "u")

    @pytest.mark.parametrize(("role", "status"), [(Role.GUEST, 403), (Role.PLANNER, 200), (Role.REPORTER, 200)])
    def test_issues_of_others_are_edited_with_a_role(self, gitlab: GitLabSimulator, role: Role, status: int) -> None:
        gitlab.person("alice").open_issue("One")
        gitlab.invite("carol", role=role)
        token = gitlab.issue_token(Token(value="glpat-carol", username="carol"))
        with Client(gitlab.url, token, scheme="Bearer") as carol:
            assert carol.put(f"{ISSUES}/1", {"add_labels": "bug"}).status == status
        assert gitlab.project.issues[1].labels == (("bug",) if status == 200 else ())

    def test_a_confidential_issue_is_hidden_from_guests(self, gitlab: GitLabSimulator, client: Client) -> None:
        gitlab.person("alice").open_issue("Secret", confidential=True)
        gitlab.invite("carol", role=Role.GUEST)
        token = gitlab.issue_token(Token(value="glpat-carol", username="carol"))
        with Client(gitlab.url, token, scheme="Bearer") as carol:
            assert (carol.get(f"{ISSUES}/1").status, carol.get(ISSUES).entries) == (404, [])
        assert client.get(f"{ISSUES}/1").status == 200


class TestListing:
    def test_filters_narrow_the_list(self, gitlab: GitLabSimulator, client: Client) -> None:
        alice = gitlab.person("alice")
        first = alice.open_issue("One", labels=["bug", "p1"], assignees=["alice"])
        second = alice.open_issue("Two", labels=["bug"], confidential=True)
        alice.close(second)
        assert iids(client.get(ISSUES)) == [second, first]
        assert iids(client.get(f"{ISSUES}?state=opened")) == [first]
        assert iids(client.get(f"{ISSUES}?state=closed")) == [second]
        assert iids(client.get(f"{ISSUES}?sort=asc&order_by=created_at")) == [first, second]
        assert iids(client.get(f"{ISSUES}?labels=bug,p1")) == [first]
        assert iids(client.get(f"{ISSUES}?labels=Bug")) == []
        assert iids(client.get(f"{ISSUES}?not[labels]=p1")) == [second]
        assert iids(client.get(f"{ISSUES}?iids[]={first}&iids[]=77")) == [first]
        assert iids(client.get(f"{ISSUES}?iids[]=1&iids[]=2&sort=asc")) == [first, second]
        assert iids(client.get(f"{ISSUES}?search=two")) == [second]
        assert iids(client.get(f"{ISSUES}?assignee_id=None")) == [second]
        assert iids(client.get(f"{ISSUES}?assignee_username=alice")) == [first]
        assert iids(client.get(f"{ISSUES}?author_username={gitlab.bot}")) == []
        assert iids(client.get(f"{ISSUES}?confidential=true")) == [second]

    @pytest.mark.parametrize("query", ["state=open", "order_by=size", "sort=up", "per_page=0", "iids[]=x"])
    def test_what_makes_no_sense_is_refused(self, client: Client, query: str) -> None:
        assert client.get(f"{ISSUES}?{query}").status == 400

    def test_a_list_says_the_same_as_a_look(self, gitlab: GitLabSimulator, client: Client) -> None:
        alice = gitlab.person("alice")
        alice.close(alice.open_issue("One", "- [x] a\n- [ ] b", labels=["bug"], due=date(2026, 12, 1)))
        (listed,) = client.get(ISSUES).entries
        single = client.get(f"{ISSUES}/1").entry
        del single["subscribed"]
        assert listed == single
        assert listed["task_completion_status"] == {"count": 2, "completed_count": 1}

    def test_changed_since_means_changed_since(self, gitlab: GitLabSimulator, client: Client) -> None:
        alice = gitlab.person("alice")
        alice.open_issue("Old")
        touched = alice.open_issue("Touched")
        gitlab.clock.advance(3600)
        since = (gitlab.clock.now() - timedelta(minutes=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
        alice.comment(touched, "Still so.")
        assert iids(client.get(f"{ISSUES}?updated_after={since}")) == [touched]

    def test_a_list_may_lie_behind_while_a_look_never_does(self, gitlab: GitLabSimulator, client: Client) -> None:
        alice = gitlab.person("alice")
        kept, closed = alice.open_issue("Kept"), alice.open_issue("Closed")
        gitlab.clock.advance(60)
        gitlab.project.lag = timedelta(seconds=10)
        fresh = alice.open_issue("Fresh")
        alice.close(closed)
        alice.comment(kept, "New.")
        assert iids(client.get(f"{ISSUES}?sort=asc&state=opened")) == [kept, closed]
        assert client.get(f"{ISSUES}/{kept}/notes").entries == []
        assert client.get(f"{ISSUES}/{fresh}").status == 200
        gitlab.clock.advance(11)
        assert iids(client.get(f"{ISSUES}?sort=asc&state=opened")) == [kept, fresh]
        assert len(client.get(f"{ISSUES}/{kept}/notes").entries) == 1

    def test_labels_come_with_their_details_where_asked(self, gitlab: GitLabSimulator, client: Client) -> None:
        gitlab.person("alice").open_issue("One", labels=["bug"])
        (listed,) = client.get(f"{ISSUES}?with_labels_details=true").entries
        assert isinstance(listed["labels"], list)
        assert (listed["labels"][0]["name"], listed["labels"][0]["color"]) == ("bug", "#6699cc")


class TestEditing:
    def test_only_what_is_named_changes(self, gitlab: GitLabSimulator, client: Client) -> None:
        iid = gitlab.person("alice").open_issue("One", "Text.", labels=["bug"])
        issue = client.put(f"{ISSUES}/{iid}", {"title": "Other"}).entry
        assert (issue["title"], issue["description"], issue["labels"]) == ("Other", "Text.", ["bug"])

    def test_labels_are_added_removed_or_replaced(self, gitlab: GitLabSimulator, client: Client) -> None:
        gitlab.person("alice").open_issue("One", labels=["bug", "old"])
        changed = client.put(f"{ISSUES}/1", {"add_labels": "new", "remove_labels": "old,never"})
        assert changed.entry["labels"] == ["bug", "new"]
        assert client.put(f"{ISSUES}/1", {"labels": "p1"}).entry["labels"] == ["p1"]
        assert client.put(f"{ISSUES}/1", {"labels": ""}).entry["labels"] == []

    @pytest.mark.parametrize(
        ("tier", "left"), [(Tier.PREMIUM, ["priority::low"]), (Tier.FREE, ["priority::high", "priority::low"])]
    )
    def test_labels_of_one_scope_drive_each_other_out_where_that_was_paid_for(
        self, gitlab: GitLabSimulator, client: Client, tier: Tier, left: list[str]
    ) -> None:
        gitlab.world.tier = tier
        gitlab.person("alice").open_issue("One", labels=["priority::high"])
        assert client.put(f"{ISSUES}/1", {"add_labels": "priority::low"}).entry["labels"] == left

    def test_an_edit_that_changes_nothing_touches_nothing(self, gitlab: GitLabSimulator, client: Client) -> None:
        gitlab.person("alice").open_issue("One", "Text.", labels=["bug"])
        before = client.get(f"{ISSUES}/1").entry
        gitlab.clock.advance(60)
        same = {"title": "One", "description": "Text.", "add_labels": "bug", "due_date": None, "state_event": "reopen"}
        assert client.put(f"{ISSUES}/1", same).entry == before

    def test_an_edit_of_nothing_is_refused(self, gitlab: GitLabSimulator, client: Client) -> None:
        gitlab.person("alice").open_issue("One")
        answer = client.put(f"{ISSUES}/1", {"colour": "red"})
        assert answer.status == 400
        assert "at least one parameter must be provided" in str(answer.entry["error"])

    def test_closing_tells_who_and_when_and_reopening_forgets_it(self, gitlab: GitLabSimulator, client: Client) -> None:
        gitlab.person("alice").open_issue("One")
        closed = client.put(f"{ISSUES}/1", {"state_event": "close"}).entry
        assert usernames([closed["closed_by"]]) == [gitlab.bot]
        gitlab.clock.advance(60)
        assert client.put(f"{ISSUES}/1", {"state_event": "close"}).entry["closed_at"] == closed["closed_at"]
        opened = client.put(f"{ISSUES}/1", {"state_event": "reopen"}).entry
        assert (opened["state"], opened["closed_at"], opened["closed_by"]) == ("opened", None, None)
        events = client.get(f"{ISSUES}/1/resource_state_events").entries
        assert [event["state"] for event in events] == ["closed", "reopened"]

    def test_a_locked_issue_stays_closed(self, gitlab: GitLabSimulator, client: Client) -> None:
        gitlab.person("alice").open_issue("One")
        client.put(f"{ISSUES}/1", {"state_event": "close", "discussion_locked": True})
        answer = client.put(f"{ISSUES}/1", {"state_event": "reopen"})
        assert (answer.status, answer.entry["state"]) == (200, "closed")

    def test_changes_leave_system_notes(self, gitlab: GitLabSimulator, client: Client) -> None:
        gitlab.invite("alice")
        client.post(ISSUES, {"title": "One", "labels": "bug", "due_date": "2026-11-30"})
        assert client.get(f"{ISSUES}/1/notes").entries == []
        changes = {"title": "Two", "description": "New.", "due_date": "2026-12-01", "confidential": True}
        client.put(f"{ISSUES}/1", {**changes, "assignee_ids": ids(gitlab, "alice"), "discussion_locked": True})
        notes = client.get(f"{ISSUES}/1/notes?sort=asc").entries
        assert [note["body"] for note in notes] == [
            "changed title from **One** to **Two**",
            "changed the description",
            "assigned to @alice",
            "changed due date to December 1, 2026",
            "locked the discussion in this issue",
            "made the issue confidential",
        ]
        assert all(note["system"] for note in notes)
        assert client.get(f"{ISSUES}/1").entry["user_notes_count"] == 0

    def test_times_are_utc_with_milliseconds(self, client: Client) -> None:
        created = str(client.post(ISSUES, {"title": "One"}).entry["created_at"])
        assert created.endswith("Z")
        assert datetime.fromisoformat(created).tzinfo == UTC
        assert len(created) == len("2026-11-21T08:31:00.123Z")
