from __future__ import annotations

import pytest

from tests.simulators.client import Client
from tests.simulators.gitlab import GitLabSimulator, Kind, Role, Token
from tests.simulators.gitlab.routes import LIST_MERGE_REQUEST_NOTES

PROJECT = "/projects/acme%2Fplatform%2Fshop"
WRITES = [
    ("POST", f"{PROJECT}/issues"),
    ("PUT", f"{PROJECT}/issues/1"),
    ("POST", f"{PROJECT}/issues/1/notes"),
    ("POST", f"{PROJECT}/merge_requests/1/notes"),
    ("POST", f"{PROJECT}/labels"),
    ("POST", f"{PROJECT}/issues/1/links"),
]
PAYLOAD = {"title": "x", "body": "x", "name": "x", "color": "#fff", "target_project_id": 1, "target_issue_iid": 1}


@pytest.mark.parametrize(
    "path", ["/projects/acme%2Fplatform%2Fshop", "/projects/1001", "/projects/ACME%2Fplatform%2Fshop"]
)
def test_a_project_has_a_number_and_one_encoded_path(client: Client, path: str) -> None:
    project = client.get(path).entry
    assert (project["id"], project["path_with_namespace"]) == (1001, "acme/platform/shop")
    assert project["permissions"] == {
        "project_access": {"access_level": 20, "notification_level": 3},
        "group_access": None,
    }


@pytest.mark.parametrize("path", ["/projects/acme/platform/shop", "/projects/acme%2Fshop", "/nothing", "/projects/9"])
def test_what_is_not_there_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status == 404


def test_outside_the_api_there_is_nothing(gitlab: GitLabSimulator, client: Client) -> None:
    assert client.post(f"{gitlab.web}/api/graphql", {"query": "{currentUser{id}}"}).status == 404
    assert client.get(f"{gitlab.web}/acme/platform/shop").status == 404


def test_an_instance_may_live_below_a_path() -> None:
    with GitLabSimulator(relative_root="/git") as gitlab, Client(gitlab.url, gitlab.token, scheme="Bearer") as client:
        issue = client.post(f"{PROJECT}/issues", {"title": "x"}).entry
        assert client.get(f"{gitlab.web.removesuffix('/git')}/api/v4/version").status == 404
    assert issue["web_url"] == f"{gitlab.web}/acme/platform/shop/-/issues/1"
    assert "/git/api/v4/projects/" in str(issue["_links"])


class TestTokens:
    @pytest.mark.parametrize("header", ["PRIVATE-TOKEN", "Authorization"])
    def test_both_ways_to_send_a_token_do(self, gitlab: GitLabSimulator, header: str) -> None:
        value = gitlab.token if header == "PRIVATE-TOKEN" else f"Bearer {gitlab.token}"
        with Client(gitlab.url) as client:
            assert client.send("GET", "/user", headers={header: value}).status == 200

    def test_a_wrong_token_is_refused_even_where_none_is_needed(self, gitlab: GitLabSimulator) -> None:
        gitlab.project.visibility = "public"
        with Client(gitlab.url, "glpat-wrong", scheme="Bearer") as client:
            answer = client.get(PROJECT)
        assert (answer.status, answer.json) == (401, {"message": "401 Unauthorized"})

    def test_a_revoked_token_is_told_so(self, gitlab: GitLabSimulator, client: Client) -> None:
        assert client.get(PROJECT).status == 200
        gitlab.world.revoke(gitlab.token)
        answer = client.get(PROJECT)
        assert (answer.status, answer.entry["error"]) == (401, "invalid_token")

    def test_a_stranger_sees_what_is_public_and_changes_nothing(self, gitlab: GitLabSimulator) -> None:
        gitlab.person("alice").open_issue("One")
        with Client(gitlab.url) as client:
            assert client.get(PROJECT).status == 404
            gitlab.project.visibility = "public"
            seen = client.get(PROJECT).entry
            assert ("permissions" in seen, seen["visibility"]) == (False, "public")
            assert client.get(f"{PROJECT}/issues").status == 200
            assert client.get(f"{PROJECT}/issues/1/notes").status == 401
            assert client.post(f"{PROJECT}/issues", {"title": "x"}).status == 401
            assert client.get("/user").status == 401
            assert client.get("/version").status == 401

    @pytest.mark.parametrize(("method", "path"), WRITES)
    def test_a_token_that_may_only_read_writes_nothing(self, gitlab: GitLabSimulator, method: str, path: str) -> None:
        alice = gitlab.person("alice")
        alice.open_issue("One")
        alice.open_merge_request("Postmortem")
        token = gitlab.issue_token(Token(value="glpat-reader", username="alice", scopes=("read_api",)))
        with Client(gitlab.url, token, scheme="Bearer") as client:
            answer = client.send(method, path, PAYLOAD)
            assert client.get(f"{PROJECT}/issues").status == 200
        assert (answer.status, answer.entry["error"], answer.entry["scope"]) == (403, "insufficient_scope", "api")
        assert gitlab.project.issues[1].title == "One"

    def test_a_token_without_any_scope_for_the_api_reads_nothing(self, gitlab: GitLabSimulator) -> None:
        gitlab.invite("alice")
        token = gitlab.issue_token(Token(value="glpat-git", username="alice", scopes=("read_repository",)))
        with Client(gitlab.url, token, scheme="Bearer") as client:
            assert client.get(PROJECT).status == 403

    def test_an_oauth_token_is_a_bearers(self, gitlab: GitLabSimulator) -> None:
        gitlab.invite("alice")
        token = gitlab.issue_token(Token(value="oauth-alice", username="alice", kind=Kind.OAUTH))
        with Client(gitlab.url) as client:
            assert (
                client.send("GET", "/user", headers={"Authorization": f"Bearer {token}"}).entry["username"] == "alice"
            )
            assert client.send("GET", "/user", headers={"PRIVATE-TOKEN": token}).status == 401

    def test_a_token_tells_of_itself(self, client: Client) -> None:
        told = client.get("/personal_access_tokens/self").entry
        assert (told["name"], told["scopes"], told["active"]) == ("followthrough", ["api"], True)


