from __future__ import annotations

import pytest

from followthrough.ci.workflows import Runs, read_workflow, workflow_files

SCHEDULED = "on:\n  schedule:\n    - cron: '1 2 * * 1'\njobs:\n  x:\n    uses: acme/followthrough/x.yml@abc\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(SCHEDULED, Runs(us=True, by_schedule=True), id="scheduled"),
        pytest.param("on: [push, schedule]\n", Runs(us=False, by_schedule=True), id="a list"),
        pytest.param("on: push\njobs: {a: {run: Followthrough}}\n", Runs(us=True, by_schedule=False), id="a word"),
        pytest.param("true: &a x\non:\n  schedule: []\nb: *a\n", Runs(us=False, by_schedule=True), id="with an alias"),
        pytest.param("include:\n  - component: x/followthrough@1\n", Runs(us=True, by_schedule=False), id="GitLab"),
        pytest.param("", Runs(us=False, by_schedule=False), id="nothing"),
    ],
)
def test_what_a_file_starts(text: str, expected: Runs) -> None:
    """Whether a file of a CI runs followthrough, and by a schedule, is read from it however it is written."""
    assert read_workflow(text) == expected


def test_which_files_there_are() -> None:
    """Only the files that a CI reads count."""
    ours = (".github/workflows/a.yml", ".github/workflows/b.yaml", ".gitlab-ci.yml", ".gitlab/ci/c.yml")
    assert workflow_files((*ours, ".github/dependabot.yml", ".github/workflows/old/a.yml", "a.yml")) == ours
