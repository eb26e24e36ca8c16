from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from followthrough.forges.transport import executor
from tests.simulators.gitlab import GitLabSimulator, Kind, Role, Tier, Token
from tests.simulators.gitlab.limits import exhausted, limited
from tests.simulators.gitlab.routes import CREATE_ISSUE, GET_ISSUE, LIST_ISSUES
from tests.simulators.loopback import LOOPBACK
from tests.simulators.wire import faults
from tests.simulators.wire.plan import ALWAYS
from tests.simulators.wire.trap import Trap
from tests.unit.cli.conftest import CHECKOUT, Ended, Followthrough
from tests.unit.discovery.repositories import commit, git

pytestmark = LOOPBACK
PROJECT = "acme/platform/shop"
REMOTE = ("--forge", "gitlab", "--repo", PROJECT, "--settle", "0", "--today", "2026-11-20")
DOCUMENT = "postmortems/2026-11-03-checkout.md"


@pytest.fixture
def gitlab(shop: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[GitLabSimulator]:
    """A project on GitLab for the repository on disk; nobody waits before trying again."""
    commit(shop, "Write down the outage")
    monkeypatch.setattr(executor, "BACKOFF", (0.0,) * len(executor.BACKOFF))
    with GitLabSimulator() as simulator:
        monkeypatch.setenv("CI_API_V4_URL", simulator.url)
        monkeypatch.setenv("GITLAB_TOKEN", simulator.token)
        yield simulator


def test_the_whole_round(gitlab: GitLabSimulator, followthrough: Followthrough) -> None:
    """A plan writes nothing, a sync opens what it showed, the next has nothing to do, and status tells of it."""
    gitlab.invite("alice", name="Alice Smith")
    rehearsed = followthrough("plan", "--format", "json", *REMOTE)
    assert (rehearsed.code, gitlab.journal.writes) == (0, ())
    first = followthrough("sync", "--format", "json", *REMOTE)
    assert first.code == 0, first.err
    assert [one["issue"]["number"] for one in json.loads(first.out)["created"]] == [1, 2]
    issue = gitlab.project.issues[1]
    assert (issue.assignees, str(issue.due_date)) == (("alice",), "2026-12-01")
    gitlab.journal.clear()
    second = followthrough("sync", "--format", "json", *REMOTE)
    assert (second.code, gitlab.journal.writes) == (0, ())
    status = json.loads(followthrough("status", "--format", "json", *REMOTE).out)
    assert status["totals"] == {"items": 3, "open": 2, "overdue": 0, "done": 1, "wont_do": 0}
    assert gitlab.journal.writes == ()


def test_the_project_of_gits_origin(
    gitlab: GitLabSimulator, followthrough: Followthrough, monkeypatch: pytest.MonkeyPatch, shop: Path
) -> None:
    """The project is that of git's `origin`, on a host that the environment vouches for."""
    monkeypatch.delenv("CI_API_V4_URL")
    monkeypatch.setenv("CI_SERVER_URL", gitlab.web)
    git(shop, "remote", "add", "origin", f"ssh://git@127.0.0.1:22/{PROJECT}.git")
    ended = followthrough("plan", "--format", "json", "--today", "2026-11-20")
    assert ended.code == 0, ended.err
    assert len(gitlab.journal.of(LIST_ISSUES)) == 1


@pytest.mark.usefixtures("gitlab")
def test_a_group_that_is_not_there(followthrough: Followthrough) -> None:
    """It is said in one sentence, with what to check."""
    ended = followthrough("rollup", "--group", "acme/nowhere", "--forge", "gitlab", "--today", "2026-11-20")
    assert ended.code == 4
    assert "There is no acme/nowhere with repositories on gitlab" in ended.err
    assert "with every group above it" in ended.err


@pytest.mark.parametrize("status", [403, 404])
def test_issues_that_are_switched_off_and_cannot_be_listed(
    gitlab: GitLabSimulator, followthrough: Followthrough, status: int
) -> None:
    """It is said that they are switched off, not that there were no such project."""
    gitlab.project.issues_access_level = "disabled"
    refusal = faults.answered(status, {"message": f"{status} Not for you"}, committed=False)
    gitlab.inject(refusal, route=LIST_ISSUES, times=ALWAYS)
    ended = followthrough("plan", *REMOTE)
    assert ended.code == 4
    assert "Issues are switched off" in ended.err


@pytest.mark.parametrize("address", ["{web}", "{web}/", "{web}/api/v4"])
@pytest.mark.parametrize("root", ["", "/gitlab"])
def test_the_address_of_an_instance(
    shop: Path, followthrough: Followthrough, monkeypatch: pytest.MonkeyPatch, address: str, root: str
) -> None:
    """`--api-url` takes the address of an instance and the root of its API alike."""
    commit(shop, "Write down the outage")
    with GitLabSimulator(relative_root=root) as gitlab:
        monkeypatch.setenv("GITLAB_TOKEN", gitlab.token)
        ended = followthrough("sync", *REMOTE, "--api-url", address.format(web=gitlab.web))
        assert (ended.code, len(gitlab.project.issues)) == (0, 3), ended


def test_commands_in_a_document_are_words(gitlab: GitLabSimulator, followthrough: Followthrough, shop: Path) -> None:
    """What GitLab would carry out stays text, and mentions nobody, wherever in a document it stands."""
    text = CHECKOUT.replace("Alert on queue depth", "/close @all !1").replace("Alice Smith", "/assign @mallory #7")
    details = (
        "## Action Items\n\n- [ ] Cap retries\n\n  /confidential\n\n  ~~~\n  /label ~bug\n  ~~~\n  cc @mallory #7\n"
    )
    (shop / DOCUMENT).write_text(text, encoding="utf-8")
    other = text.partition("## Action")[0].replace("INC-42", "/title Ours now") + details
    (shop / "postmortems/2026-11-04-mail.md").write_text(other, encoding="utf-8")
    commit(shop, "Write down two outages")
    ended = followthrough("sync", *REMOTE)
    assert len(gitlab.project.issues) >= 3, ended
    assert gitlab.project.ran == []
    own = {f"#{iid}" for iid in gitlab.project.issues}
    assert [one for one in gitlab.project.references if one.text not in own] == []


@pytest.mark.parametrize(
    "config",
    [
        "confidential_severities: [P1]",
        "confidential: yes",
        "overrides: [{paths: ['postmortems/**'], confidential: yes}]",
    ],
)
def test_what_is_confidential(gitlab: GitLabSimulator, followthrough: Followthrough, shop: Path, config: str) -> None:
    """Issues of a severity, or of paths, that the configuration names are confidential, and elsewhere a number."""
    (shop / ".followthrough.yml").write_text(f"{config}\n", encoding="utf-8")
    ended = followthrough("sync", *REMOTE)
    assert ended.code == 0, ended
    assert all(issue.confidential for issue in gitlab.project.issues.values())
    assert "Alert on queue depth" not in ended.out


def test_scoped_labels(gitlab: GitLabSimulator, followthrough: Followthrough, shop: Path) -> None:
    """A label of the form `priority::high` stands for a priority, and the next priority takes its place."""
    gitlab.world.tier = Tier.PREMIUM
    config = "labels: {priority: {high: 'priority::high', low: 'priority::low'}}\n"
    (shop / ".followthrough.yml").write_text(config, encoding="utf-8")
    text = CHECKOUT.replace("| Status |", "| Status | Priority |").replace("|---|---|---|---|", "|---|---|---|---|---|")
    text = text.replace("Open |", "Open | High |").replace("Done |", "Done | High |")
    for priority in ("High", "Low"):
        (shop / DOCUMENT).write_text(text.replace("High", priority), encoding="utf-8")
        commit(shop, f"Say that it is {priority}")
        ended = followthrough("sync", *REMOTE)
        assert ended.code == 0, ended
        assert f"priority::{priority.casefold()}" in gitlab.project.issues[1].labels
    assert "priority::high" not in gitlab.project.issues[1].labels


def test_an_incident_that_is_an_issue(gitlab: GitLabSimulator, followthrough: Followthrough, shop: Path) -> None:
    """Issues are linked to the one that the incident is; one that is not there keeps none from opening."""
    incident = gitlab.person("alice").open_issue("Checkout is down")
    for name, number in (("checkout", incident), ("mail", 4711)):
        text = CHECKOUT.replace("INC-42", f"#{number}").replace("Checkout", name)
        (shop / f"postmortems/2026-11-03-{name}.md").write_text(text, encoding="utf-8")
    commit(shop, "Write down two outages")
    ended = followthrough("sync", "--format", "json", *REMOTE)
    assert ended.code == 0, ended
    linked = {link.source[1] for link in gitlab.world.links} | {link.target[1] for link in gitlab.world.links}
    told = json.loads(ended.out)["created"]
    checkout = {one["issue"]["number"] for one in told if "checkout" in one["path"]}
    assert linked == {incident, *checkout}


Arrange = Callable[[GitLabSimulator, pytest.MonkeyPatch], object]


def _token(token: Token) -> Arrange:
    return lambda gitlab, monkeypatch: monkeypatch.setenv("GITLAB_TOKEN", gitlab.issue_token(token))


def _env(name: str, value: str) -> Arrange:
    return lambda _, monkeypatch: monkeypatch.setenv(name, value)


def _without_issues(gitlab: GitLabSimulator, _: pytest.MonkeyPatch) -> None:
    gitlab.project.issues_access_level = "disabled"


def _archived(gitlab: GitLabSimulator, _: pytest.MonkeyPatch) -> None:
    gitlab.project.archived = True


def _as_guest(gitlab: GitLabSimulator, monkeypatch: pytest.MonkeyPatch) -> None:
    gitlab.invite("gina", role=Role.GUEST)
    _token(Token(value="glpat-of0a0guest0in0here", username="gina"))(gitlab, monkeypatch)


def _only_reading(gitlab: GitLabSimulator, monkeypatch: pytest.MonkeyPatch) -> None:
    token = replace(gitlab.world.tokens[gitlab.token], value="glpat-that0only0reads", scopes=("read_api",))
    _token(token)(gitlab, monkeypatch)


@pytest.mark.parametrize(
    ("arrange", "expected"),
    [
        pytest.param(
            _env("GITLAB_TOKEN", "glpat-nobody0knows0this0one"),
            (4, "GitLab does not accept the token: it is wrong, revoked, or it has expired", "role Reporter"),
            id="wrong token",
        ),
        pytest.param(
            _env("GITLAB_TOKEN", "glpat-broken\nin two"),
            (4, "the token or the address has characters that cannot be sent", "copy the token anew"),
            id="token that cannot be sent",
        ),
        pytest.param(_only_reading, (4, "it lacks the scope `api`", "scope `api`"), id="scope"),
        pytest.param(_as_guest, (4, "is but a guest in acme/platform/shop", "make it a Reporter"), id="guest"),
        pytest.param(
            _token(Token(value="glpat-of0a0passer0by", username="mallory")),
            (4, "There is no project acme/platform/shop, or the token's account may not see it", "seen by members"),
            id="passer-by",
        ),
        pytest.param(
            _env("FOLLOWTHROUGH_REPO", "acme/nowhere"),
            (4, "There is no project acme/nowhere, or the token's account may not see it", "check the path"),
            id="wrong project",
        ),
        pytest.param(
            _env("CI_API_V4_URL", "http://127.0.0.1:9/api/v4"),
            (4, "127.0.0.1:9 cannot be reached: it refuses the connection", "check the address"),
            id="unreachable host",
        ),
        pytest.param(
            _without_issues, (4, "Issues are switched off in acme/platform/shop", "switch them on"), id="no issues"
        ),
        pytest.param(_archived, (4, "The project acme/platform/shop is archived", "unarchive it"), id="archived"),
        pytest.param(
            lambda gitlab, _: gitlab.world.rename(PROJECT, "acme/platform/store"),
            (4, "", "--repo"),
            id="renamed",
        ),
        pytest.param(
            lambda gitlab, _: gitlab.inject(limited(429, retry_after="1000000000"), route=CREATE_ISSUE, skip=1),
            (5, "limits how much we may ask of it", "run again later"),
            id="limit",
        ),
        pytest.param(
            lambda gitlab, _: gitlab.inject(limited(retry_after="3600"), route=LIST_ISSUES),
            (5, "limits how much we may ask of it", "run again after 20"),
            id="limit at once",
        ),
        pytest.param(
            lambda gitlab, _: gitlab.inject(exhausted(3600, now=gitlab.clock.now), route=LIST_ISSUES),
            (5, "limits how much we may ask of it", "run again after 20"),
            id="limit without a time but that of the reset",
        ),
        pytest.param(
            lambda gitlab, _: gitlab.inject(faults.html(), route=LIST_ISSUES, times=ALWAYS),
            (4, "does not answer as the API of a forge does, asked to list issues (HTTP 200)", "check --api-url"),
            id="sign-in page",
        ),
        pytest.param(
            lambda gitlab, _: gitlab.inject(faults.server_error(502, committed=False), route=LIST_ISSUES, times=ALWAYS),
            (3, "failed (HTTP 502)", "run again later"),
            id="broken server",
        ),
        pytest.param(
            lambda gitlab, _: gitlab.inject(faults.linked_to_itself(), route=LIST_ISSUES, times=ALWAYS),
            (4, "The pages never end", "check --api-url"),
            id="endless pages",
        ),
    ],
)
def test_what_stands_in_the_way(
    gitlab: GitLabSimulator,
    followthrough: Followthrough,
    monkeypatch: pytest.MonkeyPatch,
    arrange: Arrange,
    expected: tuple[int, str, str],
) -> None:
    """Whatever stands in the way is told in one line with its mend, and an exit code of its own."""
    monkeypatch.setenv("FOLLOWTHROUGH_REPO", PROJECT)
    arrange(gitlab, monkeypatch)
    ended = followthrough("sync", *(one for one in REMOTE if one not in {"--repo", PROJECT}))
    code, message, mend = expected
    assert ended.code == code, ended
    assert message in ended.err
    assert mend in ended.err.partition("mend: ")[2]
    assert_no_secret(gitlab, ended)


A_JOBS = "64_of0a0job0that0runs"


@pytest.mark.parametrize(
    ("given", "job", "message"),
    [
        pytest.param("", A_JOBS, "There is no token in GITLAB_TOKEN, and the", id="none beside it"),
        pytest.param(A_JOBS, A_JOBS, "GITLAB_TOKEN holds the", id="in the place of ours"),
        pytest.param("glcbt-64_of0a0job", "", "GITLAB_TOKEN holds the", id="known by its form"),
    ],
)
def test_a_jobs_token(
    gitlab: GitLabSimulator,
    followthrough: Followthrough,
    monkeypatch: pytest.MonkeyPatch,
    given: str,
    job: str,
    message: str,
) -> None:
    """What a job has by itself may not use issues: that, and which token to make, is said before anything is tried."""
    monkeypatch.setenv("GITLAB_TOKEN", given)
    monkeypatch.setenv("CI_JOB_TOKEN", job)
    for command in ("plan", "sync", "status", "rollup"):
        ended = followthrough(command, *REMOTE)
        assert ended.code == 4
        assert f"error: {message} CI_JOB_TOKEN of a job" in ended.err
        assert "the role Reporter and the scope `api`" in ended.err
    assert len(gitlab.journal) == 0


def test_an_oauth_token(gitlab: GitLabSimulator, followthrough: Followthrough, monkeypatch: pytest.MonkeyPatch) -> None:
    """A token that an application got on behalf of a person goes where GitLab takes it."""
    gitlab.invite("alice")
    token = Token(value="0123456789abcdef" * 4, username="alice", kind=Kind.OAUTH)
    monkeypatch.setenv("GITLAB_TOKEN", gitlab.issue_token(token))
    assert followthrough("sync", *REMOTE).code == 0
    assert {issue.author for issue in gitlab.project.issues.values()} == {"alice"}


def test_a_plan_with_a_token_that_only_reads(
    gitlab: GitLabSimulator, followthrough: Followthrough, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A plan needs no permission to write anything."""
    _only_reading(gitlab, monkeypatch)
    ended = followthrough("plan", "--check", *REMOTE)
    assert (ended.code, ended.err) == (1, "")


@pytest.mark.parametrize("status", [301, 302, 307, 308])
@pytest.mark.parametrize("route", [LIST_ISSUES, CREATE_ISSUE])
def test_another_origin(gitlab: GitLabSimulator, followthrough: Followthrough, route: str, status: int) -> None:
    """A redirect to another host is not followed, and no credential goes there."""
    with Trap() as trap:
        gitlab.inject(faults.redirected(f"{trap.url}/x", status), route=route, times=ALWAYS)
        ended = followthrough("sync", *REMOTE)
        assert ended.code == 4, ended
        assert (trap.credentials, trap.requests) == ((), [])


def test_a_next_page_on_another_origin(gitlab: GitLabSimulator, followthrough: Followthrough) -> None:
    """A list that names its next page on another host is not believed."""
    with Trap() as trap:
        gitlab.inject(faults.linked(f"{trap.url}/x"), route=LIST_ISSUES)
        ended = followthrough("sync", *REMOTE)
        assert (ended.code, gitlab.journal.writes) == (4, ())
        assert "another host" in ended.err
        assert (trap.credentials, trap.requests) == ((), [])


@pytest.mark.parametrize("deed", ["delete", "move", "lock"])
def test_an_issue_that_people_act_on_between_look_and_edit(
    gitlab: GitLabSimulator, followthrough: Followthrough, shop: Path, deed: str
) -> None:
    """An issue that is deleted, moved or locked meanwhile is told, and the others go on."""
    followthrough("sync", *REMOTE)
    changed = CHECKOUT.replace("2026-12-01", "2026-12-08").replace("2026-12-31", "2027-01-31")
    (shop / DOCUMENT).write_text(changed, encoding="utf-8")
    commit(shop, "Move two deadlines")
    act = getattr(gitlab.person("alice"), deed)
    gitlab.inject(faults.meanwhile(lambda: act(1), committed=False), route=GET_ISSUE)
    told = json.loads(followthrough("sync", "--format", "json", *REMOTE).out)
    assert 2 in [one["issue"]["number"] for one in told["updated"]]
    assert [one["issue"]["number"] for one in told["failed"]] == ([] if deed == "lock" else [1])
    assert ("moved to acme/attic#1" in str(told["failed"])) is (deed == "move")


def test_an_issue_that_moved_away(gitlab: GitLabSimulator, followthrough: Followthrough) -> None:
    """Of an issue that went to another project it is told where to, once with an exit code, and none is opened."""
    followthrough("sync", *REMOTE)
    gitlab.person("alice").move(1)
    first, second = followthrough("sync", *REMOTE, "--format", "json"), followthrough("sync", *REMOTE)
    assert (first.code, second.code) == (6, 0)
    assert "its issue #1 was moved to acme/attic#1" in json.loads(first.out)["conflicts"][0]["reason"]
    assert len(gitlab.project.issues) == 3  # two items and their tracking issue


def test_a_token_that_was_replaced(
    gitlab: GitLabSimulator, followthrough: Followthrough, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another bot goes on with the issues of the former one; once that is deleted, a person must vouch for them."""
    followthrough("sync", *REMOTE)
    former = gitlab.bot
    del gitlab.project.members[former]
    new = gitlab.world.project_token(gitlab.project, "glpat-the0next0of0them", name="next", role=Role.REPORTER)
    monkeypatch.setenv("GITLAB_TOKEN", new.value)
    assert followthrough("plan", "--check", *REMOTE).code == 0
    gitlab.world.account("ghost")
    for number, issue in gitlab.project.issues.items():
        gitlab.project.issues[number] = replace(issue, author="ghost")
    ended = followthrough("sync", *REMOTE)
    titles = [issue.title for issue in gitlab.project.issues.values()]
    assert (ended.code, titles.count("Rehearse the failover with the new runbook")) == (6, 1), ended
    assert "trusted_authors: [ghost]" in " ".join(ended.out.split())


def assert_no_secret(gitlab: GitLabSimulator, ended: Ended) -> None:
    for token in gitlab.world.tokens:
        assert token not in ended.out + ended.err
