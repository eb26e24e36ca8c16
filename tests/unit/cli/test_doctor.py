"""`followthrough doctor`: what would fail is told before anything is tried, and nothing is ever written."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.simulators.github import GitHubSimulator, Kind, Role, Token
from tests.simulators.github.plain import make_plain
from tests.simulators.github.routes import GRAPHQL, LIST_ASSIGNEES, LIST_LABELS
from tests.simulators.gitlab import GitLabSimulator
from tests.simulators.gitlab import Role as Membership
from tests.simulators.gitlab import Token as GitLabToken
from tests.simulators.loopback import LOOPBACK
from tests.simulators.wire import faults
from tests.simulators.wire.plan import ALWAYS
from tests.unit.cli.conftest import Followthrough
from tests.unit.cli.test_github import READS, github  # noqa: F401 - a fixture
from tests.unit.discovery.repositories import commit

pytestmark = LOOPBACK
GITHUB = ("--forge", "github", "--repo", "acme/shop", "--today", "2026-11-21")
SYNC = ("sync", *GITHUB, "--settle", "0")
Levels = dict[str, str]


@pytest.fixture
def doctor(followthrough: Followthrough) -> Callable[..., tuple[int, Levels, dict[str, str]]]:
    """The exit code, the worst level of each check, and all messages of it with their mends."""

    def call(*arguments: str) -> tuple[int, Levels, dict[str, str]]:
        ended = followthrough("doctor", "--format", "json", *arguments)
        checks = json.loads(ended.out)["checks"]
        order = ["ok", "warn", "fail"]
        levels: Levels = {}
        told: dict[str, str] = {}
        for one in checks:
            levels[one["check"]] = max(levels.get(one["check"], "ok"), one["level"], key=order.index)
            told[one["check"]] = f"{told.get(one['check'], '')}{one['message']} → {one['mend']}\n"
        return ended.code, levels, told

    return call


Doctor = Callable[..., tuple[int, Levels, dict[str, str]]]


def test_the_embedded_forge(shop: Path, doctor: Doctor, followthrough: Followthrough) -> None:
    """On the embedded forge there is little that could fail, and a sync shows."""
    commit(shop, "Write down the outage")
    code, levels, told = doctor("--forge", "local")
    assert (code, levels["last sync"], set(levels.values())) == (0, "warn", {"ok", "warn"})
    assert not (shop / ".followthrough").exists()
    assert followthrough("sync", "--forge", "local").code == 0
    code, levels, told = doctor("--forge", "local")
    assert (code, set(levels.values())) == (0, {"ok"}), told


def test_nothing_set_up(shop: Path, doctor: Doctor) -> None:
    """Without a forge the rest is told all the same."""
    assert shop.is_dir()
    code, levels, told = doctor()
    assert (code, levels["forge"], levels["documents"]) == (2, "fail", "ok")
    assert "--forge local" in told["forge"]


def test_a_broken_configuration(shop: Path, doctor: Doctor) -> None:
    """A configuration that cannot be used is told, and the rest is looked at with the defaults."""
    (shop / ".followthrough.yml").write_text("labls: {}\n", encoding="utf-8")
    code, levels, told = doctor("--forge", "local")
    assert (code, levels["config"], levels["documents"]) == (2, "fail", "ok")
    assert 'did you mean "labels"' in told["config"]


def test_a_repository_that_is_set_up(github: GitHubSimulator, doctor: Doctor, followthrough: Followthrough) -> None:  # noqa: F811 - the fixture
    """Whatever can be known in advance is ok once it is set up; looking at it writes nothing."""
    for login, name in (("alice", "Alice Smith"), ("bob", "Bob Jones")):
        github.invite(login, name=name)
    workflow = Path(".github/workflows/postmortems.yml")
    workflow.parent.mkdir(parents=True)
    workflow.write_text(
        "on: {schedule: [{cron: '1 2 * * 1'}]}\njobs: {a: {uses: x/followthrough@y}}\n", encoding="utf-8"
    )
    commit(Path.cwd(), "Run it weekly")
    assert followthrough(*SYNC).code == 0
    github.journal.clear()
    code, levels, told = doctor(*GITHUB)
    assert (code, set(levels.values())) == (0, {"ok"}), told
    assert github.journal.writes == ()
    assert "github-actions[bot]" in told["token"]
    assert f"{github.repository.issues[1].created_at:%Y-%m-%d}" in told["last sync"]


def test_owners_who_cannot_be_assigned(github: GitHubSimulator, doctor: Doctor) -> None:  # noqa: F811 - the fixture
    """Each owner of an open item, or of the configuration, whom nobody answers to is named with place and mend."""
    github.invite("alice", name="Alice Smith")
    config = Path(".followthrough.yml")
    config.write_text("owners: {SRE: {assign: [carol]}, Bob Jones: bob}\n", encoding="utf-8")
    code, levels, told = doctor(*GITHUB)
    assert (code, levels["owners"]) == (0, "warn")
    mend = "invite {}, or name another login under `owners`"
    in_config = f"who stands for {{}} in .followthrough.yml, cannot be assigned → {mend}"
    assert told["owners"].splitlines() == [
        f"{login}, {in_config.format(name, login)}" for name, login in (("SRE", "carol"), ("Bob Jones", "bob"))
    ]


@pytest.mark.parametrize(
    ("token", "check", "message"),
    [
        pytest.param(None, "token", "There is no token in GH_TOKEN or GITHUB_TOKEN", id="none"),
        pytest.param(Token(value="ghp_forgotten"), "token", "does not accept the token", id="wrong"),
        pytest.param(
            Token(value="ghp_reader", login="mallory", kind=Kind.CLASSIC), "permissions", "the role read", id="reader"
        ),
        pytest.param(
            Token(value="ghs_none", permissions={"metadata": "read"}), "token", "`issues: read`", id="nothing"
        ),
    ],
)
def test_tokens_that_do_not_serve(
    github: GitHubSimulator,  # noqa: F811 - the fixture
    doctor: Doctor,
    monkeypatch: pytest.MonkeyPatch,
    token: Token | None,
    check: str,
    message: str,
) -> None:
    """A token that does not serve ends with 4 and the permission to give, without a write."""
    if token is None:
        monkeypatch.delenv("GITHUB_TOKEN")
    else:
        github.issue_token(token)
        monkeypatch.setenv("GITHUB_TOKEN", token.value)
        if token.value == "ghp_forgotten":
            github.world.revoke(token.value)
    code, levels, told = doctor(*GITHUB)
    assert (code, levels[check]) == (4, "fail"), told
    assert message in told[check]
    assert github.journal.writes == ()


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [("archived", True, "is archived"), ("has_issues", False, "switched off")],
)
def test_repositories_that_take_nothing(
    github: GitHubSimulator,  # noqa: F811 - the fixture
    doctor: Doctor,
    name: str,
    value: bool,  # noqa: FBT001 - a value of the table
    message: str,
) -> None:
    """An archived repository and one without issues are told before anything fails."""
    setattr(github.repository, name, value)
    code, levels, told = doctor(*GITHUB)
    assert (code, levels["permissions"], message in told["permissions"]) == (4, "fail", True)


def test_what_a_classic_token_tells(
    github: GitHubSimulator,  # noqa: F811 - the fixture
    doctor: Doctor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Scopes and expiry stand in the headers of GitHub's answers."""
    github.invite("alice", role=Role.WRITE)
    token = Token(value="ghp_alice", login="alice", kind=Kind.CLASSIC)
    monkeypatch.setenv("GITHUB_TOKEN", github.issue_token(token))
    told = _headers(
        {"X-OAuth-Scopes": "repo, workflow", "GitHub-Authentication-Token-Expiration": "2026-11-30 10:00:00 UTC"}
    )
    github.inject(told, route="GET /repos/{owner}/{repo}", times=2)
    code, levels, words = doctor(*GITHUB)
    assert (code, levels["permissions"], levels["token"]) == (0, "ok", "warn")
    assert "can be read and written (the role push, the scopes repo workflow)" in words["permissions"]
    assert "expires on 2026-11-30" in words["token"]
    github.faults.clear()
    github.inject(_headers({"X-OAuth-Scopes": "gist"}), route="GET /repos/{owner}/{repo}")
    assert doctor(*GITHUB)[0] == 4


