"""The component, carried out for real against a simulated GitLab, from the pipeline to the issues."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from followthrough import __version__
from tests.simulators.gitlab import GitLabSimulator
from tests.simulators.gitlab.records import MERGE_REQUEST, Note
from tests.simulators.loopback import LOOPBACK
from tests.thirdparty.component_pipeline import BIN, SLUG, Ran, Runner, with_origin
from tests.thirdparty.gitlab_ci import missing
from tests.thirdparty.places import ROOT
from tests.unit.cli.conftest import CHECKOUT
from tests.unit.discovery.repositories import commit, git, start
from tests.unit.meta.test_gitlab_docs import PIPELINES

PATH = "postmortems/2026-11-03-checkout.md"
MORE = "| Page the owner of the queue | Alice Smith | 2026-12-05 | Open |\n"
pytestmark = [
    pytest.mark.thirdparty,
    pytest.mark.timeout(300),
    LOOPBACK,
    pytest.mark.skipif(missing() is not None, reason=missing() or ""),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """A project on a simulated GitLab, whose default branch has just got a postmortem by a merge request."""

    gitlab: GitLabSimulator
    runner: Runner
    request: int

    @property
    def notes(self) -> list[Note]:
        """What was said by anybody."""
        return [note for note in self.gitlab.project.notes.values() if not note.system]

    def on_request(self, **variables: str) -> Ran:
        """The pipeline of the merge request."""
        number = str(self.gitlab.project.id)
        return self.runner.run(
            "merge_request_event",
            CI_MERGE_REQUEST_IID=str(self.request),
            CI_MERGE_REQUEST_PROJECT_ID=number,
            CI_MERGE_REQUEST_SOURCE_PROJECT_ID=number,
            CI_MERGE_REQUEST_TARGET_BRANCH_NAME="main",
            CI_MERGE_REQUEST_DIFF_BASE_SHA=git(self.runner.root, "rev-list", "--max-parents=0", "HEAD"),
            **variables,
        )


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    root = start(tmp_path / "shop")
    (root / "README.md").write_text("# Shop\n", encoding="utf-8")
    (root / "click.py").write_text('raise SystemExit("code of the repository was run")\n', encoding="utf-8")
    (root / ".gitignore").write_text(".gitlab-ci-local\n", encoding="utf-8")
    with GitLabSimulator(SLUG) as gitlab:
        variables = {
            "CI_API_V4_URL": gitlab.url,
            "CI_PROJECT_ID": str(gitlab.project.id),
            "FOLLOWTHROUGH_TOKEN": gitlab.token,
            "FOLLOWTHROUGH_SETTLE": "0",
        }
        runner = Runner(root=root, variables=variables)
        runner.include()
        commit(root, "Start")
        (root / "postmortems").mkdir()
        (root / PATH).write_text(CHECKOUT, encoding="utf-8")
        merged = commit(root, "Write down the outage")
        with_origin(root, tmp_path / "origin.git")
        gitlab.invite("alice", name="Alice Smith")
        alice = gitlab.person("alice")
        request = alice.open_merge_request("The checkout outage", files=(PATH,))
        alice.merge(request, commit=merged)
        yield Shop(gitlab=gitlab, runner=runner, request=request)


def test_which_jobs_run(shop: Shop) -> None:
    """A merge request is checked, the default branch synchronised, a schedule brings the rollup, a branch nothing."""
    check, sync, rollup = (f"followthrough-{name}" for name in ("check", "sync", "rollup"))
    assert shop.runner.jobs("merge_request_event", CI_MERGE_REQUEST_IID="1") == {check}
    assert shop.runner.jobs("push") == {sync}
    assert shop.runner.jobs("web") == {sync}
    assert shop.runner.jobs("schedule") == {sync, rollup}
    assert shop.runner.jobs("push", CI_COMMIT_BRANCH="topic") == set()
    assert shop.runner.jobs("push", CI_COMMIT_BRANCH="", CI_COMMIT_TAG="v1") == set()


def test_a_merge(shop: Shop) -> None:
    """The merge opens an issue for each open item, tells it on the merge request, and the second run writes nothing."""
    ran = shop.runner.run("push")
    assert ran.code == 0, ran.log
    issues = list(shop.gitlab.project.issues.values())
    assert [issue.title for issue in issues] == [
        "Alert on queue depth before carts fail",
        "Rehearse the failover with the new runbook",
    ]
    assert (issues[0].assignees, issues[0].due_date) == (("alice",), date(2026, 12, 1))
    assert len(ran.result["created"]) == 2
    (note,) = [note for note in shop.notes if note.kind == MERGE_REQUEST]
    assert "2 issues opened" in note.body
    assert ran.artifact("followthrough-sync", "followthrough-code-quality.json") == []
    assert shop.gitlab.token not in ran.log
    shop.gitlab.journal.clear()
    again = shop.runner.run("push")
    assert again.result["unchanged"] == 3, again.log
    assert not shop.gitlab.journal.writes


def test_a_merge_request(shop: Shop) -> None:
    """The check reports findings for GitLab's widget, without a token and without a request."""
    (shop.runner.root / PATH).write_text(CHECKOUT.replace("2026-12-01", "soon"), encoding="utf-8")
    shop.runner.include(strict=True)
    ran = shop.on_request()
    assert ran.code == 1, ran.log
    quality = ran.artifact("followthrough-check", "followthrough-code-quality.json")
    assert {entry["location"]["path"] for entry in quality} == {PATH}
    assert len(shop.gitlab.journal) == 0


