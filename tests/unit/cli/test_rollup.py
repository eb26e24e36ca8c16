from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from followthrough.rollups.digest import read_digest
from tests.simulators.github import GitHubSimulator, Token
from tests.simulators.loopback import LOOPBACK
from tests.unit.cli.conftest import CHECKOUT, Followthrough
from tests.unit.discovery.repositories import commit

pytestmark = LOOPBACK
LATE = "2026-12-07"
LOCAL = ("--forge", "local", "--today", LATE)
NAMES = ("acme/cart", "acme/shop")


@pytest.fixture
def tracked(shop: Path, followthrough: Followthrough) -> Path:
    """A repository with two postmortems, one of which was done when it was written."""
    done = CHECKOUT.replace("INC-42", "INC-7").replace("Checkout", "Search").replace("| Open |", "| Done |")
    commit(shop, "Write down the first outage")
    (shop / "postmortems/search.md").write_text(done, encoding="utf-8")
    commit(shop, "Write down the second")
    assert followthrough("sync", "--forge", "local", "--today", "2026-11-20").code == 0
    return shop


@pytest.fixture
def github(shop: Path, followthrough: Followthrough, monkeypatch: pytest.MonkeyPatch) -> Iterator[GitHubSimulator]:
    """Two repositories of one organisation, each with a postmortem that is tracked; one is archived besides."""
    commit(shop, "Write down the outage")
    with GitHubSimulator() as simulator:
        for name in ("acme/cart", "acme/attic", "acme/ops"):
            simulator.world.repository(name)
        simulator.world.repository("acme/attic").archived = True
        monkeypatch.setenv("GITHUB_API_URL", simulator.url)
        monkeypatch.setenv("GITHUB_TOKEN", simulator.issue_token(Token(value="ghs_that0sees0all0of0acme")))
        monkeypatch.setenv("FOLLOWTHROUGH_FORGE", "github")
        monkeypatch.setenv("FOLLOWTHROUGH_SETTLE", "0")
        monkeypatch.setenv("FOLLOWTHROUGH_TODAY", "2026-11-20")
        for name in NAMES:
            assert followthrough("sync", "--repo", name).code == 0
        monkeypatch.setenv("FOLLOWTHROUGH_TODAY", LATE)
        simulator.journal.clear()
        yield simulator


def bodies(github: GitHubSimulator, name: str) -> list[str]:
    repository = github.world.repository(name)
    comments = (comment for issue in repository.issues.values() for comment in repository.comments_on(issue.number))
    return [comment.body for comment in comments]


def digests(github: GitHubSimulator, name: str) -> list[str]:
    issues = github.world.repository(name).issues.values()
    return [issue.body for issue in issues if issue.body and read_digest(issue.body)]


