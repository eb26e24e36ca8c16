from __future__ import annotations

import json
from collections.abc import Callable
from http.client import IncompleteRead, RemoteDisconnected

import pytest

from tests.simulators.client import Client
from tests.simulators.github import GitHubSimulator
from tests.simulators.github.limits import exhausted, limited
from tests.simulators.github.routes import CREATE_ISSUE, GET_ISSUE, GET_REPOSITORY, LIST_ISSUES
from tests.simulators.wire import faults
from tests.simulators.wire.faults import Fault
from tests.simulators.wire.plan import ALWAYS
from tests.simulators.wire.trap import Trap

REPOSITORY = "/repos/acme/shop"
ISSUES = f"{REPOSITORY}/issues"
MUTATION = 'mutation { minimizeComment(input: {subjectId: "IC_x", classifier: SPAM}) { clientMutationId } }'


@pytest.mark.parametrize("committed", [True, False])
@pytest.mark.parametrize(
    ("fault", "seen"),
    [
        pytest.param(faults.reset, ConnectionResetError, id="reset"),
        pytest.param(faults.closed, RemoteDisconnected, id="closed"),
        pytest.param(lambda committed: faults.slow(30, committed=committed), TimeoutError, id="slow"),
    ],
)
def test_an_answer_is_lost_after_the_work_was_done_or_before(
    github: GitHubSimulator, fault: Callable[..., Fault], seen: type[Exception], *, committed: bool
) -> None:
    github.inject(fault(committed=committed), route=CREATE_ISSUE)
    with Client(github.url, github.token, patience=0.2) as client, pytest.raises(seen):
        client.post(ISSUES, {"title": "One"})
    assert len(github.repository.issues) == committed
    assert github.faults.waiting == 0


def test_an_answer_breaks_off_in_the_middle(github: GitHubSimulator, client: Client) -> None:
    github.inject(faults.truncated(), method="POST")
    with pytest.raises(IncompleteRead):
        client.post(ISSUES, {"title": "One"})
    assert len(github.repository.issues) == 1


@pytest.mark.parametrize("committed", [True, False])
@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_server_error_may_hide_a_success(
    github: GitHubSimulator, client: Client, status: int, *, committed: bool
) -> None:
    github.inject(faults.server_error(status, committed=committed, retry_after="7"))
    answer = client.post(ISSUES, {"title": "One"})
    assert (answer.status, answer.headers["retry-after"]) == (status, "7")
    assert len(github.repository.issues) == committed


