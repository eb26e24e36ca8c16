from __future__ import annotations

from datetime import timedelta

import pytest

from tests.simulators.client import Answer, Client
from tests.simulators.github import GitHubSimulator, Kind, Role, Token

ISSUES = "/repos/acme/shop/issues"


def numbers(answer: Answer) -> list[object]:
    return [issue["number"] for issue in answer.entries]


def names(issue: dict[str, object]) -> list[object]:
    labels = issue["labels"]
    assert isinstance(labels, list)
    return [label["name"] for label in labels]


def complaint(answer: Answer) -> dict[str, object]:
    errors = answer.entry["errors"]
    assert isinstance(errors, list)
    assert isinstance(errors[0], dict)
    return errors[0]


def followed(client: Client, path: str) -> list[Answer]:
    """All pages, by their links."""
    pages = [client.get(path)]
    while (following := pages[-1].link("next")) is not None:
        pages.append(client.get(following))
    return pages


class TestCreating:
    def test_an_issue_opens_whole(self, github: GitHubSimulator, client: Client) -> None:
        github.invite("alice")
        draft = {"title": " Alert on age ", "body": "Text.", "labels": ["bug", "New"], "assignees": ["Alice"]}
        answer = client.post(ISSUES, draft)
        issue = answer.entry
        assert answer.status == 201
        assert (issue["number"], issue["title"], issue["body"], issue["state"]) == (1, "Alert on age", "Text.", "open")
        assert names(issue) == ["bug", "New"]
        assert issue["assignees"] == [issue["assignee"]]
        assert issue["url"] == f"{github.url}{ISSUES}/1" == answer.headers["location"]
        assert client.get(f"{ISSUES}/1").entry == issue

    def test_every_url_of_an_answer_is_the_simulators_own(self, github: GitHubSimulator, client: Client) -> None:
        text = client.post(ISSUES, {"title": "One", "labels": ["bug"]}).text + client.get("/repos/acme/shop").text
        assert text.count("http://") == text.count(github.url) > 20
        assert "https://" not in text.replace("https://docs.github.com", "")

    def test_a_label_is_made_once_whatever_its_case(self, github: GitHubSimulator, client: Client) -> None:
        client.post(ISSUES, {"title": "One", "labels": ["Bug"]})
        assert names(client.post(ISSUES, {"title": "Two", "labels": ["bug", "BUG"]}).entry) == ["Bug"]
        assert len(github.repository.labels) == 1

    @pytest.mark.parametrize(
        ("draft", "field", "code"),
        [
            pytest.param({"title": " "}, "title", "missing_field", id="empty title"),
            pytest.param({"title": "t" * 257}, "title", "custom", id="long title"),
            pytest.param({"title": "t", "body": "b" * 65_537}, "body", "custom", id="long body"),
            pytest.param({"title": "t", "labels": ["l" * 51]}, "name", "invalid", id="long label"),
            pytest.param({"title": "t", "assignees": ["nobody"]}, "assignees", "invalid", id="not a member"),
        ],
    )
    def test_what_does_not_do_is_refused_and_nothing_opens(
        self, github: GitHubSimulator, client: Client, draft: dict[str, object], field: str, code: str
    ) -> None:
        answer = client.post(ISSUES, draft)
        assert answer.status == 422
        assert (complaint(answer)["field"], complaint(answer)["code"]) == (field, code)
        assert not github.repository.issues

    @pytest.mark.parametrize(
        ("payload", "status"),
        [
            pytest.param({}, 422, id="no title"),
            pytest.param({"title": "t", "labels": "bug"}, 422, id="labels are a text"),
            pytest.param({"title": "t", "body": 7}, 422, id="body is a number"),
            pytest.param(["t"], 400, id="a list"),
        ],
    )
    def test_a_body_of_another_shape_is_refused(self, client: Client, payload: object, status: int) -> None:
        assert client.post(ISSUES, payload).status == status

    def test_greatest_lengths_are_kept(self, client: Client) -> None:
        answer = client.post(ISSUES, {"title": "t" * 256, "body": "日" * 65_536, "labels": ["l" * 50]})
        assert answer.status == 201
        assert answer.entry["body"] == "日" * 65_536

    @pytest.mark.parametrize("role", [Role.READ, Role.TRIAGE])
    def test_labels_and_assignees_of_one_who_cannot_push_are_dropped(self, github: GitHubSimulator, role: Role) -> None:
        github.invite("carol", role=role)
        token = github.issue_token(Token(value="ghp_carol", login="carol", kind=Kind.CLASSIC))
        with Client(github.url, token) as client:
            answer = client.post(ISSUES, {"title": "t", "labels": ["bug"], "assignees": ["carol"]})
        assert answer.status == 201
        assert (answer.entry["labels"], answer.entry["assignees"]) == ([], [])


