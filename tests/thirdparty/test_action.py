"""The Action, carried out for real against a simulated GitHub, from the event to the issues."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.simulators.github import GitHubSimulator
from tests.simulators.loopback import LOOPBACK
from tests.thirdparty.composite import Ran, Runner
from tests.thirdparty.expressions import Expressions, engine
from tests.unit.cli.conftest import CHECKOUT
from tests.unit.discovery.repositories import commit, git, start

ROOT = Path(__file__).parents[2]
PATH = "postmortems/2026-11-03-checkout.md"
REPOSITORY = {"full_name": "acme/shop", "default_branch": "main", "fork": False}
pytestmark = [pytest.mark.thirdparty, pytest.mark.timeout(300), LOOPBACK]


@pytest.fixture(scope="module")
def expressions() -> Iterator[Expressions]:
    with engine() as asked:
        yield asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """A repository on a simulated GitHub, and its checkout on a runner."""

    simulator: GitHubSimulator
    runner: Runner
    number: int
    base: str
    merge: str

    def event(self, *, merged: bool) -> object:
        request = {
            "number": self.number,
            "state": "closed" if merged else "open",
            "merged": merged,
            "base": {"ref": "main", "sha": self.base},
            "head": {"repo": {"full_name": "acme/shop"}},
        }
        return {"action": "closed" if merged else "opened", "repository": REPOSITORY, "pull_request": request}

    def run(self, name: str, event: object, **given: str) -> Ran:
        """The Action on an event, on a fresh machine that has kept what was installed."""
        told = self.runner.temp / "event.json"
        told.write_text(json.dumps(event), encoding="utf-8")
        (self.runner.temp / "summary.md").unlink(missing_ok=True)
        for file in self.runner.temp.glob("GITHUB_*"):
            file.unlink()
        variables = {
            "GITHUB_API_URL": self.simulator.url,
            "GITHUB_REPOSITORY": "acme/shop",
            "GITHUB_EVENT_NAME": name,
            "GITHUB_EVENT_PATH": str(told),
            "GITHUB_SHA": self.merge,
            "FOLLOWTHROUGH_SETTLE": "0",
        }
        return replace(self.runner, variables=variables).run(given, self.simulator.token)


@pytest.fixture(scope="module")
def temp(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a cache keeps from one run to the next."""
    return tmp_path_factory.mktemp("runner")


@pytest.fixture
def shop(tmp_path: Path, temp: Path, expressions: Expressions) -> Iterator[Shop]:
    """A pull request that brings a postmortem, merged by a CI with its base."""
    root = start(tmp_path / "shop")
    (root / "README.md").write_text("# Shop\n", encoding="utf-8")
    (root / "click.py").write_text('raise SystemExit("code of the repository was run")\n', encoding="utf-8")
    base = commit(root, "Start")
    (root / "postmortems").mkdir()
    (root / PATH).write_text(CHECKOUT, encoding="utf-8")
    merge = commit(root, "Write down the outage")
    git(root, "remote", "add", "origin", "https://github.com/acme/shop.git")
    with GitHubSimulator() as simulator:
        simulator.invite("alice", name="Alice Smith")
        number = simulator.person("alice").open_pull_request("The checkout outage", files=(PATH,))
        runner = Runner(action=ROOT, workspace=root, temp=temp, engine=expressions, variables={})
        yield Shop(simulator=simulator, runner=runner, number=number, base=base, merge=merge)


def test_a_merged_pull_request(shop: Shop) -> None:
    """The merge opens an issue for each open item, tells it on the pull request, and says so in outputs and summary."""
    alice = shop.simulator.person("alice")
    alice.merge(shop.number, commit=shop.merge)
    ran = shop.run("pull_request", shop.event(merged=True))
    assert ran.code == 0, ran.log
    assert {name: ran.outputs[name] for name in ("created", "open", "overdue", "failed", "conflicts")} == {
        "created": "2",
        "open": "2",
        "overdue": ran.outputs["overdue"],
        "failed": "0",
        "conflicts": "0",
    }
    result = json.loads(Path(ran.outputs["result-file"]).read_text(encoding="utf-8"))
    numbers = [entry["issue"]["number"] for entry in result["created"]]
    issues = [alice.issue(number) for number in numbers]
    assert [issue.title for issue in issues] == [
        "Alert on queue depth before carts fail",
        "Rehearse the failover with the new runbook",
    ]
    assert list(issues[0].assignees) == ["alice"]
    assert "**Sync**: 2 opened" in ran.summary
    assert shop.simulator.token not in ran.log + ran.summary + json.dumps(result)
    assert [one for one in ran.passed_over if not one.startswith("actions/cache@")] == []
    again = shop.run("push", {"repository": REPOSITORY})
    assert again.outputs["created"] == "0"


def test_an_open_pull_request(shop: Shop) -> None:
    """An open pull request is told what its merge would open, and nothing is opened."""
    ran = shop.run("pull_request", shop.event(merged=False))
    assert ran.code == 0, ran.log
    assert ran.outputs["created"] == "0"
    assert "**Plan**: 2 to open" in ran.summary
    (comment,) = shop.simulator.repository.comments_on(shop.number)
    assert "Alert on queue depth before carts fail" in comment.body
    assert "Bob Jones" in comment.body
    again = shop.run("pull_request", shop.event(merged=False))
    assert again.code == 0
    assert shop.simulator.repository.comments_on(shop.number) == (comment,)


def test_hostile_inputs(shop: Shop) -> None:
    """Nothing that stands in an input is run or split."""
    ran = shop.run("schedule", {"repository": REPOSITORY}, paths='"; touch pwned; $(touch pwned) `touch pwned`')
    assert ran.code == 2
    assert not (shop.runner.workspace / "pwned").exists()
    assert "touch pwned" in ran.log


def test_a_refused_event(shop: Shop) -> None:
    """A stranger's pull request never meets the token."""
    requests = len(shop.simulator.journal)
    ran = shop.run("pull_request_target", shop.event(merged=True))
    assert ran.code == 2
    assert len(shop.simulator.journal) == requests
