"""What a pipeline of GitLab CI asks for (docs.gitlab.com, "Predefined CI/CD variables reference").

Everything stands in the environment; a variable that a kind of pipeline does not have is missing there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from followthrough.ci.activity import Activity, Task, checked, rolled_up, synced

_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_STARTED = {"push": "a push went to the default branch"}


def decide(environ: Mapping[str, str]) -> Activity:
    """What a pipeline asks for: promises are made on the default branch alone.

    The plan of a merge request is told where there is a token to tell it with; a pipeline of a merge request has none
    as long as the token's variable is protected, which is no failure.
    """
    source = environ.get("CI_PIPELINE_SOURCE", "")
    if number := merge_request(environ):
        return _about_merge_request(number, environ)
    if tag := environ.get("CI_COMMIT_TAG"):
        return checked(f"this is the tag {tag}")
    if source == "external_pull_request_event":
        return checked("a pull request of another forge asks")
    branch = environ.get("CI_COMMIT_BRANCH")
    if not branch or branch != environ.get("CI_DEFAULT_BRANCH"):
        return checked(f"the branch {branch} is not the default one" if branch else "there is no branch")
    if source == "schedule":
        return rolled_up("the schedule says so")
    return synced(_STARTED.get(source, f"somebody started it on the default branch ({source or 'nobody says how'})"))


def unmerged(environ: Mapping[str, str]) -> str | None:
    """Why what such a pipeline checks out is not merged, as the beginning of a sentence; None where it may be."""
    if number := merge_request(environ):
        return f"Merge request !{number} is not merged"
    if tag := environ.get("CI_COMMIT_TAG"):
        return f"The tag {tag!r} is not the default branch"
    branch, usual = environ.get("CI_COMMIT_BRANCH"), environ.get("CI_DEFAULT_BRANCH")
    return f"This is the branch {branch!r}, which is not merged" if branch and usual and branch != usual else None


def merge_request(environ: Mapping[str, str]) -> int | None:
    """The number of the merge request that a pipeline is about; None in every other pipeline."""
    number = environ.get("CI_MERGE_REQUEST_IID", "")
    return int(number) if number.isascii() and number.isdecimal() else None


def _about_merge_request(number: int, environ: Mapping[str, str]) -> Activity:
    what = f"merge request !{number}"
    kind = environ.get("CI_MERGE_REQUEST_EVENT_TYPE")
    if kind == "merge_train":
        return checked(f"{what} rides in a merge train")
    if _from_fork(environ):
        return checked(f"{what} is from a fork, whose pipelines may not write")
    if environ.get("CI_MERGE_REQUEST_TARGET_BRANCH_NAME") != environ.get("CI_DEFAULT_BRANCH"):
        return checked(f"{what} does not go to the default branch")
    if not environ.get("GITLAB_TOKEN", "").strip():
        return checked(f"{what} is open, and there is no token to tell its plan with")
    return Activity(
        tasks=(Task.CHECK, Task.PLAN),
        because=f"{what} is open",
        change_request=number,
        base_commit=_commit(environ, "CI_MERGE_REQUEST_DIFF_BASE_SHA"),
        merge_commit=_commit(environ, "CI_COMMIT_SHA") if kind == "merged_result" else None,
    )


def _from_fork(environ: Mapping[str, str]) -> bool:
    source, target = (environ.get(f"CI_MERGE_REQUEST_{side}PROJECT_ID") for side in ("SOURCE_", ""))
    return source != target or target != environ.get("CI_PROJECT_ID")


def _commit(environ: Mapping[str, str], name: str) -> str | None:
    value = environ.get(name, "")
    return value if _COMMIT.fullmatch(value) else None