def test_the_plan_of_a_merge_request(shop: Shop) -> None:
    """Where it is asked for, the merge request is told what its merge would open."""
    shop.runner.include(plan_comment=True)
    request = shop.gitlab.person("alice").open_merge_request("The same again", files=(PATH,))
    ran = replace(shop, request=request).on_request()
    assert ran.code == 0, ran.log
    (note,) = [note for note in shop.notes if note.kind == MERGE_REQUEST]
    assert "2 to open" in note.body
    assert not shop.gitlab.project.issues


def test_a_job_that_came_late(shop: Shop) -> None:
    """A job that waited or was retried looks at what is merged by now, not at its own commit."""
    root = shop.runner.root
    (root / PATH).write_text(CHECKOUT + MORE, encoding="utf-8")
    commit(root, "One more item")
    git(root, "push", "--quiet", "origin", "main")
    git(root, "reset", "--quiet", "--hard", "HEAD~1")
    ran = shop.runner.run("push")
    assert ran.code == 0, ran.log
    assert "Page the owner of the queue" in {issue.title for issue in shop.gitlab.project.issues.values()}


def test_an_origin_that_cannot_be_reached(shop: Shop) -> None:
    """Where nothing can be fetched, that is said, and the job's own commit serves."""
    git(shop.runner.root, "remote", "set-url", "origin", "/nowhere")
    ran = shop.runner.run("push")
    assert ran.code == 0, ran.log
    assert "is not looked at" in ran.log
    assert len(shop.gitlab.project.issues) == 2


def test_no_token(shop: Shop) -> None:
    """A token that is missing is asked for by the name of its variable, before anything is tried."""
    ran = shop.runner.run("push", FOLLOWTHROUGH_TOKEN="")
    assert ran.code != 0
    assert "there is no token in $FOLLOWTHROUGH_TOKEN" in ran.log
    assert "FAIL 4" in ran.log
    assert len(shop.gitlab.journal) == 0


def test_a_jobs_token(shop: Shop) -> None:
    """The token that a job has by itself is refused before anything is tried, and the one to make is told."""
    shop.runner.include(token_variable="CI_JOB_TOKEN")  # noqa: S106 - the name of a variable
    ran = shop.runner.run("push", CI_JOB_TOKEN=shop.gitlab.job_token())
    assert "FAIL 4" in ran.log, ran.log
    assert "GITLAB_TOKEN holds the CI_JOB_TOKEN of a job, which may not use issues" in ran.log
    assert len(shop.gitlab.journal) == 0


def test_inputs(shop: Shop) -> None:
    """Names, paths, limits and the token's variable are what the inputs say."""
    root = shop.runner.root
    (root / "other docs").mkdir()
    (root / PATH).rename(root / "other docs" / "checkout.md")
    (root / "docs").mkdir()
    (root / "docs" / "x.md").write_text("# Notes\n", encoding="utf-8")
    named = {"token_variable": "PM_TOKEN", "job_prefix": "pm"}
    shop.runner.include(**named, paths="docs, other docs", max_creates="1")
    commit(root, "Move")
    git(root, "push", "--quiet", "origin", "main")
    ran = shop.runner.run("push", FOLLOWTHROUGH_TOKEN="", PM_TOKEN=shop.gitlab.token)
    assert "FAIL 6" in ran.log, ran.log
    assert not shop.gitlab.project.issues
    told = ran.artifact("pm-sync", "followthrough-sync.json")
    assert [entry["path"] for entry in told["deferred"]] == ["other docs/checkout.md"] * 2


