from __future__ import annotations

import logging

import pytest

from followthrough.errors import AccessDenied
from followthrough.forges.github.renaming import repository_in
from followthrough.model import Thread
from tests.forges.contract import MANAGED, a_draft
from tests.forges.github_world import GitHubWorld
from tests.simulators.github.routes import GET_REPOSITORY, LIST_ISSUES
from tests.simulators.loopback import LOOPBACK
from tests.simulators.wire import faults
from tests.simulators.wire.plan import ALWAYS

pytestmark = LOOPBACK


def test_a_renamed_repository_is_followed_and_its_new_name_told(
    world: GitHubWorld, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger("followthrough"), "propagate", True)
    before = world.forge.open_issue(a_draft(labels=(MANAGED,)))
    world.simulator.world.rename("acme/shop", "acme/store")
    fresh = GitHubWorld(world.simulator)
    assert [issue.number for issue in fresh.forge.list_issues(MANAGED)] == [before.number]
    assert set(caplog.messages) == {"acme/shop is called acme/store now: say so with --repo, or in git's `origin`"}
    world.simulator.journal.clear()
    opened = fresh.forge.open_issue(a_draft(labels=(MANAGED,)))
    fresh.forge.post_comment(Thread(kind="issue", number=opened.number), "Hello.")
    assert {one.response.status for one in world.simulator.journal} == {201}
    assert fresh.forge.issue_in("acme/shop#7") == fresh.forge.issue_in("acme/store#7") == 7
    fresh.close()


def test_nothing_is_written_where_the_number_is_of_another_repository(
    world: GitHubWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("followthrough.forges.transport.executor.BACKOFF", ())
    world.simulator.world.rename("acme/shop", "acme/store")
    other = faults.altered(lambda answer: {**answer, "id": 1} if isinstance(answer, dict) else answer)
    world.simulator.inject(other, route=GET_REPOSITORY, times=ALWAYS)
    with pytest.raises(AccessDenied, match="another repository's"):
        world.forge.list_issues(MANAGED)
    with pytest.raises(AccessDenied):
        world.forge.open_issue(a_draft())
    assert world.simulator.repository.issues == {}


def test_a_name_that_leads_in_circles_is_not_followed_for_ever(world: GitHubWorld) -> None:
    root = world.simulator.url
    world.simulator.inject(
        faults.redirected(f"{root}/repositories/{world.simulator.repository.id}/issues"),
        route=LIST_ISSUES,
        times=ALWAYS,
    )
    with pytest.raises(AccessDenied, match="where we do not follow"):
        world.forge.list_issues(MANAGED)
    assert len(world.simulator.journal) < 6


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("https://git.acme.example/api/v3/repositories/42/issues?state=all", 42),
        ("https://git.acme.example/api/v3/repositories/42", 42),
        ("https://git.acme.example/repositories/42/issues", None),
        ("https://git.acme.example/api/v3/repositories/x/issues", None),
        ("https://git.acme.example/api/v3/repos/acme/store", None),
        ("https://evil.example/api/v3/repositories/42", None),
        ("http://git.acme.example/api/v3/repositories/42", None),
        ("/api/v3/repositories/42", None),
        ("", None),
    ],
)
def test_only_a_number_below_the_same_root_leads_anywhere(location: str, expected: int | None) -> None:
    assert repository_in(location, "https://git.acme.example/api/v3") == expected
