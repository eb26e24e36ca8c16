"""A server that is less than GitHub: what is optional is taken for not known, and the work is done all the same."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Collection
from pathlib import Path

import pytest

from tests.simulators.github import GitHubSimulator, Kind, Token
from tests.simulators.github.plain import make_plain, page
from tests.simulators.github.routes import (
    GET_REPOSITORY,
    GET_USER,
    GRAPHQL,
    LIST_ASSIGNEES,
    LIST_LABELS,
    PULLS_OF_COMMIT,
)
from tests.simulators.loopback import LOOPBACK
from tests.simulators.wire import faults
from tests.simulators.wire.faults import Fault
from tests.unit.cli.conftest import Followthrough
from tests.unit.cli.test_github import REMOTE, github  # noqa: F401 - a fixture
from tests.unit.discovery.repositories import commit

pytestmark = LOOPBACK
OPTIONAL = (GRAPHQL, GET_USER, LIST_ASSIGNEES, LIST_LABELS, PULLS_OF_COMMIT, GET_REPOSITORY)
DOCUMENT = Path("postmortems/2026-11-03-checkout.md")


@pytest.mark.parametrize(
    ("without", "absent"),
    [
        pytest.param((), None, id="fields and headers alone"),
        pytest.param((GRAPHQL,), page(404), id="no GraphQL, a page"),
        pytest.param((GRAPHQL,), faults.answered(501, {"message": "?"}, committed=False), id="no GraphQL, 501"),
        pytest.param((GRAPHQL,), faults.answered(405, committed=False), id="no GraphQL, 405"),
        pytest.param(
            (GRAPHQL,), faults.answered(200, {"data": {}}, committed=False), id="a GraphQL that knows nothing"
        ),
        pytest.param((GRAPHQL, GET_USER), faults.answered(403, {"message": "no"}, committed=False), id="no account"),
        pytest.param(OPTIONAL, None, id="nothing optional"),
        pytest.param(OPTIONAL, page(501), id="nothing optional, pages"),
    ],
)
def test_the_work_is_done(
    github: GitHubSimulator,  # noqa: F811 - the fixture
    followthrough: Followthrough,
    without: Collection[str],
    absent: Fault | None,
) -> None:
    """Plan, sync, a second sync, a done item, a dropped deadline and status come to what they come to on GitHub."""
    github.invite("alice", name="Alice Smith")
    make_plain(github, without=without, absent=absent)
    assert followthrough("plan", "--check", *REMOTE).code == 1
    first = followthrough("sync", "--format", "json", *REMOTE)
    assert first.code == 0, first
    assert [one["issue"]["number"] for one in json.loads(first.out)["created"]] == [1, 2]
    if LIST_ASSIGNEES in without:  # that nobody could be assigned shows in the answers, and is noted down afterwards
        assert followthrough("sync", *REMOTE).code == 0
    github.journal.clear()
    again = followthrough("sync", *REMOTE)
    assert (again.code, github.journal.writes) == (0, ()), again
    assert len(github.journal) <= 4 + 2 * len(without), github.journal.table()
    _tick("Rehearse the failover with the new runbook | Bob Jones | 2026-12-31 | Open")
    closed = json.loads(followthrough("sync", "--format", "json", *REMOTE).out)
    assert [one["issue"]["number"] for one in closed["closed"]] == [2]
    assert github.repository.issues[2].state == "closed"
    assert followthrough("plan", "--check", *REMOTE).code == 0
    status = json.loads(followthrough("status", "--format", "json", *REMOTE).out)
    assert status["totals"] == {"items": 3, "open": 1, "overdue": 0, "done": 2, "wont_do": 0}


def test_a_superseded_comment_is_cut_to_a_line(github: GitHubSimulator, followthrough: Followthrough) -> None:  # noqa: F811 - the fixture
    """Where nothing can be folded, the former comment gives its place to a line, and the weeks go on."""
    alice = github.person("alice")
    number = alice.open_pull_request("The checkout outage", files=(str(DOCUMENT),))
    head = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=True).stdout.strip()
    alice.merge(number, commit=head)
    make_plain(github, without=(GRAPHQL,))
    where = REMOTE[:-2]
    assert followthrough("sync", *where, "--today", "2026-11-21").code == 0
    for today in ("2026-12-07", "2026-12-14"):
        ended = followthrough("rollup", *where, "--today", today)
        assert ended.code == 0, ended
    *former, last = [comment.body for comment in github.repository.comments_on(number)]
    assert len(former) == 2
    assert all(len(body.splitlines()) == 1 for body in former)
    assert "followthrough:rollup:v1" in last


def test_owners_are_asked_for_where_nobody_is_listed(github: GitHubSimulator, followthrough: Followthrough) -> None:  # noqa: F811 - the fixture
    """Where a server does not tell who can be assigned, a handle is asked for and the answer says who got the issue."""
    github.invite("alice")
    text = DOCUMENT.read_text(encoding="utf-8")
    DOCUMENT.write_text(text.replace("Alice Smith", "@alice"), encoding="utf-8")
    commit(Path.cwd(), "Name Alice by her handle")
    make_plain(github, without=OPTIONAL)
    assert followthrough("sync", *REMOTE).code == 0
    assert {issue.title: issue.assignees for issue in github.repository.issues.values() if issue.assignees} == {
        "Alert on queue depth before carts fail": ("alice",)
    }


def _tick(row: str) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert row in text
    DOCUMENT.write_text(text.replace(row, row.replace("Open", "Done")), encoding="utf-8")
    commit(Path.cwd(), "Tick it")


def test_one_moved_deadline_without_graphql(
    github: GitHubSimulator,  # noqa: F811 - the fixture
    followthrough: Followthrough,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A person's token needs no GraphQL to be known: one change costs a page, who we are, a look and a write."""
    github.invite("carol")
    token = Token(value="ghp_carols0own0token", login="carol", kind=Kind.CLASSIC)
    monkeypatch.setenv("GITHUB_TOKEN", github.issue_token(token))
    make_plain(github, without=(GRAPHQL,))
    assert followthrough("sync", *REMOTE).code == 0
    text = DOCUMENT.read_text(encoding="utf-8")
    DOCUMENT.write_text(text.replace("2026-12-31", "2027-01-31"), encoding="utf-8")
    commit(Path.cwd(), "Move a deadline")
    github.journal.clear()
    assert followthrough("sync", *REMOTE).code == 0
    assert len(github.journal) <= 1 + 3, github.journal.table()
