"""The same twelve weeks on every forge."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acceptance.rollup_rig import standing_on, told_on
from tests.forges.calendar import EXPECTED, Team, deeds, twelve_weeks
from tests.forges.github_world import GitHubWorld
from tests.forges.gitlab_world import GitLabWorld
from tests.forges.local_world import LocalWorld
from tests.forges.world import World
from tests.simulators.github import GitHubSimulator
from tests.simulators.github.plain import make_plain
from tests.simulators.github.routes import GRAPHQL, LIST_ASSIGNEES
from tests.simulators.gitlab import GitLabSimulator
from tests.simulators.loopback import LOOPBACK

pytestmark = LOOPBACK


@pytest.fixture(params=["local", "github", "plain github", "gitlab"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    if request.param == "local":
        local = LocalWorld(tmp_path / "tracker.sqlite3")
        yield local
        local.close()
    elif request.param != "gitlab":
        with GitHubSimulator() as github_simulator:
            if request.param == "plain github":
                make_plain(github_simulator, without=(GRAPHQL, LIST_ASSIGNEES))
            github = GitHubWorld(github_simulator)
            yield github
            github.close()
    else:
        with GitLabSimulator() as gitlab_simulator:
            gitlab = GitLabWorld(gitlab_simulator)
            yield gitlab
            gitlab.close()


def test_twelve_weeks_bring_as_many_comments_edits_and_mentions_as_the_table_says(world: World) -> None:
    team = Team(world)
    team.merge()
    team.live_through(twelve_weeks(), deeds(team))
    assert {week: {name: n for name, n in seen.items() if n} for week, seen in team.weeks.items()} == EXPECTED
    assert "are done" in standing_on(world.forge, team.number)[0].body
    assert len(told_on(world.forge, team.number)) == 1 + sum(week.get("comments", 0) for week in EXPECTED.values())
