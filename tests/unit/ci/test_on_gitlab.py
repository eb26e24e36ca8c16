from __future__ import annotations

from collections.abc import Mapping

import pytest

from followthrough.ci.activity import Task
from followthrough.ci.decision import decide, unmerged
from followthrough.ci.event import default_branch, event_change_request

CHECK, SYNC, BOTH = (Task.CHECK,), (Task.SYNC,), (Task.CHECK, Task.PLAN)
ROLLED = (Task.SYNC, Task.ROLLUP)
BASE, HEAD = "a" * 40, "b" * 40
PIPELINE = {"GITLAB_CI": "true", "CI_DEFAULT_BRANCH": "main", "CI_PROJECT_ID": "42", "CI_COMMIT_SHA": HEAD}
TOKEN = {"GITLAB_TOKEN": "glpat-invented"}
REQUEST = {
    "CI_PIPELINE_SOURCE": "merge_request_event",
    "CI_MERGE_REQUEST_IID": "812",
    "CI_MERGE_REQUEST_PROJECT_ID": "42",
    "CI_MERGE_REQUEST_SOURCE_PROJECT_ID": "42",
    "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
    "CI_MERGE_REQUEST_DIFF_BASE_SHA": BASE,
    "CI_MERGE_REQUEST_EVENT_TYPE": "detached",
    "CI_MERGE_REQUEST_REF_PATH": "refs/merge-requests/812/head",
}


def _request(**more: str) -> Mapping[str, str]:
    return {**PIPELINE, **TOKEN, **REQUEST, **more}


def _branch(source: str, branch: str = "main", **more: str) -> Mapping[str, str]:
    return {**PIPELINE, **TOKEN, "CI_PIPELINE_SOURCE": source, "CI_COMMIT_BRANCH": branch, **more}


@pytest.mark.parametrize(
    ("environ", "tasks"),
    [
        pytest.param(_request(), BOTH, id="merge request"),
        pytest.param(_request(CI_MERGE_REQUEST_EVENT_TYPE="merged_result"), BOTH, id="merged results"),
        pytest.param(_request(CI_PIPELINE_SOURCE="parent_pipeline"), BOTH, id="child of its pipeline"),
        pytest.param(_request(CI_MERGE_REQUEST_EVENT_TYPE="merge_train"), CHECK, id="merge train"),
        pytest.param(_request(GITLAB_TOKEN=""), CHECK, id="merge request without the protected token"),
        pytest.param(_request(CI_MERGE_REQUEST_SOURCE_PROJECT_ID="77"), CHECK, id="fork, in the parent project"),
        pytest.param(
            _request(CI_MERGE_REQUEST_SOURCE_PROJECT_ID="77", CI_PROJECT_ID="77"), CHECK, id="fork, in the fork"
        ),
        pytest.param(_request(CI_MERGE_REQUEST_TARGET_BRANCH_NAME="next"), CHECK, id="to another branch"),
        pytest.param({**PIPELINE, **TOKEN, "CI_MERGE_REQUEST_IID": "812"}, CHECK, id="merge request that tells little"),
        pytest.param(_branch("push"), SYNC, id="push to the default branch"),
        pytest.param(_branch("push", GITLAB_TOKEN=""), SYNC, id="push without a token, which is then asked for"),
        pytest.param(_branch("push", "main-2"), CHECK, id="push to another branch"),
        pytest.param(_branch("push", "", CI_COMMIT_TAG="main"), CHECK, id="tag"),
        pytest.param(_branch("schedule"), ROLLED, id="schedule"),
        pytest.param(_branch("schedule", "next"), CHECK, id="schedule on another branch"),
        pytest.param(_branch("schedule", "", CI_COMMIT_TAG="v1"), CHECK, id="schedule on a tag"),
        pytest.param(_branch("web"), SYNC, id="by hand"),
        pytest.param(_branch("web", "next"), CHECK, id="by hand on another branch"),
        pytest.param(_branch("api"), SYNC, id="by the API"),
        pytest.param(_branch("trigger"), SYNC, id="by a trigger"),
        pytest.param(_branch("pipeline"), SYNC, id="by another project's pipeline"),
        pytest.param(_branch("parent_pipeline"), SYNC, id="child on the default branch"),
        pytest.param(_branch("external_pull_request_event"), CHECK, id="pull request of another forge"),
        pytest.param(_branch("push", CI_DEFAULT_BRANCH=""), CHECK, id="no default branch"),
        pytest.param(PIPELINE, CHECK, id="nothing told"),
    ],
)
def test_decide(environ: Mapping[str, str], tasks: tuple[Task, ...]) -> None:
    """Promises are made on the default branch alone, planned where the plan can be told, and looked at otherwise."""
    activity = decide(environ, None)
    assert activity.tasks == tasks
    assert activity.because
    assert (activity.change_request == 812) is (tasks == BOTH)


def test_the_commits_of_the_plan() -> None:
    """The plan of a merge request knows its base, and the commit that GitLab made by merging where it made one."""
    plain, merged = decide(_request(), None), decide(_request(CI_MERGE_REQUEST_EVENT_TYPE="merged_result"), None)
    assert (plain.base_commit, plain.merge_commit) == (BASE, None)
    assert (merged.base_commit, merged.merge_commit) == (BASE, HEAD)
    assert decide(_request(CI_MERGE_REQUEST_DIFF_BASE_SHA="--output=x"), None).base_commit is None


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        pytest.param(_request(), "Merge request !812 is not merged", id="merge request"),
        pytest.param(_request(CI_MERGE_REQUEST_EVENT_TYPE="merge_train"), "Merge request !812", id="merge train"),
        pytest.param(_branch("push", "next"), "This is the branch 'next'", id="another branch"),
        pytest.param(_branch("push", "", CI_COMMIT_TAG="v1"), "The tag 'v1'", id="tag"),
        pytest.param(_branch("push"), None, id="default branch"),
        pytest.param(_branch("schedule"), None, id="schedule"),
        pytest.param({**_request(), "GITLAB_CI": "false"}, None, id="outside GitLab CI"),
    ],
)
def test_unmerged(environ: Mapping[str, str], expected: str | None) -> None:
    """What a pipeline checks out before it is merged makes no promises, and it is said why."""
    told = unmerged(environ, None)
    assert told is None if expected is None else told is not None and told.startswith(expected)


def test_what_the_environment_tells_besides() -> None:
    """The number of the merge request and the name of the default branch are known; nonsense is not believed."""
    assert (event_change_request(_request(), None), default_branch(_request(), None)) == (812, "main")
    assert event_change_request(_branch("push"), None) is None
    assert event_change_request(_request(CI_MERGE_REQUEST_IID="\u0663"), None) is None
    assert default_branch({"GITLAB_CI": "true"}, None) is None
