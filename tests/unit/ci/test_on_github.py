from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from followthrough.ci.activity import Task
from followthrough.ci.decision import decide, unmerged
from followthrough.errors import ConfigError, ExitCode

CHECK, SYNC, ROLLED, NOTHING = (Task.CHECK,), (Task.SYNC,), (Task.SYNC, Task.ROLLUP), ()
BOTH = (Task.CHECK, Task.PLAN)
REPOSITORY = {"full_name": "acme/shop", "default_branch": "main", "fork": False}
FORK = {**REPOSITORY, "fork": True}
HERE = {"repo": {"full_name": "Acme/shop"}}
ELSEWHERE = {"repo": {"full_name": "mallory/shop"}}
MAIN = {"ref": "main", "sha": "a" * 40}


def _environ(name: str, **more: str) -> Mapping[str, str]:
    return {"GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": name, **more}


def _pull(action: str = "opened", repository: object = REPOSITORY, **more: object) -> str:
    request = {"number": 812, "state": "open", "merged": False, "base": MAIN, "head": HERE, **more}
    return json.dumps({"action": action, "repository": repository, "pull_request": request})


def _merged(**more: object) -> str:
    return _pull("closed", state="closed", merged=True, **more)


def _other(**more: object) -> str:
    return json.dumps({"repository": REPOSITORY, **more})


_SHORT = {
    "action": "closed",
    "repository": {"full_name": "acme/shop"},
    "pull_request": {
        "number": 812,
        "merged": True,
        "base": {"ref": "main", "repo": {"default_branch": "main"}},
        "head": {"ref": "outage"},
    },
}


@pytest.mark.parametrize(
    ("environ", "event", "tasks"),
    [
        pytest.param(_environ("pull_request"), _pull(), BOTH, id="opened"),
        pytest.param(_environ("pull_request"), _pull("synchronize"), BOTH, id="pushed to"),
        pytest.param(_environ("pull_request"), _pull("reopened"), BOTH, id="reopened"),
        pytest.param(_environ("pull_request"), _pull("labeled"), BOTH, id="labelled"),
        pytest.param(_environ("pull_request"), _merged(), SYNC, id="merged"),
        pytest.param(_environ("pull_request"), _merged(repository=FORK), SYNC, id="merged within a fork"),
        pytest.param(_environ("pull_request"), _pull("closed", state="closed"), NOTHING, id="closed unmerged"),
        pytest.param(_environ("pull_request"), _merged(base={"ref": "next"}), NOTHING, id="merged elsewhere"),
        pytest.param(_environ("pull_request"), _pull(base={"ref": "next"}), CHECK, id="to another branch"),
        pytest.param(_environ("pull_request"), _pull(head=ELSEWHERE), CHECK, id="from a fork"),
        pytest.param(_environ("pull_request"), _pull(head={"repo": None}), CHECK, id="from a fork that is gone"),
        pytest.param(_environ("pull_request"), _merged(head=ELSEWHERE), CHECK, id="merged from a fork"),
        pytest.param(_environ("pull_request"), json.dumps(_SHORT), SYNC, id="merged, told in few words"),
        pytest.param(
            _environ("pull_request", GITHUB_ACTOR="dependabot[bot]"), _pull(), CHECK, id="opened by Dependabot"
        ),
        pytest.param(_environ("push", GITHUB_REF="refs/heads/main"), _other(), SYNC, id="push to the default branch"),
        pytest.param(_environ("push", GITHUB_REF="refs/heads/main-2"), _other(), CHECK, id="push to another branch"),
        pytest.param(_environ("push", GITHUB_REF="refs/tags/main"), _other(), CHECK, id="push of a tag"),
        pytest.param(_environ("push", GITHUB_REF="refs/heads/main"), "{}", CHECK, id="push to nobody knows what"),
        pytest.param(
            _environ("push", GITHUB_REF="refs/heads/main"), _other(repository=FORK), CHECK, id="push to a fork"
        ),
        pytest.param(
            _environ("push", GITHUB_REF="refs/heads/main", GITHUB_ACTOR="dependabot[bot]"),
            _other(),
            CHECK,
            id="push by Dependabot",
        ),
        pytest.param(_environ("schedule"), _other(), ROLLED, id="schedule"),
        pytest.param(
            _environ("schedule"), json.dumps({"schedule": "0 6 * * 1"}), ROLLED, id="schedule that tells little"
        ),
        pytest.param(_environ("schedule"), _other(repository=FORK), CHECK, id="schedule in a fork"),
        pytest.param(_environ("workflow_dispatch"), _other(), SYNC, id="by hand"),
        pytest.param(_environ("workflow_dispatch"), _other(repository=FORK), SYNC, id="by hand in a fork"),
        pytest.param(_environ("merge_group"), _other(), CHECK, id="merge queue"),
        pytest.param(_environ("issue_comment"), _other(issue={"number": 3}), CHECK, id="any other"),
        pytest.param(_environ("pull_request"), None, CHECK, id="without a payload"),
        pytest.param(_environ("pull_request"), "{", CHECK, id="with a broken payload"),
        pytest.param(_environ("pull_request"), "[" * 100_000, CHECK, id="with a payload that is a bomb"),
    ],
)
def test_decide(environ: Mapping[str, str], event: str | None, tasks: tuple[Task, ...]) -> None:
    """Promises are made on the default branch alone, planned on an open pull request, and looked at otherwise."""
    activity = decide(environ, event)
    assert activity.tasks == tasks
    assert activity.because
    assert (activity.change_request == 812) is (tasks == BOTH)


def test_the_base_of_the_plan() -> None:
    """The plan of a pull request knows the commit that it is to be merged into, if it is one."""
    assert decide(_environ("pull_request"), _pull()).base_commit == "a" * 40
    assert decide(_environ("pull_request"), _pull(base={"ref": "main", "sha": "--output=x"})).base_commit is None


@pytest.mark.parametrize("name", ["pull_request_target", "workflow_run"])
def test_foreign_events(name: str) -> None:
    """An event that hands out a token over what a stranger wrote is refused as a mistake of configuration."""
    with pytest.raises(ConfigError, match=name) as refusal:
        decide(_environ(name), _pull())
    assert refusal.value.exit_code is ExitCode.USAGE
    assert refusal.value.hint


def test_outside_actions() -> None:
    """Where no event is, none decides."""
    with pytest.raises(ConfigError, match="No event decides"):
        decide({}, None)


@pytest.mark.parametrize(
    ("environ", "event", "expected"),
    [
        pytest.param(_environ("pull_request"), _pull(), "Pull request #812 is not merged", id="open"),
        pytest.param(_environ("pull_request"), _merged(), None, id="merged"),
        pytest.param(_environ("pull_request_target"), _merged(), "The event pull_request_target", id="target"),
        pytest.param(_environ("merge_group"), _other(), "The merge queue", id="merge queue"),
        pytest.param(_environ("push"), _other(), None, id="push"),
        pytest.param({"GITHUB_EVENT_NAME": "pull_request"}, _pull(), None, id="outside Actions"),
    ],
)
def test_unmerged(environ: Mapping[str, str], event: str | None, expected: str | None) -> None:
    """What an event brings before it is merged makes no promises, and it is said why."""
    told = unmerged(environ, event)
    assert told is None if expected is None else told is not None and told.startswith(expected)
