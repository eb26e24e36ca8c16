"""Lists that lie behind what was written a moment ago: nothing is taken for gone that can be looked at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.simulators.github import GitHubSimulator
from tests.simulators.github.routes import GET_ISSUE, LIST_ISSUES
from tests.simulators.loopback import LOOPBACK
from tests.simulators.wire import faults
from tests.unit.cli.conftest import Ended, Followthrough
from tests.unit.cli.runner import REPOSITORY
from tests.unit.cli.test_ci_on_github import PATH, Proposal, proposal  # noqa: F401 - a fixture
from tests.unit.discovery.repositories import commit

pytestmark = LOOPBACK


@pytest.fixture
def tracked(proposal: Proposal) -> Proposal:  # noqa: F811 - the fixture
    """A merged pull request whose two issues were opened a moment ago."""
    proposal.github.person("alice").merge(proposal.number, commit=proposal.merge)
    assert proposal.merged().outputs["created"] == "2"
    proposal.github.journal.clear()
    return proposal


@pytest.fixture
def sync(proposal: Proposal, followthrough: Followthrough, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Ended]:  # noqa: F811 - the fixture
    monkeypatch.setenv("GITHUB_TOKEN", proposal.github.token)
    where = ("--forge", "github", "--repo", "acme/shop", "--api-url", proposal.github.url)
    return lambda: followthrough("sync", *where, "--settle", "0", "--today", "2026-11-20")


def behind(github: GitHubSimulator, known: int, *, skip: int = 0) -> None:
    """Let the next list of issues know of so many of them, the oldest."""
    fault = faults.altered(lambda answer: answer[:known] if isinstance(answer, list) else answer)
    github.inject(fault, route=LIST_ISSUES, skip=skip)


@pytest.mark.parametrize("known", [0, 1])
def test_a_second_run_at_once_has_nothing_to_do(tracked: Proposal, sync: Callable[[], Ended], known: int) -> None:
    """An issue that the ledger remembers and no list has yet is looked at, and counts like any other."""
    behind(tracked.github, known)
    ended = sync()
    assert (ended.code, tracked.github.journal.writes) == (0, ()), ended
    assert "3 items in step" in ended.out
    assert len(tracked.github.journal.of(GET_ISSUE)) == 2 - known


def test_a_rollup_right_after_a_sync_knows_what_was_opened(proposal: Proposal) -> None:  # noqa: F811 - the fixture
    """On a schedule that had to open issues, the rollup takes none of them for gone."""
    github = proposal.github
    github.person("alice").merge(proposal.number, commit=proposal.merge)
    behind(github, 0, skip=2)
    told = proposal.run("schedule", {"repository": REPOSITORY}, GITHUB_API_URL=github.url, GH_TOKEN=github.token)
    assert (told.code, told.outputs["created"], told.outputs["open"]) == (0, "2", "2"), told.ended
    (comment,) = github.repository.comments_on(proposal.number)
    assert "No longer tracked" not in comment.body
    assert not github.faults.waiting


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("2026-12-01 | Open", "2026-12-24 | Open", id="edited"),
        pytest.param("2026-12-01 | Open", "2026-12-01 | Done", id="closed"),
    ],
)
def test_what_a_list_does_not_show_yet_is_not_done_twice(
    tracked: Proposal, sync: Callable[[], Ended], old: str, new: str
) -> None:
    """What the run before did to an issue is found done, and told as done."""
    assert sync().code == 0
    (before,) = [one.response.json() for one in tracked.github.journal.of(LIST_ISSUES)]
    document = Path(PATH)
    document.write_text(document.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    commit(Path.cwd(), "Say it anew")
    assert sync().code == 0
    tracked.github.journal.clear()
    tracked.github.inject(faults.altered(lambda _: before), route=LIST_ISSUES)
    ended = sync()
    assert (ended.code, tracked.github.journal.writes) == (0, ()), ended
    assert "it had been done meanwhile" in " ".join(ended.out.split())
