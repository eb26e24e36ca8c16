"""Labels and assignees that GitHub leaves out of a new issue without a word, since the token may not push."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.simulators.github import GitHubSimulator, Kind, Role, Token
from tests.simulators.github.routes import ADD_ASSIGNEES, CREATE_COMMENT, CREATE_ISSUE, CREATE_LABEL
from tests.simulators.loopback import LOOPBACK
from tests.simulators.wire import faults
from tests.unit.cli.conftest import Followthrough
from tests.unit.cli.test_github import REMOTE, github  # noqa: F401 - a fixture
from tests.unit.discovery.repositories import git

pytestmark = LOOPBACK
LABELS = ("postmortem-action", "needs-owner")


def _let_in(github: GitHubSimulator, role: Role, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811 - the fixture
    """Labels are there, a pull request brought the postmortem, and our token is of somebody with that role."""
    github.invite("alice", name="Alice Smith")
    for name in LABELS:
        github.repository.label(name)
    alice = github.person("alice")
    number = alice.open_pull_request("The checkout outage", files=("postmortems/2026-11-03-checkout.md",))
    alice.merge(number, commit=git(Path.cwd(), "rev-parse", "HEAD"))
    github.invite("carol", role=role, association="COLLABORATOR")
    token = github.issue_token(Token(value="ghp_of0somebody0with0a0role", login="carol", kind=Kind.CLASSIC))
    monkeypatch.setenv("GITHUB_TOKEN", token)


def test_whoever_may_label_does_so_afterwards(
    github: GitHubSimulator,  # noqa: F811 - the fixture
    followthrough: Followthrough,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With the role Triage labels are dropped from a new issue, and can be set on it; nobody can be assigned."""
    _let_in(github, Role.TRIAGE, monkeypatch)
    first = followthrough("sync", *REMOTE)
    assert first.code == 0, first
    opened = [issue for issue in github.repository.issues.values() if issue.pull is None]
    assert [(issue.labels, issue.assignees) for issue in opened] == [(LABELS, ()), (LABELS, ())]
    assert "the forge did not keep the assignee alice" in " ".join(first.out.split())
    assert len(github.journal.of(CREATE_ISSUE)) == 2
    github.journal.clear()
    assert followthrough("sync", *REMOTE).code == 0
    assert github.journal.writes == ()


def test_an_issue_that_cannot_be_labelled_stays_the_only_one(
    github: GitHubSimulator,  # noqa: F811 - the fixture
    followthrough: Followthrough,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What bears no label of ours is not found again: no more is opened, and the one that was is remembered."""
    _let_in(github, Role.READ, monkeypatch)
    first = followthrough("sync", "--format", "json", *REMOTE)
    assert first.code == 4
    told = json.loads(first.out)
    assert ([one["issue"]["number"] for one in told["created"]], len(told["deferred"])) == ([2], 1)
    assert "#2 did not get the label postmortem-action" in first.err
    assert "mend: " in first.err
    assert [len(github.journal.of(route)) for route in (CREATE_ISSUE, CREATE_COMMENT)] == [1, 1]
    again = followthrough("sync", *REMOTE)
    assert (again.code, len(github.journal.of(CREATE_ISSUE))) == (4, 2)
    assert len({issue.title for issue in github.repository.issues.values()}) == 3


def test_the_label_for_an_issue_nobody_got_is_made_as_ours_are(
    github: GitHubSimulator,  # noqa: F811 - the fixture
    followthrough: Followthrough,
) -> None:
    """Where it turns out only in the answer that nobody is assigned, the label has its colour and description."""
    github.invite("alice", name="Alice Smith")
    github.invite("bob", name="Bob Jones")
    unassigned = faults.answered(422, _NOBODY, committed=False)
    github.inject(unassigned, route=CREATE_ISSUE, skip=1)
    github.inject(lambda request, proceed: proceed(replace(request, body=b'{"assignees": []}')), route=ADD_ASSIGNEES)
    assert followthrough("sync", *REMOTE).code == 0
    assert github.repository.issues[2].labels == LABELS
    made = github.repository.labels["needs-owner"]
    assert (made.color, made.description) == ("fbca04", "Nobody is assigned")
    assert len(github.journal.of(CREATE_LABEL)) == 2


_NOBODY = {
    "message": "Validation Failed",
    "errors": [{"resource": "Issue", "code": "invalid", "field": "assignees", "value": "bob"}],
}
