"""`followthrough ci` in a pipeline of GitLab: the environment decides, and files take what the runner is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from followthrough.forges.local import LocalForge
from followthrough.model import Thread
from tests.unit.cli.conftest import Ended, Followthrough
from tests.unit.discovery.repositories import commit, git

LOCAL = ("--forge", "local", "--today", "2026-11-20")
TRACKER = ".followthrough/tracker.sqlite3"
FILES = ("-o", "json=out/result.json", "-o", "markdown=out/summary.md", "-o", "gitlab=out/quality.json")
PIPELINE = {"GITLAB_CI": "true", "CI_DEFAULT_BRANCH": "main", "CI_PROJECT_ID": "42", "CI_PROJECT_PATH": "acme/shop"}
PROPOSED = "# Outage\n\n**Date:** 2026-11-10\n\n## Action Items\n\n- [ ] Alert on index lag (@alice, 2026-12-01)\n"


@pytest.fixture
def pipeline(shop: Path, followthrough: Followthrough, monkeypatch: pytest.MonkeyPatch) -> Pipeline:
    commit(shop, "Write down the outage")
    return Pipeline(followthrough, monkeypatch)


class Pipeline:
    """A job; called with what its environment tells, it runs the command."""

    def __init__(self, followthrough: Followthrough, monkeypatch: pytest.MonkeyPatch) -> None:
        self._followthrough = followthrough
        self._monkeypatch = monkeypatch

    def __call__(self, *arguments: str, **environ: str) -> Ended:
        for name, value in {**PIPELINE, **environ}.items():
            self._monkeypatch.setenv(name, value)
        return self._followthrough("ci", *LOCAL, *FILES, *arguments)


def _told(shop: Path) -> dict[str, object]:
    value: dict[str, object] = json.loads((shop / "out/result.json").read_text(encoding="utf-8"))
    return value


def test_a_push_to_the_default_branch(shop: Path, pipeline: Pipeline) -> None:
    """The issues open, and result, summary and code quality stand in files; no line is one for GitHub's runner."""
    ended = pipeline(CI_PIPELINE_SOURCE="push", CI_COMMIT_BRANCH="main")
    assert ended.code == 0
    assert "sync, because a push went to the default branch" in ended.out
    assert not [line for line in ended.out.splitlines() if line.startswith("::")]
    created = _told(shop)["created"]
    assert isinstance(created, list)
    assert len(created) == 2
    assert "**Sync**: 2 opened" in (shop / "out/summary.md").read_text(encoding="utf-8")
    assert isinstance(json.loads((shop / "out/quality.json").read_text(encoding="utf-8")), list)


def test_a_merge_request(shop: Path, pipeline: Pipeline) -> None:
    """Without a token a merge request is checked alone, and its findings become a code quality report."""
    (shop / "postmortems/b.md").write_text("# Outage\n\n## Action Items\n\n- Add more alerts\n", encoding="utf-8")
    ended = pipeline(CI_PIPELINE_SOURCE="merge_request_event", CI_MERGE_REQUEST_IID="7", FOLLOWTHROUGH_STRICT="true")
    assert ended.code == 1
    quality = json.loads((shop / "out/quality.json").read_text(encoding="utf-8"))
    assert {entry["location"]["path"] for entry in quality} == {"postmortems/b.md"}
    assert not (shop / TRACKER).exists()


def test_the_plan_of_a_merge_request(shop: Path, pipeline: Pipeline) -> None:
    """With a token to tell it by, the plan of what the merge request brings stands in one comment on it."""
    forge = LocalForge(shop / TRACKER)
    number = forge.change_request_of("f" * 40)
    forge.close()
    assert number is not None
    base = git(shop, "rev-parse", "HEAD").strip()
    git(shop, "checkout", "--quiet", "-b", "topic")
    (shop / "postmortems/2026-11-10-search.md").write_text(PROPOSED, encoding="utf-8")
    commit(shop, "Propose")
    git(shop, "checkout", "--quiet", "--detach")
    environ = {
        "CI_PIPELINE_SOURCE": "merge_request_event",
        "CI_MERGE_REQUEST_IID": str(number.number),
        "CI_MERGE_REQUEST_PROJECT_ID": "42",
        "CI_MERGE_REQUEST_SOURCE_PROJECT_ID": "42",
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": base,
        "GITLAB_TOKEN": "glpat-invented",
    }
    for _ in range(2):
        ended = pipeline(**environ)
        assert ended.code == 0, ended.err
    forge = LocalForge(shop / TRACKER)
    (comment,) = forge.list_comments(Thread(kind="change_request", number=number.number))
    forge.close()
    assert "1 to open" in comment.body
    assert "Alert on index lag" in comment.body


def test_a_branch_makes_no_promises(pipeline: Pipeline) -> None:
    """A sync that is asked for on another branch of a remote forge is refused before anything is tried."""
    environ = {"CI_PIPELINE_SOURCE": "push", "CI_COMMIT_BRANCH": "next", "GITLAB_TOKEN": "glpat-invented"}
    ended = pipeline("--forge", "gitlab", "--command", "sync", **environ)
    assert ended.code == 2
    assert "'next', which is not merged" in ended.err
    assert ended.err.rstrip().endswith("mend: leave it to the default branch, or check that out")


def test_a_refusal_stands_in_the_files(shop: Path, pipeline: Pipeline) -> None:
    """Whatever ends the run, its reason stands in the result, so that an artifact is always there."""
    (shop / ".followthrough.yml").write_text("pathes: [a]\n", encoding="utf-8")
    assert pipeline(CI_PIPELINE_SOURCE="schedule", CI_COMMIT_BRANCH="main").code == 2
    run = _told(shop)["run"]
    assert isinstance(run, dict)
    assert "pathes" in run["error"]["message"]
    assert (shop / "out/quality.json").read_text(encoding="utf-8").strip() == "[]"


def test_a_file_that_cannot_be_written(shop: Path, pipeline: Pipeline) -> None:
    """What was done stays done; the run says so and does not pass."""
    (shop / "out").write_text("in the way", encoding="utf-8")
    ended = pipeline(CI_PIPELINE_SOURCE="push", CI_COMMIT_BRANCH="main")
    assert ended.code == 3
    assert "out/result.json cannot be written" in ended.err