def _headers(more: dict[str, str]) -> faults.Fault:
    return lambda request, proceed: proceed(request).with_headers(more)


def test_a_schedule_that_went_to_sleep(github: GitHubSimulator, doctor: Doctor) -> None:  # noqa: F811 - the fixture
    """A workflow that GitHub switched off is told with the command that switches it on."""
    workflow = Path(".github/workflows/weekly.yml")
    workflow.parent.mkdir(parents=True)
    workflow.write_text("on: {schedule: [{cron: '1 2 * * 1'}]}\n# followthrough\n", encoding="utf-8")
    asleep = {"workflows": [{"path": str(workflow), "state": "disabled_inactivity"}]}
    is_list = lambda asked: asked.path.endswith("/actions/workflows")  # noqa: E731 - one condition
    github.inject(faults.answered(200, asleep, committed=False), where=is_list, times=ALWAYS)
    code, levels, told = doctor(*GITHUB)
    assert (code, levels["schedule"]) == (0, "warn")
    assert "gh workflow enable weekly.yml" in told["schedule"]


def test_a_plain_server(github: GitHubSimulator, doctor: Doctor) -> None:  # noqa: F811 - the fixture
    """What a server does not tell is left out, and is no failure; nobody is found by a name in plain words."""
    make_plain(github, without=(GRAPHQL, LIST_ASSIGNEES, LIST_LABELS))
    code, levels, told = doctor(*GITHUB)
    assert (code, levels["token"], levels["owners"], "labels" in levels) == (0, "ok", "warn", False), told
    assert "Alice Smith cannot be assigned" in told["owners"]


def test_gitlab(shop: Path, doctor: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    """On GitLab the role and the scopes are known, and who lacks them is told what to give."""
    commit(shop, "Write down the outage")
    with GitLabSimulator() as gitlab:
        where = ("--forge", "gitlab", "--repo", "acme/platform/shop", "--api-url", gitlab.url, "--today", "2026-11-21")
        monkeypatch.setenv("GITLAB_TOKEN", gitlab.token)
        code, levels, told = doctor(*where)
        assert (code, levels["permissions"], levels["token"]) == (0, "ok", "ok"), told
        assert "(the role Reporter, the scopes api)" in told["permissions"]
        gitlab.invite("carol", role=Membership.GUEST)
        monkeypatch.setenv("GITLAB_TOKEN", gitlab.issue_token(GitLabToken(value="glpat-guest", username="carol")))
        code, levels, told = doctor(*where)
        assert (code, levels["permissions"], "the role Guest" in told["permissions"]) == (4, "fail", True), told
        assert gitlab.journal.writes == ()