def test_a_portal_answers_in_place_of_the_forge(github: GitHubSimulator, client: Client) -> None:
    github.inject(faults.html(), route=LIST_ISSUES)
    answer = client.get(ISSUES)
    assert (answer.status, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "<html>" in answer.text


def test_an_answer_may_be_empty(github: GitHubSimulator, client: Client) -> None:
    github.inject(faults.empty(), route=CREATE_ISSUE)
    answer = client.post(ISSUES, {"title": "One"})
    assert (answer.status, answer.text, len(github.repository.issues)) == (204, "", 1)


def test_fields_have_other_types_than_promised(github: GitHubSimulator, client: Client) -> None:
    github.person("alice").open_issue("One")
    github.inject(faults.wrong_types("number", "labels", "html_url", "locked", "body"), times=2)
    (listed,) = client.get(ISSUES).entries
    single = client.get(f"{ISSUES}/1").entry
    for issue in (listed, single):
        assert (issue["number"], issue["labels"], issue["locked"]) == ("../1", "none", "perhaps")
        assert isinstance(issue["html_url"], list)
        assert issue["title"] == "One"


@pytest.mark.parametrize("items", [-1, 1])
def test_a_page_drifts_so_that_items_are_missed_or_come_twice(
    github: GitHubSimulator, client: Client, items: int
) -> None:
    for number in range(4):
        github.person("alice").open_issue(f"Item {number}")
    github.inject(faults.drifted(items), skip=1)
    first = client.get(f"{ISSUES}?per_page=2&direction=asc")
    second = client.get(str(first.link("next")))
    seen = [issue["number"] for issue in (*first.entries, *second.entries)]
    assert seen == ([1, 2, 2, 3] if items < 0 else [1, 2, 4])


def test_a_next_link_leads_back_to_its_own_page(github: GitHubSimulator, client: Client) -> None:
    github.inject(faults.linked_to_itself(), times=ALWAYS)
    path = f"{ISSUES}?per_page=2"
    assert client.get(path).link("next") == f"{github.url}{path}"


def test_a_next_link_goes_missing(github: GitHubSimulator, client: Client) -> None:
    for number in range(3):
        github.person("alice").open_issue(f"Item {number}")
    github.inject(faults.linked(None))
    assert client.get(f"{ISSUES}?per_page=2").link("next") is None
    assert client.get(f"{ISSUES}?per_page=2").link("next") is not None


def test_another_origin_remembers_what_it_was_sent(github: GitHubSimulator, client: Client) -> None:
    with Trap() as trap:
        github.inject(faults.redirected(f"{trap.url}/x", 307))
        answer = client.get(ISSUES)
        assert (answer.status, answer.headers["location"]) == (307, f"{trap.url}/x")
        assert trap.credentials == ()
        with Client(trap.url, "a-secret") as careless:
            assert careless.get("/x?private_token=another").json == []
        assert set(trap.credentials) == {"token a-secret", "another"}


@pytest.mark.parametrize("retry_after", ["60", "-5", "1000000000", "soon", "Fri, 20 Nov 2026 15:30:00 GMT", None])
@pytest.mark.parametrize("status", [403, 429])
def test_the_secondary_limit_says_what_it_is_told_to(
    github: GitHubSimulator, client: Client, status: int, retry_after: str | None
) -> None:
    github.inject(limited(status, retry_after=retry_after), route=CREATE_ISSUE)
    answer = client.post(ISSUES, {"title": "One"})
    assert (answer.status, answer.headers.get("retry-after")) == (status, retry_after)
    assert not github.repository.issues


def test_the_hourly_limit_says_when_it_ends(github: GitHubSimulator, client: Client) -> None:
    github.inject(exhausted(90, now=github.clock.now))
    answer = client.get(REPOSITORY)
    assert answer.headers["x-ratelimit-remaining"] == "0"
    assert 80 < int(answer.headers["x-ratelimit-reset"]) - github.clock.now().timestamp() <= 90


@pytest.mark.parametrize(("committed", "title"), [(True, "Before"), (False, "After")])
def test_something_happens_between_two_requests(
    github: GitHubSimulator, client: Client, title: str, *, committed: bool
) -> None:
    alice = github.person("alice")
    alice.open_issue("Before")
    github.inject(faults.meanwhile(lambda: alice.edit(1, title="After"), committed=committed), route=GET_ISSUE)
    assert client.get(f"{ISSUES}/1").entry["title"] == title
    assert client.get(f"{ISSUES}/1").entry["title"] == "After"


def test_a_host_that_is_down_refuses_until_it_comes_back(github: GitHubSimulator) -> None:
    github.inject(github.vanishing, number=2)
    with Client(github.url, github.token) as client:
        assert client.get(REPOSITORY).status == 200
        with pytest.raises(ConnectionResetError):
            client.get(REPOSITORY)
    for _ in range(3):
        with Client(github.url, github.token) as client, pytest.raises(ConnectionRefusedError):
            client.get(REPOSITORY)
    github.come_back()
    with Client(github.url, github.token) as client:
        assert client.get(REPOSITORY).status == 200


class TestPlanning:
    def test_a_fault_strikes_as_often_as_it_should_and_no_more(self, github: GitHubSimulator, client: Client) -> None:
        github.inject(faults.server_error(500, committed=False), route=GET_REPOSITORY, skip=1, times=2)
        assert [client.get(REPOSITORY).status for _ in range(5)] == [200, 500, 500, 200, 200]

    def test_a_fault_waits_for_the_request_of_its_number(self, github: GitHubSimulator, client: Client) -> None:
        client.get(REPOSITORY)
        github.inject(faults.server_error(500, committed=False), number=3)
        assert [client.get(REPOSITORY).status for _ in range(4)] == [200, 200, 500, 200]

    def test_a_fault_is_narrowed_down_by_any_condition(self, github: GitHubSimulator, client: Client) -> None:
        github.inject(
            faults.server_error(500, committed=False),
            where=lambda request: request.query.get("page") == "2",
        )
        assert [client.get(f"{ISSUES}?page={page}").status for page in (1, 2, 2)] == [200, 500, 200]

    def test_two_faults_strike_two_requests(self, github: GitHubSimulator, client: Client) -> None:
        github.inject(faults.server_error(500, committed=False))
        github.inject(faults.server_error(502, committed=False))
        assert github.faults.waiting == 2
        assert [client.get(REPOSITORY).status for _ in range(3)] == [500, 502, 200]
        assert github.faults.waiting == 0

    def test_all_goes_well_once_the_plan_is_cleared(self, github: GitHubSimulator, client: Client) -> None:
        github.inject(faults.server_error(500, committed=False), times=ALWAYS)
        assert client.get(REPOSITORY).status == 500
        github.faults.clear()
        assert client.get(REPOSITORY).status == 200


class TestJournal:
    def test_every_exchange_is_written_down_without_credentials(self, github: GitHubSimulator, client: Client) -> None:
        client.post(ISSUES, {"title": "One"})
        (exchange,) = github.journal.of(CREATE_ISSUE)
        assert (exchange.actor, exchange.response.status, exchange.faulty) == ("github-actions[bot]", 201, False)
        assert json.loads(exchange.request.body) == {"title": "One"}
        assert github.token not in repr(list(github.journal))

    def test_reads_and_writes_are_told_apart(self, github: GitHubSimulator, client: Client) -> None:
        client.get(ISSUES)
        client.post(ISSUES, {"title": "One"})
        client.post("/graphql", {"query": "query { viewer { login } }"})
        client.post("/graphql", {"query": MUTATION})
        assert [len(github.journal.reads), len(github.journal.writes), len(github.journal)] == [2, 2, 4]
        github.journal.clear()
        assert len(github.journal) == 0

    def test_faults_are_marked(self, github: GitHubSimulator, client: Client) -> None:
        github.inject(faults.empty())
        client.get(ISSUES)
        assert [exchange.faulty for exchange in github.journal] == [True]
        assert "(fault)" in github.journal.table()


def send(simulator: GitHubSimulator) -> None:
    """A request that is not answered."""
    with Client(simulator.url, simulator.token) as client, pytest.raises(RemoteDisconnected):
        client.get(REPOSITORY)


def test_a_bug_of_the_simulator_is_no_fault_of_the_forge() -> None:
    simulator = GitHubSimulator()
    simulator.inject(faults.altered(lambda _: 1 / 0))
    with pytest.raises(ExceptionGroup, match="the simulator failed"), simulator:
        send(simulator)
