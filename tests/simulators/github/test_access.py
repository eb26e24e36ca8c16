from __future__ import annotations

import pytest

from tests.simulators.client import Client
from tests.simulators.github import GitHubSimulator, Kind, Token
from tests.simulators.github.routes import CREATE_ISSUE

REPOSITORY = "/repos/acme/shop"


@pytest.mark.parametrize(
    ("token", "message"),
    [
        pytest.param("ghs_wrong", "Bad credentials", id="wrong"),
        pytest.param(None, "Requires authentication", id="none"),
    ],
)
def test_without_a_good_token_nothing_is_answered(github: GitHubSimulator, token: str | None, message: str) -> None:
    with Client(github.url, token) as client:
        answer = client.get(REPOSITORY)
    assert (answer.status, answer.entry["message"]) == (401, message)


def test_a_revoked_token_is_refused_from_then_on(github: GitHubSimulator, client: Client) -> None:
    assert client.get(REPOSITORY).status == 200
    github.world.revoke(github.token)
    assert client.get(REPOSITORY).status == 401


@pytest.mark.parametrize("scheme", ["token", "Bearer"])
def test_both_spellings_of_a_token_do(github: GitHubSimulator, scheme: str) -> None:
    with Client(github.url) as client:
        assert client.send("GET", REPOSITORY, headers={"Authorization": f"{scheme} {github.token}"}).status == 200


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", f"{REPOSITORY}/issues"),
        ("PATCH", f"{REPOSITORY}/issues/1"),
        ("POST", f"{REPOSITORY}/issues/1/comments"),
        ("POST", f"{REPOSITORY}/issues/1/labels"),
        ("POST", f"{REPOSITORY}/issues/1/assignees"),
        ("POST", f"{REPOSITORY}/labels"),
    ],
)
@pytest.mark.parametrize(
    ("kind", "bearer"), [(Kind.INSTALLATION, "integration"), (Kind.FINE_GRAINED, "personal access token")]
)
def test_a_token_that_may_only_read_writes_nothing(
    github: GitHubSimulator, method: str, path: str, kind: Kind, bearer: str
) -> None:
    github.person("alice").open_issue("One")
    token = Token(value="ghs_reader", login="alice", kind=kind, permissions={"issues": "read", "contents": "read"})
    with Client(github.url, github.issue_token(token)) as client:
        answer = client.send(
            method, path, {"title": "x", "body": "x", "name": "x", "labels": ["x"], "assignees": ["x"]}
        )
        assert client.get(f"{REPOSITORY}/issues").status == 200
    assert (answer.status, answer.entry["message"]) == (403, f"Resource not accessible by {bearer}")
    assert github.repository.issues[1].title == "One"


def test_a_private_repository_is_not_there_for_strangers(github: GitHubSimulator) -> None:
    github.repository.private = True
    token = github.issue_token(Token(value="ghp_eve", login="eve", kind=Kind.CLASSIC))
    with Client(github.url, token) as client:
        assert client.get(REPOSITORY).status == 404
        assert client.post(f"{REPOSITORY}/issues", {"title": "x"}).status == 404


def test_a_workflow_has_no_account_of_its_own(github: GitHubSimulator, client: Client) -> None:
    assert client.get("/user").status == 403
    token = github.issue_token(Token(value="ghp_alice", login="alice", kind=Kind.CLASSIC))
    with Client(github.url, token) as alice:
        assert alice.get("/user").entry["login"] == "alice"


def test_a_repository_that_was_renamed_leads_to_its_new_place(github: GitHubSimulator, client: Client) -> None:
    github.person("alice").open_issue("One")
    github.world.rename("acme/shop", "acme/store")
    answer = client.get(f"{REPOSITORY}/issues/1")
    assert answer.status == 301
    assert client.get(answer.headers["location"]).entry["title"] == "One"
    assert client.get("/repos/ACME/Store").entry["full_name"] == "acme/store"
    assert client.get("/repos/acme/never").status == 404


def test_a_request_without_a_user_agent_is_refused(client: Client) -> None:
    assert client.send("GET", REPOSITORY, headers={"User-Agent": ""}).status == 403


def test_the_hourly_limit_is_counted_and_comes_back(github: GitHubSimulator, client: Client) -> None:
    github.world.limits.per_hour["core"] = 2
    left = [client.get(REPOSITORY).headers["x-ratelimit-remaining"] for _ in range(2)]
    refusal = client.get(REPOSITORY)
    assert (left, refusal.status, refusal.headers["x-ratelimit-remaining"]) == (["1", "0"], 403, "0")
    assert str(refusal.entry["message"]).startswith("API rate limit exceeded")
    assert int(refusal.headers["x-ratelimit-reset"]) > github.clock.now().timestamp()
    assert client.get("/rate_limit").status == 200
    github.clock.advance(3601)
    assert client.get(REPOSITORY).status == 200


def test_too_much_content_in_a_minute_meets_the_secondary_limit(github: GitHubSimulator, client: Client) -> None:
    github.world.limits.content_per_minute = 2
    statuses = [client.post(f"{REPOSITORY}/issues", {"title": "x"}).status for _ in range(3)]
    assert statuses == [201, 201, 403]
    assert github.journal.of(CREATE_ISSUE)[-1].response.headers["Retry-After"] == "60"
    assert client.get(REPOSITORY).status == 200
    github.clock.advance(61)
    assert client.post(f"{REPOSITORY}/issues", {"title": "x"}).status == 201


def test_what_is_known_already_costs_nothing(client: Client) -> None:
    first = client.get(REPOSITORY)
    second = client.send("GET", REPOSITORY, headers={"If-None-Match": first.headers["etag"]})
    assert (second.status, second.text) == (304, "")
    assert client.get(REPOSITORY).headers["x-ratelimit-used"] == "2"


def test_an_older_server_tells_less_in_its_lists() -> None:
    with GitHubSimulator(enterprise=True) as server, Client(server.url, server.token) as client:
        alice = server.person("alice")
        for number in range(2):
            alice.close(alice.open_issue(f"Item {number}"))
        first = client.get(f"{REPOSITORY}/issues?state=all&per_page=1")
        assert first.link("last") == first.link("next")
        assert "closed_by" not in first.entries[0]
        assert client.get(f"{REPOSITORY}/issues/1").entry["closed_by"] is not None


def test_an_enterprise_server_speaks_below_its_prefix() -> None:
    with GitHubSimulator(enterprise=True) as server, Client(server.url, server.token) as client:
        answer = client.post(f"{REPOSITORY}/issues", {"title": "x"}).entry
        graph = client.post(server.url.replace("/v3", "/graphql"), {"query": "{viewer{login}}"}).entry
    assert str(answer["url"]).endswith("/api/v3/repos/acme/shop/issues/1")
    assert "/api/v3" not in str(answer["html_url"])
    assert graph == {"data": {"viewer": {"login": "github-actions[bot]"}}}
