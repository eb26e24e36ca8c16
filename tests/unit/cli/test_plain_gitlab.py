"""A server that is less than GitLab: what is optional is taken for not known, and the work is done all the same."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import pytest

from tests.simulators.github.plain import lessened, page
from tests.simulators.gitlab import GitLabSimulator
from tests.simulators.gitlab.routes import (
    CREATE_LABEL,
    CREATE_MERGE_REQUEST_NOTE,
    GET_PROJECT,
    LIST_DIRECT_MEMBERS,
    LIST_ISSUES,
    LIST_LABELS,
    LIST_MEMBERS,
    LIST_USERS,
    MERGE_REQUESTS_OF_COMMIT,
)
from tests.simulators.loopback import LOOPBACK
from tests.simulators.wire import faults
from tests.simulators.wire.exchange import Request, Response
from tests.simulators.wire.faults import Fault, Proceed
from tests.simulators.wire.plan import ALWAYS
from tests.unit.cli.conftest import CHECKOUT, Followthrough
from tests.unit.cli.test_gitlab import DOCUMENT, REMOTE, gitlab  # noqa: F401 - a fixture
from tests.unit.discovery.repositories import commit, git

pytestmark = LOOPBACK
MEMBERS = (LIST_MEMBERS, LIST_DIRECT_MEMBERS)
OPTIONAL = (*MEMBERS, LIST_USERS, LIST_LABELS, CREATE_LABEL, GET_PROJECT, MERGE_REQUESTS_OF_COMMIT)
HEADERS = frozenset({"link", "ratelimit-limit", "ratelimit-remaining", "ratelimit-reset", "x-total", "x-total-pages"})
FIELDS = frozenset({"closed_by", "web_url", "discussion_locked", "user_notes_count", "_links", "references", "bot"})
NOT_FOUND = faults.answered(404, {"error": "404 Not Found"}, committed=False)


@pytest.mark.parametrize(
    ("without", "absent"),
    [
        pytest.param((), NOT_FOUND, id="fields and headers alone"),
        pytest.param(
            MEMBERS, faults.answered(403, {"message": "403 Forbidden"}, committed=False), id="no members, 403"
        ),
        pytest.param(OPTIONAL, NOT_FOUND, id="nothing optional"),
        pytest.param(OPTIONAL, page(501), id="nothing optional, pages"),
        pytest.param(OPTIONAL, faults.answered(405, {"error": "405"}, committed=False), id="nothing optional, 405"),
    ],
)
def test_the_work_is_done(
    gitlab: GitLabSimulator,  # noqa: F811 - the fixture
    followthrough: Followthrough,
    without: Collection[str],
    absent: Fault,
) -> None:
    """Plan, sync, a second sync, a done item and status come to what they come to on GitLab."""
    gitlab.invite("alice", name="Alice Smith")
    for route in without:
        gitlab.inject(absent, route=route, times=ALWAYS)
    gitlab.inject(lessened(HEADERS, FIELDS), times=ALWAYS)
    assert followthrough("plan", "--check", *REMOTE).code == 1
    first = followthrough("sync", "--format", "json", *REMOTE)
    assert first.code == 0, first
    assert [one["issue"]["number"] for one in json.loads(first.out)["created"]] == [1, 2]
    gitlab.journal.clear()
    again = followthrough("sync", *REMOTE)
    assert (again.code, gitlab.journal.writes) == (0, ()), again
    done = CHECKOUT.replace("2026-12-31 | Open", "2026-12-31 | Done")
    Path(DOCUMENT).write_text(done, encoding="utf-8")
    commit(Path.cwd(), "Tick one")
    closed = json.loads(followthrough("sync", "--format", "json", *REMOTE).out)
    assert [one["issue"]["number"] for one in closed["closed"]] == [2]
    assert followthrough("plan", "--check", *REMOTE).code == 0
    status = json.loads(followthrough("status", "--format", "json", *REMOTE).out)
    assert status["totals"] == {"items": 3, "open": 1, "overdue": 0, "done": 2, "wont_do": 0}


def test_a_server_that_knows_commits_of_branches_and_no_merges(
    gitlab: GitLabSimulator,  # noqa: F811 - the fixture
    followthrough: Followthrough,
    shop: Path,
) -> None:
    """The merge request is found by the commit of its branch that wrote the postmortem."""
    git(shop, "checkout", "--quiet", "-b", "topic", "HEAD")
    Path("postmortems/2026-11-04-search.md").write_text(CHECKOUT.replace("INC-42", "INC-43"), encoding="utf-8")
    written = commit(shop, "Write down the search outage")
    git(shop, "checkout", "--quiet", "-")
    git(shop, "merge", "--quiet", "--no-ff", "--message", "Merge", "topic")
    alice = gitlab.person("alice")
    number = alice.open_merge_request("Search outage")
    gitlab.project.commits[written] = gitlab.project.commits.pop(alice.merge(number))
    ended = followthrough("sync", "postmortems/2026-11-04-search.md", *REMOTE)
    assert ended.code == 0, ended
    assert len(gitlab.journal.of(CREATE_MERGE_REQUEST_NOTE)) == 1


@pytest.mark.parametrize(
    ("headers", "per_page", "pages"),
    [
        pytest.param({"link"}, 100, 3, id="numbered"),
        pytest.param({"link", "x-next-page"}, 100, 3, id="full or not"),
        pytest.param({"link"}, 20, 11, id="smaller than asked for"),
    ],
)
def test_pages_without_links(
    gitlab: GitLabSimulator,  # noqa: F811 - the fixture
    followthrough: Followthrough,
    headers: Collection[str],
    per_page: int,
    pages: int,
) -> None:
    """A list without links is read to its end by the number of its next page, or as long as its pages are full."""
    alice = gitlab.person("alice")
    for n in range(215):
        alice.open_issue(f"Item {n}", labels=["postmortem-action"])

    def fault(request: Request, proceed: Proceed) -> Response:
        smaller = replace(request, query={**request.query, "per_page": str(per_page)})
        return lessened(frozenset(headers), frozenset())(smaller if request.method == "GET" else request, proceed)

    gitlab.inject(fault, times=ALWAYS)
    ended = followthrough("plan", *REMOTE)
    assert ended.code == 0, ended
    assert len(gitlab.journal.of(LIST_ISSUES)) == pages