class TestHere:
    def test_status_and_rollup_say_the_same_numbers(self, tracked: Path, followthrough: Followthrough) -> None:
        assert tracked.is_dir()
        told = json.loads(followthrough("rollup", "--format", "json", *LOCAL).out)
        status = json.loads(followthrough("status", "--format", "json", *LOCAL).out)
        assert told["totals"] == status["totals"] == {"items": 6, "open": 2, "overdue": 1, "done": 4, "wont_do": 0}
        assert told["comments"] == {"nothing": 1, "edit": 0, "fresh": 1, "last": 0, "failed": 0}

    def test_a_dry_run_tells_the_same_and_writes_nothing(self, tracked: Path, followthrough: Followthrough) -> None:
        before = (tracked / ".followthrough/tracker.sqlite3").read_bytes()
        dry = followthrough("rollup", "--dry-run", *LOCAL)
        assert dry.code == 0
        assert "post " in dry.out
        assert (tracked / ".followthrough/tracker.sqlite3").read_bytes() == before
        assert "posted " in followthrough("rollup", *LOCAL).out
        assert "posted " not in followthrough("rollup", *LOCAL).out

    def test_a_dry_run_prints_every_text_that_is_posted_then(self, tracked: Path, followthrough: Followthrough) -> None:
        (tracked / ".followthrough.yml").write_text("rollup: {remind: overdue}\n", encoding="utf-8")
        dry = followthrough("rollup", "--dry-run", *LOCAL).out
        page = followthrough("rollup", "--dry-run", "--format", "markdown", *LOCAL).out
        assert followthrough("rollup", *LOCAL).code == 0
        with sqlite3.connect(tracked / ".followthrough/tracker.sqlite3") as db:
            posted = [body for (body,) in db.execute("SELECT body FROM comments ORDER BY id DESC LIMIT 2")]
        for body in posted:
            words = "\n".join(line for line in body.split("\n") if not line.startswith("<!--")).strip().split("\n")
            assert "\n".join(f"  │ {line}".rstrip() for line in words) in dry
            assert "\n".join(f"> {line}".rstrip() for line in words) in page

    def test_a_mode_counts_before_the_configuration(self, tracked: Path, followthrough: Followthrough) -> None:
        (tracked / ".followthrough.yml").write_text("rollup: {mode: always}\n", encoding="utf-8")
        sticky = json.loads(followthrough("rollup", "--mode", "sticky", "--format", "json", *LOCAL).out)
        assert sticky["comments"]["edit"] == 1
        always = json.loads(followthrough("rollup", "--format", "json", *LOCAL).out)
        assert always["comments"]["fresh"] == 1

    def test_no_checkout_is_needed(
        self, tracked: Path, followthrough: Followthrough, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        tracker = tracked / ".followthrough/tracker.sqlite3"
        (tmp_path / "elsewhere").mkdir()
        monkeypatch.chdir(tmp_path / "elsewhere")
        ended = followthrough("rollup", "--local", str(tracker), "--today", LATE, "--format", "json")
        assert (ended.code, ended.err) == (0, "")
        assert json.loads(ended.out)["comments"]["fresh"] == 1

    def test_the_summary_is_markdown(self, tracked: Path, followthrough: Followthrough) -> None:
        assert tracked.is_dir()
        assert followthrough("rollup", "--format", "markdown", *LOCAL).out.startswith("**Rollup**: 6 items")

    def test_nothing_tracked_is_no_failure(self, shop: Path, followthrough: Followthrough) -> None:
        assert shop.is_dir()
        ended = followthrough("rollup", *LOCAL)
        assert (ended.code, ended.out) == (0, "No action items are tracked.\n")

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            pytest.param(("postmortems",), "takes files with --merge alone", id="a path"),
            pytest.param(("--org", "acme"), "neither organisations nor groups", id="no organisation"),
            pytest.param(("--repo", "acme/a", "--repo", "acme/b"), "one repository in a file", id="two in one file"),
            pytest.param(("--merge", "none.json"), "none.json cannot be read", id="no such file"),
            pytest.param(("--merge", ".gitignore"), ".gitignore is not JSON", id="no JSON"),
            pytest.param(("--mode", "weekly"), "'weekly' is not one of", id="no such mode"),
        ],
    )
    def test_a_mistake_of_usage_is_told(
        self, shop: Path, followthrough: Followthrough, arguments: tuple[str, ...], said: str
    ) -> None:
        (shop / ".gitignore").write_text(".followthrough/\n", encoding="utf-8")
        ended = followthrough("rollup", *arguments, *LOCAL)
        assert ended.code == 2
        assert said in ended.err


