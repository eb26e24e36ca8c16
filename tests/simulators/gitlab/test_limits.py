from __future__ import annotations

import pytest

from tests.simulators.client import Client
from tests.simulators.gitlab import GitLabSimulator
from tests.simulators.gitlab.limits import exhausted, limited
from tests.simulators.gitlab.routes import CREATE_ISSUE, LIST_ISSUES
from tests.simulators.wire import faults
from tests.simulators.wire.trap import Trap

PROJECT = "/projects/acme%2Fplatform%2Fshop"
ISSUES = f"{PROJECT}/issues"


def test_nothing_is_limited_unless_a_test_says_so(client: Client) -> None:
    assert not [name for name in client.get(PROJECT).headers if name.startswith("ratelimit")]


def test_requests_are_counted_and_come_back(gitlab: GitLabSimulator, client: Client) -> None:
    gitlab.world.limits.per_minute = 2
    left = [client.get(PROJECT).headers["ratelimit-remaining"] for _ in range(2)]
    refusal = client.get(PROJECT)
    assert (left, refusal.status, refusal.text) == (["1", "0"], 429, "Retry later\n")
    assert 50 < int(refusal.headers["retry-after"]) <= 60
    assert int(refusal.headers["ratelimit-reset"]) > gitlab.clock.now().timestamp()
    assert refusal.headers["ratelimit-resettime"].endswith("GMT")
    gitlab.clock.advance(61)
    assert client.get(PROJECT).status == 200


def test_too_much_content_in_a_minute_is_refused(gitlab: GitLabSimulator, client: Client) -> None:
    gitlab.world.limits.content_per_minute = 2
    answers = [client.post(ISSUES, {"title": "x"}) for _ in range(3)]
    assert [answer.status for answer in answers] == [201, 201, 429]
    assert "requested too many times" in answers[-1].text
    assert client.get(PROJECT).status == 200
    gitlab.clock.advance(61)
    assert client.post(ISSUES, {"title": "x"}).status == 201


@pytest.mark.parametrize("retry_after", ["60", "-5", "1000000000", "soon", "Sat, 21 Nov 2026 15:30:00 GMT", None])
def test_the_throttle_says_what_it_is_told_to(gitlab: GitLabSimulator, client: Client, retry_after: str | None) -> None:
    gitlab.inject(limited(retry_after=retry_after), route=CREATE_ISSUE)
    answer = client.post(ISSUES, {"title": "x"})
    assert (answer.status, answer.headers.get("retry-after")) == (429, retry_after)
    assert not gitlab.project.issues


def test_the_throttle_may_say_only_when_it_ends(gitlab: GitLabSimulator, client: Client) -> None:
    gitlab.inject(exhausted(90, now=gitlab.clock.now))
    answer = client.get(PROJECT)
    assert (answer.status, "retry-after" in answer.headers) == (429, False)
    assert 80 < int(answer.headers["ratelimit-reset"]) - gitlab.clock.now().timestamp() <= 90


class TestFaults:
    """Each fault is tested with the wire; here, that they reach this simulator."""

    def test_an_issue_is_made_though_the_answer_is_lost(self, gitlab: GitLabSimulator) -> None:
        gitlab.inject(faults.reset(committed=True), route=CREATE_ISSUE)
        with Client(gitlab.url, gitlab.token, scheme="Bearer") as client, pytest.raises(ConnectionResetError):
            client.post(ISSUES, {"title": "One"})
        assert (len(gitlab.project.issues), gitlab.faults.waiting) == (1, 0)

    def test_a_page_drifts(self, gitlab: GitLabSimulator, client: Client) -> None:
        for number in range(4):
            gitlab.person("alice").open_issue(f"Item {number}")
        gitlab.inject(faults.drifted(1), skip=1)
        first = client.get(f"{ISSUES}?per_page=2&sort=asc")
        second = client.get(str(first.link("next")))
        assert [issue["iid"] for issue in (*first.entries, *second.entries)] == [1, 2, 4]

    def test_a_next_link_leads_to_another_origin(self, gitlab: GitLabSimulator, client: Client) -> None:
        with Trap() as trap:
            gitlab.inject(faults.linked(f"{trap.url}/x"), route=LIST_ISSUES)
            assert client.get(ISSUES).link("next") == f"{trap.url}/x"
            with Client(trap.url) as careless:
                careless.send("GET", "/x", headers={"PRIVATE-TOKEN": "a-secret"})
            assert trap.credentials == ("a-secret",)

    def test_a_host_that_is_down_comes_back_with_its_state(self, gitlab: GitLabSimulator) -> None:
        gitlab.person("alice").open_issue("One")
        gitlab.vanish()
        with Client(gitlab.url, gitlab.token, scheme="Bearer") as client, pytest.raises(ConnectionRefusedError):
            client.get(ISSUES)
        gitlab.come_back()
        with Client(gitlab.url, gitlab.token, scheme="Bearer") as client:
            assert len(client.get(ISSUES).entries) == 1
