from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from followthrough.forges.transport import executor
from tests.simulators.github import GitHubSimulator, Kind, Token
from tests.simulators.github.limits import limited
from tests.simulators.github.routes import CREATE_ISSUE, GET_ISSUE, GRAPHQL, LIST_ISSUES
from tests.simulators.loopback import LOOPBACK
from tests.simulators.wire import faults
from tests.simulators.wire.plan import ALWAYS
from tests.simulators.wire.trap import Trap
from tests.unit.cli.conftest import Ended, Followthrough
from tests.unit.discovery.repositories import commit

pytestmark = LOOPBACK
REMOTE = ("--forge", "github", "--repo", "acme/shop", "--settle", "0", "--today", "2026-11-20")
READS = {"metadata": "read", "contents": "read", "issues": "read", "pull_requests": "read"}


@pytest.fixture
def github(shop: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[GitHubSimulator]:
    """A repository on GitHub for the one on disk; nobody waits before trying again."""
    commit(shop, "Write down the outage")
    monkeypatch.setattr(executor, "BACKOFF", (0.0,) * len(executor.BACKOFF))
    with GitHubSimulator() as simulator:
        monkeypatch.setenv("GITHUB_API_URL", simulator.url)
        monkeypatch.setenv("GITHUB_TOKEN", simulator.token)
        yield simulator


def test_the_whole_round(github: GitHubSimulator, followthrough: Followthrough) -> None:
    """A plan writes nothing, a sync opens what it showed, the next has nothing to do, and status tells of it."""
    rehearsed = followthrough("plan", "--format", "json", *REMOTE)
    assert (rehearsed.code, github.journal.writes) == (0, ())
    first = followthrough("sync", "--format", "json", *REMOTE)
    assert first.code == 0, first.err
    assert [one["issue"]["number"] for one in json.loads(first.out)["created"]] == [1, 2]
    github.journal.clear()
    second = followthrough("sync", "--format", "json", *REMOTE)
    assert (second.code, github.journal.writes) == (0, ())
    status = json.loads(followthrough("status", "--format", "json", *REMOTE).out)
    assert status["totals"] == {"items": 3, "open": 2, "overdue": 0, "done": 1, "wont_do": 0}
    assert github.journal.writes == ()


def test_a_plan_with_a_token_that_only_reads(
    github: GitHubSimulator, followthrough: Followthrough, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A plan needs no permission to write anything."""
    monkeypatch.setenv("GITHUB_TOKEN", github.issue_token(Token(value="ghs_that0only0reads", permissions=READS)))
    ended = followthrough("plan", "--check", *REMOTE)
    assert (ended.code, ended.err) == (1, "")


Arrange = Callable[[GitHubSimulator, pytest.MonkeyPatch], object]


def _token(token: Token) -> Arrange:
    return lambda github, monkeypatch: monkeypatch.setenv("GITHUB_TOKEN", github.issue_token(token))


def _env(name: str, value: str) -> Arrange:
    return lambda _, monkeypatch: monkeypatch.setenv(name, value)


def _without_issues(github: GitHubSimulator, _: pytest.MonkeyPatch) -> None:
    github.repository.has_issues = False


def _archived(github: GitHubSimulator, _: pytest.MonkeyPatch) -> None:
    github.repository.archived = True


@pytest.mark.parametrize(
    ("arrange", "expected"),
    [
        pytest.param(
            _env("GITHUB_TOKEN", "ghp_nobody0knows0this0one"),
            (4, "GitHub does not accept the token: it is wrong, or it has expired", "GH_TOKEN or GITHUB_TOKEN"),
            id="wrong token",
        ),
        pytest.param(
            _env("GITHUB_TOKEN", "ghp_broken\nin two"),
            (4, "the token or the address has characters that cannot be sent", "copy the token anew"),
            id="token that cannot be sent",
        ),
        pytest.param(
            _env("GITHUB_TOKEN", "ghp_with0an0ellipsis…"),
            (4, "the token or the address has characters that cannot be sent", "copy the token anew"),
            id="token with a character that no header holds",
        ),
        pytest.param(
            _env("FOLLOWTHROUGH_REPO", "acme/nowhere"),
            (4, "There is no repository acme/nowhere, or the token may not see it", "issues: write"),
            id="wrong repository",
        ),
        pytest.param(
            _env("GITHUB_API_URL", "http://127.0.0.1:9"),
            (
                4,
                "127.0.0.1:9 cannot be reached: it refuses the connection",
                "check the address, the network and the proxy",
            ),
            id="unreachable host",
        ),
        pytest.param(_without_issues, (4, "Issues are switched off in acme/shop", "switch them on"), id="no issues"),
        pytest.param(_archived, (4, "The repository acme/shop is archived", "unarchive it"), id="archived"),
        pytest.param(
            _token(Token(value="ghs_may0only0look0at0it", permissions=READS)),
            (
                4,
                "it lacks `issues: write`",
                "permissions:\n          contents: read\n          issues: write\n          pull-requests: write",
            ),
            id="no permission",
        ),
        pytest.param(
            _token(Token(value="ghp_of0a0passer0by", login="mallory", kind=Kind.CLASSIC)),
            (4, "The token may not", "give it that permission"),
            id="passer-by",
        ),
        pytest.param(
            lambda github, _: github.inject(limited(429, retry_after="1000000000"), route=CREATE_ISSUE, skip=1),
            (5, "limits how much we may ask of it", "run again later"),
            id="limit",
        ),
        pytest.param(
            lambda github, _: github.inject(limited(retry_after="3600"), route=LIST_ISSUES),
            (5, "limits how much we may ask of it", "run again after 20"),
            id="limit at once",
        ),
        pytest.param(
            lambda github, _: github.inject(faults.html(), route=LIST_ISSUES, times=ALWAYS),
            (4, "does not answer as the API of a forge does, asked to list issues (HTTP 200)", "check --api-url"),
            id="sign-in page",
        ),
        pytest.param(
            lambda github, _: github.inject(faults.server_error(502, committed=False), route=LIST_ISSUES, times=ALWAYS),
            (3, "failed (HTTP 502)", "run again later"),
            id="broken server",
        ),
        pytest.param(
            lambda github, _: github.inject(faults.linked_to_itself(), route=LIST_ISSUES, times=ALWAYS),
            (4, "The pages never end", "check --api-url"),
            id="endless pages",
        ),
    ],
)
def test_what_stands_in_the_way(
    github: GitHubSimulator,
    followthrough: Followthrough,
    monkeypatch: pytest.MonkeyPatch,
    arrange: Arrange,
    expected: tuple[int, str, str],
) -> None:
    """Whatever stands in the way is told in one line with its mend, and an exit code of its own."""
    monkeypatch.setenv("FOLLOWTHROUGH_REPO", "acme/shop")
    arrange(github, monkeypatch)
    ended = followthrough("sync", *(one for one in REMOTE if one not in {"--repo", "acme/shop"}))
    code, message, mend = expected
    assert ended.code == code, ended
    assert message in ended.err
    assert mend in ended.err.partition("mend: ")[2]
    assert_no_secret(github, ended)


def test_a_token_that_expires_on_the_way(github: GitHubSimulator, followthrough: Followthrough) -> None:
    """From the moment on that a token is refused nothing more is sent, and the next run goes on from there."""
    revoke = faults.meanwhile(lambda: github.world.revoke(github.token))
    github.inject(revoke, route=CREATE_ISSUE)
    ended = followthrough("sync", *REMOTE)
    assert ended.code == 4
    assert "it has expired" in ended.err
    refused = [one for one in github.journal if one.response.status == 401]
    assert len(refused) == 1
    assert list(github.journal)[-1] == refused[0]
    github.issue_token(Token(value=github.token, home="acme/shop"))
    assert followthrough("sync", *REMOTE).code == 0
    assert len(github.repository.issues) == 3  # two items and their tracking issue


def test_a_host_that_goes_down_on_the_way(github: GitHubSimulator, followthrough: Followthrough) -> None:
    """A host that is not there any more ends the run; when it is back the next run ends with one issue per item."""
    github.inject(faults.meanwhile(github.vanish, committed=False), route=CREATE_ISSUE, skip=1)
    ended = followthrough("sync", *REMOTE)
    assert ended.code in {3, 4}
    assert_no_secret(github, ended)
    github.come_back()
    assert followthrough("sync", *REMOTE).code == 0
    assert followthrough("plan", "--check", *REMOTE).code == 0
    titles = [issue.title for issue in github.repository.issues.values()]
    assert len(titles) == len(set(titles)) == 3


@pytest.mark.parametrize("status", [301, 302, 307, 308])
@pytest.mark.parametrize("route", [LIST_ISSUES, CREATE_ISSUE, GRAPHQL])
def test_another_origin(github: GitHubSimulator, followthrough: Followthrough, route: str, status: int) -> None:
    """A redirect to another host is not followed, and no credential goes there."""
    with Trap() as trap:
        github.inject(faults.redirected(f"{trap.url}/x", status), route=route, times=ALWAYS)
        ended = followthrough("sync", *REMOTE)
        assert ended.code == (0 if route == GRAPHQL else 4), ended
        assert (trap.credentials, trap.requests) == ((), [])


def test_a_next_page_on_another_origin(github: GitHubSimulator, followthrough: Followthrough) -> None:
    """A list that names its next page on another host is not believed."""
    with Trap() as trap:
        github.inject(faults.linked(f"{trap.url}/x"), route=LIST_ISSUES)
        ended = followthrough("sync", *REMOTE)
        assert (ended.code, github.journal.writes) == (4, ())
        assert "another host" in ended.err
        assert (trap.credentials, trap.requests) == ((), [])


@pytest.mark.parametrize("deed", ["delete", "transfer", "lock"])
def test_an_issue_that_people_act_on_between_look_and_edit(
    github: GitHubSimulator, followthrough: Followthrough, shop: Path, deed: str
) -> None:
    """An issue that is deleted, moved or locked meanwhile is told, and the others go on."""
    followthrough("sync", *REMOTE)
    document = shop / "postmortems/2026-11-03-checkout.md"
    changed = (
        document.read_text(encoding="utf-8").replace("2026-12-01", "2026-12-08").replace("2026-12-31", "2027-01-31")
    )
    document.write_text(changed, encoding="utf-8")
    commit(shop, "Move two deadlines")
    act = getattr(github.person("alice"), deed)
    github.inject(faults.meanwhile(lambda: act(1), committed=False), route=GET_ISSUE)
    told = json.loads(followthrough("sync", "--format", "json", *REMOTE).out)
    assert 2 in [one["issue"]["number"] for one in told["updated"]]
    assert [one["issue"]["number"] for one in told["failed"]] == ([] if deed == "lock" else [1])


def test_asked_to_end_while_github_makes_us_wait(github: GitHubSimulator, shop: Path) -> None:
    """A sync that is asked to end during a wait does not sit it out, tells what it did, and the next one goes on."""
    assert shop.is_dir()
    github.inject(limited(retry_after="100"), route=CREATE_ISSUE, skip=1)
    command = [sys.executable, "-m", "followthrough", "sync", "--format", "json", *REMOTE]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while process.poll() is None and github.faults.waiting:
        time.sleep(0.01)
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 143, err
    told = json.loads(out)
    assert ([one["issue"]["number"] for one in told["created"]], len(told["deferred"])) == ([1], 1)


def assert_no_secret(github: GitHubSimulator, ended: Ended) -> None:
    for token in github.world.tokens:
        assert token not in ended.out + ended.err


@pytest.mark.parametrize("enterprise", [True, False])
def test_a_bare_address_on_this_machine(
    shop: Path, followthrough: Followthrough, monkeypatch: pytest.MonkeyPatch, *, enterprise: bool
) -> None:
    """A bare address on this machine serves, whether the API lies at its top or below /api/v3."""
    commit(shop, "Write down the outage")
    with GitHubSimulator(enterprise=enterprise) as github:
        monkeypatch.setenv("GITHUB_TOKEN", github.token)
        ended = followthrough("sync", *REMOTE, "--api-url", github.url.removesuffix("/api/v3"))
        assert (ended.code, len(github.repository.issues)) == (0, 3), ended


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(None, "does not exist", id="not there"),
        pytest.param("-----BEGIN CERTIFICATE-----\nnonsense\n", "holds no certificates", id="nonsense"),
    ],
)
def test_certificates_that_cannot_be_read(
    github: GitHubSimulator, followthrough: Followthrough, tmp_path: Path, text: str | None, message: str
) -> None:
    """A bundle that is not there or holds no certificates is a mistake of usage, and nothing is sent."""
    bundle = tmp_path / "ca.pem"
    if text is not None:
        bundle.write_text(text, encoding="utf-8")
    ended = followthrough("sync", *REMOTE, "--ca-bundle", str(bundle))
    assert (ended.code, len(github.journal)) == (2, 0)
    assert message in ended.err