class TestSeveral:
    def test_each_repository_is_told_and_an_owner_is_mentioned_once_over_all(
        self, github: GitHubSimulator, followthrough: Followthrough
    ) -> None:
        for name in NAMES:
            issues = github.world.repository(name).issues
            issues[1] = replace(issues[1], assignees=("alice",))
        ended = followthrough("rollup", "--repo", NAMES[0], "--repo", NAMES[1], "--format", "json")
        told = json.loads(ended.out)
        assert ended.code == 0
        assert [one["repository"] for one in told["postmortems"]] == list(NAMES)
        assert told["comments"]["fresh"] == 2
        assert sum(body.count("@alice") for name in NAMES for body in bodies(github, name)) == 1

    def test_one_repository_that_cannot_be_seen_does_not_stop_the_others(
        self, github: GitHubSimulator, followthrough: Followthrough
    ) -> None:
        ended = followthrough("rollup", "--repo", "acme/nowhere", "--repo", NAMES[0], "--format", "json")
        told = json.loads(ended.out)
        assert ended.code == 4
        assert [one.startswith("acme/nowhere: ") for one in told["failed"]] == [True]
        assert len(bodies(github, NAMES[0])) == 1

    def test_all_of_an_organisation_are_told_with_a_digest_beside_them(
        self, github: GitHubSimulator, followthrough: Followthrough
    ) -> None:
        for _ in range(2):
            ended = followthrough("rollup", "--org", "acme", "--digest", "acme/ops")
            assert ended.code == 0, ended.err
        assert [len(bodies(github, name)) for name in NAMES] == [1, 1]
        (digest,) = digests(github, "acme/ops")
        assert "2 postmortems in 2 repositories" in digest
        assert not any("acme/attic" in exchange.request.path for exchange in github.journal)

    def test_a_dry_run_shows_the_digest_until_it_stands(
        self, github: GitHubSimulator, followthrough: Followthrough, tmp_path: Path
    ) -> None:
        file = tmp_path / "shop.json"
        digest = ("--digest", "acme/ops")
        dry = followthrough("rollup", "--dry-run", "--repo", "acme/shop", *digest, "--output", f"json={file}")
        merged = followthrough("rollup", "--dry-run", "--merge", str(file), *digest)
        for shown in (dry.out, merged.out):
            assert "digest in acme/ops\n  │ **Action items of postmortems** · 1 of 3 done" in shown
        assert github.journal.writes == ()
        assert followthrough("rollup", "--merge", str(file), *digest).code == 0
        assert "digest in" not in followthrough("rollup", "--dry-run", "--merge", str(file), *digest).out
        (body,) = digests(github, "acme/ops")
        assert "\n".join(f"  │ {line}".rstrip() for line in body.split("\n\n<!--")[0].split("\n")) in merged.out

    def test_merged_runs_tell_where_an_item_is_and_what_could_not_be_told(
        self, github: GitHubSimulator, followthrough: Followthrough, tmp_path: Path
    ) -> None:
        files = [str(tmp_path / f"{n}.json") for n in range(2)]
        for file, names in zip(files, (("acme/nowhere", "acme/shop"), ("acme/cart",)), strict=True):
            repos = [word for name in names for word in ("--repo", name)]
            followthrough("rollup", "--dry-run", *repos, "--output", f"json={file}")
        text = followthrough("rollup", "--merge", *files).out
        assert "acme/cart#1 │ Alert on queue depth" in text
        assert "acme/shop#1 │ Alert on queue depth" in text
        assert "✗ failed: acme/nowhere: There is no repository" in text
        page = followthrough("rollup", "--merge", *files, "--format", "markdown").out
        assert "| [acme/cart#1](" in page
        assert "- ✗ acme/nowhere: There is no repository" in page
        assert github.journal.writes == ()

    def test_shards_that_are_merged_say_what_one_run_says(
        self, github: GitHubSimulator, followthrough: Followthrough, tmp_path: Path
    ) -> None:
        files = [str(tmp_path / f"{name.replace('/', '-')}.json") for name in NAMES]
        for name, file in zip(NAMES, files, strict=True):
            assert followthrough("rollup", "--dry-run", "--repo", name, "--output", f"json={file}").code == 0
        whole = followthrough("rollup", "--dry-run", "--repo", NAMES[0], "--repo", NAMES[1], "--format", "json")
        merged = followthrough("rollup", "--merge", *files, "--format", "json", "--digest", "acme/ops")
        assert merged.code == 0, merged.err
        first, second = json.loads(merged.out), json.loads(whole.out)
        for told in (first, second):
            for one in told["postmortems"]:
                one["comment"]["mentioned"] = []
        assert first == second
        assert len(digests(github, "acme/ops")) == 1

    def test_merged_runs_are_shown_as_their_items(
        self, github: GitHubSimulator, followthrough: Followthrough, tmp_path: Path
    ) -> None:
        file = tmp_path / "shop.json"
        followthrough("rollup", "--dry-run", "--repo", "acme/shop", "--output", f"json={file}")
        github.journal.clear()
        assert "Alert on queue depth" in followthrough("rollup", "--merge", str(file)).out
        assert followthrough("rollup", "--merge", str(file), "--format", "markdown").out.startswith("3 items: 2 open")
        assert len(github.journal) == 0