class TestListing:
    def test_filters_narrow_the_list(self, github: GitHubSimulator, client: Client) -> None:
        alice = github.person("alice")
        first = alice.open_issue("One", labels=["Bug", "p1"])
        second = alice.open_issue("Two", labels=["bug"])
        alice.close(second)
        assert numbers(client.get(ISSUES)) == [first]
        assert numbers(client.get(f"{ISSUES}?state=all")) == [second, first]
        assert numbers(client.get(f"{ISSUES}?state=all&direction=asc&sort=created")) == [first, second]
        assert numbers(client.get(f"{ISSUES}?state=closed")) == [second]
        assert numbers(client.get(f"{ISSUES}?state=all&labels=bug,P1")) == [first]
        assert numbers(client.get(f"{ISSUES}?assignee=*")) == []

    def test_since_means_changed_since(self, github: GitHubSimulator, client: Client) -> None:
        alice = github.person("alice")
        old, touched = alice.open_issue("Old"), alice.open_issue("Touched")
        github.clock.advance(3600)
        since = (github.clock.now() - timedelta(minutes=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
        alice.comment(touched, "Still so.")
        assert numbers(client.get(f"{ISSUES}?since={since}")) == [touched]
        assert old == 1

    def test_pull_requests_stand_among_the_issues(self, github: GitHubSimulator, client: Client) -> None:
        alice = github.person("alice")
        alice.merge(alice.open_pull_request("Postmortem"))
        (listed,) = client.get(f"{ISSUES}?state=all").entries
        assert "pull_request" in listed

    @pytest.mark.parametrize("count", [0, 1, 30, 31, 60, 61])
    def test_links_lead_through_all_pages_once(self, github: GitHubSimulator, client: Client, count: int) -> None:
        for number in range(count):
            github.person("alice").open_issue(f"Item {number}")
        pages = followed(client, f"{ISSUES}?direction=asc")
        assert [number for page in pages for number in numbers(page)] == list(range(1, count + 1))
        assert len(pages) == max(-(-count // 30), 1)

    def test_links_of_issues_carry_cursors_and_the_numeric_id(self, github: GitHubSimulator, client: Client) -> None:
        for number in range(5):
            github.person("alice").open_issue(f"Item {number}")
        first = client.get(f"{ISSUES}?per_page=2&direction=asc")
        assert first.link("last") is None
        following = first.link("next")
        assert following is not None
        assert following.startswith(f"{github.url}/repositories/{github.repository.id}/issues?after=")
        second = client.get(following)
        back = second.link("prev")
        assert back is not None
        assert numbers(client.get(back)) == numbers(first)

    def test_a_cursor_is_not_shifted_by_what_comes_and_goes(self, github: GitHubSimulator, client: Client) -> None:
        alice = github.person("alice")
        for number in range(6):
            alice.open_issue(f"Item {number}")
        following = client.get(f"{ISSUES}?per_page=3&direction=asc").link("next")
        alice.delete(1)
        alice.delete(3)
        assert following is not None
        assert numbers(client.get(following)) == [4, 5, 6]

    def test_older_servers_number_their_pages(self, github: GitHubSimulator, client: Client) -> None:
        github.repository.numbered_issue_pages = True
        for number in range(5):
            github.person("alice").open_issue(f"Item {number}")
        first = client.get(f"{ISSUES}?per_page=2&direction=asc")
        last = first.link("last")
        assert last is not None
        assert numbers(client.get(last)) == [5]
        assert client.get(last).link("next") is None

    def test_no_page_is_larger_than_a_hundred(self, github: GitHubSimulator, client: Client) -> None:
        for number in range(101):
            github.person("alice").open_issue(f"Item {number}")
        assert len(client.get(f"{ISSUES}?per_page=500").entries) == 100

    def test_numbered_pages_end_at_ten_thousand(self, client: Client) -> None:
        assert client.get(f"{ISSUES}?per_page=100&page=99").status == 200
        assert client.get(f"{ISSUES}?per_page=100&page=100").status == 422

    def test_a_list_may_lie_behind_while_a_look_never_does(self, github: GitHubSimulator, client: Client) -> None:
        alice = github.person("alice")
        kept, closed = alice.open_issue("Kept"), alice.open_issue("Closed")
        github.clock.advance(60)
        github.repository.lag = timedelta(seconds=10)
        fresh = alice.open_issue("Fresh")
        alice.close(closed)
        assert numbers(client.get(f"{ISSUES}?direction=asc")) == [kept, closed]
        assert client.get(f"{ISSUES}/{fresh}").status == 200
        github.clock.advance(11)
        assert numbers(client.get(f"{ISSUES}?direction=asc")) == [kept, fresh]

    def test_the_comments_of_all_threads_come_in_one_list(self, github: GitHubSimulator, client: Client) -> None:
        alice = github.person("alice")
        issue, pull = alice.open_issue("One"), alice.open_pull_request("Two")
        written = [client.post(f"{ISSUES}/{one}/comments", {"body": "x"}).entry["id"] for one in (issue, pull, issue)]
        oldest = client.get(f"{ISSUES}/comments?sort=created&direction=asc&per_page=2")
        assert [one["id"] for one in oldest.entries] == written[:2]
        assert [str(one["issue_url"]).rpartition("/")[2] for one in oldest.entries] == [str(issue), str(pull)]
        assert 'rel="next"' in oldest.headers["link"]
        github.clock.advance(60)
        client.patch(f"{ISSUES}/comments/{written[0]}", {"body": "y"})
        latest = client.get(f"{ISSUES}/comments?sort=updated&direction=desc")
        assert [one["id"] for one in latest.entries] == [written[0], written[2], written[1]]


class TestEditing:
    def test_only_what_is_named_changes(self, github: GitHubSimulator, client: Client) -> None:
        number = github.person("alice").open_issue("One", "Text.", labels=["bug"])
        answer = client.patch(f"{ISSUES}/{number}", {"title": "Other"})
        assert (answer.entry["title"], answer.entry["body"], names(answer.entry)) == ("Other", "Text.", ["bug"])

    def test_an_edit_that_changes_nothing_touches_nothing(self, github: GitHubSimulator, client: Client) -> None:
        number = github.person("alice").open_issue("One", "Text.")
        before = client.get(f"{ISSUES}/{number}").entry
        github.clock.advance(60)
        assert client.patch(f"{ISSUES}/{number}", {"title": "One", "body": "Text."}).entry == before

    def test_labels_are_replaced_by_an_edit(self, github: GitHubSimulator, client: Client) -> None:
        number = github.person("alice").open_issue("One", labels=["bug", "p1"])
        assert names(client.patch(f"{ISSUES}/{number}", {"labels": ["p2"]}).entry) == ["p2"]

    def test_closing_tells_who_when_and_why(self, github: GitHubSimulator, client: Client) -> None:
        number = github.person("alice").open_issue("One")
        closed = client.patch(f"{ISSUES}/{number}", {"state": "closed", "state_reason": "not_planned"}).entry
        closer = closed["closed_by"]
        assert isinstance(closer, dict)
        assert (closed["state_reason"], closer["login"]) == ("not_planned", "github-actions[bot]")
        github.clock.advance(60)
        again = client.patch(f"{ISSUES}/{number}", {"state": "closed"}).entry
        assert (again["closed_at"], again["state_reason"]) == (closed["closed_at"], "not_planned")
        reopened = client.patch(f"{ISSUES}/{number}", {"state": "open"}).entry
        assert (reopened["closed_at"], reopened["closed_by"], reopened["state_reason"]) == (None, None, "reopened")

    def test_a_list_names_the_closer_too(self, github: GitHubSimulator, client: Client) -> None:
        alice = github.person("alice")
        alice.close(alice.open_issue("One"))
        (listed,) = client.get(f"{ISSUES}?state=closed").entries
        assert listed["closed_by"] is not None
        assert listed == client.get(f"{ISSUES}/1").entry

    def test_a_passer_by_edits_only_what_is_theirs(self, github: GitHubSimulator) -> None:
        alices, mallorys = (
            github.person(login, trusted=login == "alice").open_issue("x") for login in ("alice", "eve")
        )
        token = github.issue_token(Token(value="ghp_eve", login="eve", kind=Kind.CLASSIC))
        with Client(github.url, token) as client:
            assert client.patch(f"{ISSUES}/{alices}", {"title": "y"}).status == 403
            assert client.patch(f"{ISSUES}/{mallorys}", {"title": "y"}).status == 200


class TestAbsence:
    def test_a_deleted_issue_is_gone(self, github: GitHubSimulator, client: Client) -> None:
        alice = github.person("alice")
        alice.delete(alice.open_issue("One"))
        assert client.get(f"{ISSUES}/1").status == 410
        assert client.patch(f"{ISSUES}/1", {"title": "x"}).status == 410
        assert client.get(ISSUES).entries == []
        assert alice.open_issue("Two") == 2

    def test_a_transferred_issue_leads_to_its_new_place(self, github: GitHubSimulator, client: Client) -> None:
        alice = github.person("alice")
        there = alice.transfer(alice.open_issue("One", labels=["bug"]), "acme/attic")
        answer = client.get(f"{ISSUES}/1")
        assert answer.status == 301
        moved = client.get(answer.headers["location"]).entry
        assert (moved["number"], moved["title"], names(moved)) == (there, "One", ["bug"])
        assert moved["html_url"] == f"{github.url}/acme/attic/issues/1"

    def test_what_moved_out_of_sight_is_not_found(self, github: GitHubSimulator, client: Client) -> None:
        alice = github.person("alice")
        github.world.repository("acme/secret").private = True
        alice.transfer(alice.open_issue("One"), "acme/secret")
        assert client.get(f"{ISSUES}/1").status == 404

    def test_disabled_issues_are_gone_but_pull_requests_stay(self, github: GitHubSimulator, client: Client) -> None:
        alice = github.person("alice")
        issue, pull = alice.open_issue("One"), alice.open_pull_request("Two")
        github.repository.has_issues = False
        assert client.post(ISSUES, {"title": "x"}).status == 410
        assert client.get(f"{ISSUES}/{issue}").status == 410
        assert numbers(client.get(ISSUES)) == [pull]
        assert client.post(f"{ISSUES}/{pull}/comments", {"body": "x"}).status == 201

    def test_an_archived_repository_can_be_read_but_not_written(self, github: GitHubSimulator, client: Client) -> None:
        number = github.person("alice").open_issue("One")
        github.repository.archived = True
        assert client.get(f"{ISSUES}/{number}").status == 200
        for answer in (
            client.post(ISSUES, {"title": "x"}),
            client.patch(f"{ISSUES}/{number}", {"title": "x"}),
            client.post(f"{ISSUES}/{number}/comments", {"body": "x"}),
            client.post("/repos/acme/shop/labels", {"name": "x"}),
        ):
            assert answer.status == 403
            assert answer.entry["message"] == "Repository was archived so is read-only."

    @pytest.mark.parametrize("number", ["4711", "0", "x"])
    def test_what_never_was_is_not_found(self, client: Client, number: str) -> None:
        assert client.get(f"{ISSUES}/{number}").status == 404