class TestJobTokens:
    @pytest.fixture
    def job(self, gitlab: GitLabSimulator) -> dict[str, str]:
        alice = gitlab.person("alice")
        alice.open_issue("One")
        alice.open_merge_request("Postmortem")
        return {"JOB-TOKEN": gitlab.job_token("alice")}

    @pytest.mark.parametrize("path", [PROJECT, f"{PROJECT}/merge_requests/1", f"{PROJECT}/merge_requests/1/notes"])
    def test_a_job_reads_merge_requests(self, gitlab: GitLabSimulator, job: dict[str, str], path: str) -> None:
        with Client(gitlab.url) as client:
            assert client.send("GET", path, headers=job).status == 200

    @pytest.mark.parametrize(
        ("path", "status"),
        [(f"{PROJECT}/issues", 404), (f"{PROJECT}/issues/1", 404), (f"{PROJECT}/issues/1/notes", 404), ("/user", 401)],
    )
    def test_a_job_sees_no_issues(self, gitlab: GitLabSimulator, job: dict[str, str], path: str, status: int) -> None:
        with Client(gitlab.url) as client:
            assert client.send("GET", path, headers=job).status == status

    @pytest.mark.parametrize(("method", "path"), WRITES)
    def test_a_job_writes_nothing(self, gitlab: GitLabSimulator, job: dict[str, str], method: str, path: str) -> None:
        with Client(gitlab.url) as client:
            assert client.send(method, path, PAYLOAD, headers=job).status == 401

    def test_a_job_is_a_stranger_elsewhere(self, gitlab: GitLabSimulator, job: dict[str, str]) -> None:
        gitlab.world.project("acme/attic").admit(["alice"], Role.OWNER)
        with Client(gitlab.url) as client:
            assert client.send("GET", "/projects/acme%2Fattic", headers=job).status == 404

    def test_a_job_token_belongs_into_its_own_header(self, gitlab: GitLabSimulator, job: dict[str, str]) -> None:
        with Client(gitlab.url) as client:
            assert client.send("GET", PROJECT, headers={"PRIVATE-TOKEN": job["JOB-TOKEN"]}).status == 401
            assert client.send("GET", PROJECT, headers={"JOB-TOKEN": gitlab.token}).status == 401

    def test_the_log_knows_whose_it_was(self, gitlab: GitLabSimulator, job: dict[str, str]) -> None:
        with Client(gitlab.url) as client:
            client.send("GET", f"{PROJECT}/merge_requests/1/notes", headers=job)
        (exchange,) = gitlab.journal.of(LIST_MERGE_REQUEST_NOTES)
        assert exchange.actor == "alice"
        assert job["JOB-TOKEN"] not in repr(list(gitlab.journal))


class TestOtherPlaces:
    def test_a_renamed_project_is_read_at_its_new_place_and_written_nowhere_else(
        self, gitlab: GitLabSimulator, client: Client
    ) -> None:
        gitlab.person("alice").open_issue("One")
        gitlab.world.rename("acme/platform/shop", "acme/platform/store")
        answer = client.get(f"{PROJECT}/issues/1")
        assert answer.status == 301
        assert client.get(answer.headers["location"]).entry["title"] == "One"
        assert client.post(f"{PROJECT}/issues", {"title": "x"}).status == 405
        assert client.get("/projects/acme%2Fplatform%2Fstore").status == 200

    def test_what_is_known_already_is_not_sent_again(self, client: Client) -> None:
        first = client.get(PROJECT)
        second = client.send("GET", PROJECT, headers={"If-None-Match": first.headers["etag"]})
        assert (second.status, second.text) == (304, "")

    def test_a_head_is_a_get_without_its_body(self, client: Client) -> None:
        answer = client.send("HEAD", f"{PROJECT}/issues")
        assert (answer.status, answer.text, answer.headers["x-total"]) == (200, "", "0")

    def test_the_instance_tells_its_version(self, client: Client) -> None:
        assert client.get("/version").entry["version"] == client.get("/metadata").entry["version"]