def test_hostile_inputs(shop: Shop) -> None:
    """Nothing that stands in an input is run or split."""
    shop.runner.include(paths="; touch pwned; $(touch pwned) `touch pwned` --config=x")
    ran = shop.runner.run("push")
    assert "FAIL 2" in ran.log, ran.log
    assert not list(shop.runner.root.rglob("pwned"))


def test_a_dry_run(shop: Shop) -> None:
    """A dry run shows the plan and writes nothing."""
    shop.runner.include(dry_run=True)
    ran = shop.runner.run("push")
    assert ran.code == 0, ran.log
    assert "Alert on queue depth before carts fail" in ran.log
    assert not shop.gitlab.journal.writes


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel that a release would bring to PyPI."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run([BIN / "uv", "build", "--quiet", "--wheel", "--out-dir", folder], cwd=ROOT, check=True)
    return folder


@pytest.mark.parametrize("locked", [False, True])
def test_an_image_without_the_command(shop: Shop, released: Path, *, locked: bool) -> None:
    """The release is installed, on request every file by its hash, and no code of the repository is run by that."""
    root = shop.runner.root
    for name in ("pip", "venv"):
        (root / f"{name}.py").write_text('raise SystemExit("code of the repository was run")\n', encoding="utf-8")
    if locked:
        (root / "ci requirements.txt").write_text(_locked(released), encoding="utf-8")
        shop.runner.include(requirements="ci requirements.txt")
    bare = str(Path(sys.executable).resolve().parent)
    links = f"{os.environ.get('PIP_FIND_LINKS', '')} {released}"
    ran = replace(shop.runner, path=bare).run("merge_request_event", CI_MERGE_REQUEST_IID="1", PIP_FIND_LINKS=links)
    assert ran.code == 0, ran.log
    assert ran.artifact("followthrough-check", "followthrough-check.json")["documents"] == 1


def test_the_plain_pipeline(shop: Shop, released: Path, tmp_path: Path) -> None:
    """The pipeline that the page has for instances without components installs the release, checks and opens issues."""
    (plain,) = (text for text in PIPELINES if "postmortems-sync" in text)
    (shop.runner.root / ".gitlab-ci.yml").write_text(plain, encoding="utf-8")
    venv.create(tmp_path / "image", with_pip=True)
    links = f"{os.environ.get('PIP_FIND_LINKS', '')} {released}"
    machine = {"PIP_FIND_LINKS": links, "PIP_CACHE_DIR": str(tmp_path / "cache")}
    runner = replace(shop.runner, path=str(tmp_path / "image" / "bin"))
    ran = runner.run("merge_request_event", CI_MERGE_REQUEST_IID="1", **machine)
    assert ran.code == 0, ran.log
    assert "Nothing to say about 1 document" in ran.log
    ran = runner.run("push", **machine)
    assert ran.code == 0, ran.log
    assert len(shop.gitlab.project.issues) == 2


def _locked(released: Path) -> str:
    """Everything in the lock with its hashes, and the release with its own."""
    (wheel,) = released.glob("*.whl")
    export = ["export", "--quiet", "--frozen", "--no-dev", "--no-emit-project", "--no-header", "--no-annotate"]
    told = subprocess.run([BIN / "uv", *export], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return f"followthrough=={__version__} --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n{told}"


def test_an_image_without_python(shop: Shop, tmp_path: Path) -> None:
    """An image that cannot serve is told to be one, in a line, with the exit code of a mistake of usage."""
    fake = tmp_path / "bin" / "python3"
    fake.parent.mkdir()
    fake.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    fake.chmod(0o755)
    ran = replace(shop.runner, path=str(fake.parent)).run("merge_request_event", CI_MERGE_REQUEST_IID="1")
    assert "FAIL 2" in ran.log, ran.log
    assert "there is no Python 3.11 or newer with pip in this image" in ran.log


def test_a_schedule(shop: Shop) -> None:
    """A week later the schedule brings what was missed, and a rollup of what is overdue on the merge request."""
    ran = shop.runner.run("push")
    assert ran.code == 0, ran.log
    told = len(shop.notes)
    ran = shop.runner.run("schedule", FOLLOWTHROUGH_TODAY="2027-01-11")
    assert ran.code == 0, ran.log
    (rollup,) = [note for note in shop.notes[told:] if note.kind == MERGE_REQUEST]
    assert "Alert on queue depth before carts fail" in rollup.body
    assert ran.artifact("followthrough-rollup", "followthrough-rollup.json")["version"] == 1
    shop.gitlab.journal.clear()
    again = shop.runner.run("schedule", FOLLOWTHROUGH_TODAY="2027-01-12")
    assert again.code == 0, again.log
    assert again.result["unchanged"] == 3
    assert not shop.gitlab.journal.writes
